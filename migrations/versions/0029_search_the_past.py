"""Find what changed after a moment by indexes, for searches as of that moment.

Why: a search as of a day read the texts of all articles one by one, 4 to 10 s in a million. Most articles
show today what they showed then, and for these the search index of today answers. The few others are found
by these indexes: edits, articles set aside or whose row changed, and what was dated ahead of its recording.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029_search_the_past"
down_revision = "0028_cover_counts"
branch_labels = None
depends_on = None

LOSES: str | None = None

EDIT = sa.text("number > 1")
SET_ASIDE = sa.text("set_aside_at IS NOT NULL")
AHEAD_ON_SQLITE = sa.text("published_at > datetime(recorded_at, '+1 day')")
AHEAD_ON_POSTGRESQL = sa.text("published_at > recorded_at + interval '1 day'")


def upgrade() -> None:
    op.create_index(
        "ix_articles_set_aside",
        "articles",
        ["set_aside_at"],
        sqlite_where=SET_ASIDE,
        postgresql_where=SET_ASIDE,
    )
    op.create_index(
        op.f("ix_article_pasts_replaced_at_article_id"), "article_pasts", ["replaced_at", "article_id"]
    )
    op.create_index(
        "ix_revisions_edits",
        "revisions",
        ["recorded_at", "article_id", "number"],
        sqlite_where=EDIT,
        postgresql_where=EDIT,
    )
    op.create_index(
        "ix_revisions_dated_ahead",
        "revisions",
        ["published_at", "recorded_at", "article_id"],
        sqlite_where=AHEAD_ON_SQLITE,
        postgresql_where=AHEAD_ON_POSTGRESQL,
    )


def downgrade() -> None:
    op.drop_index("ix_revisions_dated_ahead", table_name="revisions")
    op.drop_index("ix_revisions_edits", table_name="revisions")
    op.drop_index(op.f("ix_article_pasts_replaced_at_article_id"), table_name="article_pasts")
    op.drop_index("ix_articles_set_aside", table_name="articles")
