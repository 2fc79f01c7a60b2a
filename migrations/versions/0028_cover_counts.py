"""Count by indexes alone: articles by language, days of one weekday, what was withdrawn of late.

Why: the language of an article stands behind its text in the row, so that to count a million articles by
language read a million texts. The days like one day were found among all days, and what was withdrawn since
yesterday among all that ever was.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028_cover_counts"
down_revision = "0027_weigh_days"
branch_labels = None
depends_on = None

LOSES: str | None = None

WITHDRAWN = sa.text("event = 'withdrawn'")


def upgrade() -> None:
    op.create_index(op.f("ix_calendar_weekday_day"), "calendar", ["weekday", "day"])
    op.create_index(
        op.f("ix_revisions_article_id_number_language"), "revisions", ["article_id", "number", "language"]
    )
    op.create_index(
        "ix_url_events_withdrawn", "url_events", ["at"], sqlite_where=WITHDRAWN, postgresql_where=WITHDRAWN
    )


def downgrade() -> None:
    op.drop_index("ix_url_events_withdrawn", table_name="url_events")
    op.drop_index(op.f("ix_revisions_article_id_number_language"), table_name="revisions")
    op.drop_index(op.f("ix_calendar_weekday_day"), table_name="calendar")
