"""Remember by which rules stored URLs were admitted, and which articles a changed rule sets aside.

Why: a changed declaration left URLs unknown that it allows now, and articles shown that it refuses. A crawl
compares the key of the rules, admits the first and sets aside the others: nothing of them is shown, and all
of it is kept, so that changing the rule back brings them back.

`daily_volume` and `source_days` count only articles that are shown.

A downgrade shows again what was set aside, and forgets which URLs were admitted.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "0024_set_aside"
down_revision = "0023_outline_pages"
branch_labels = None
depends_on = None

LOSES: str | None = "which articles changed rules set aside"

v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
EVENTS = [
    *("new", "changed", "refused", "failed", "skipped", "redirected"),
    *("withdrawn", "returned", "reread", "contradicted", "doubted", "settled"),
]
SHOWN = """
UPDATE articles SET latest_number = coalesce((
    SELECT max(r.number) FROM revisions AS r
    WHERE r.article_id = articles.id AND (
        r.incident_id IS NULL
        OR r.incident_id IN (SELECT i.id FROM source_incidents AS i WHERE i.state = 'accepted')
    )
), 0)
WHERE set_aside_at IS NOT NULL
"""


COUNTING = ("daily_volume", "source_days")
# They read those that count.
ABOVE = ("coverage_gaps", "source_health")


def upgrade() -> None:
    views = v1.take_views((*ABOVE, *COUNTING))
    op.add_column("sources", sa.Column("rules_key", WORDS))
    op.add_column("articles", sa.Column("set_aside_at", sa.DateTime()))
    v1.allow("url_events", "event", [*EVENTS, "admitted"])
    v1.put_back(views)
    v1.create_views(COUNTING, "0024")
    _create_above()


def downgrade() -> None:
    views = v1.take_views((*ABOVE, *COUNTING))
    op.execute(SHOWN)
    op.execute("DELETE FROM url_events WHERE event = 'admitted'")
    v1.allow("url_events", "event", EVENTS)
    op.execute("ALTER TABLE articles DROP COLUMN set_aside_at")
    op.execute("ALTER TABLE sources DROP COLUMN rules_key")
    v1.put_back(views)
    v1.create_views(("daily_volume",), "0005")
    v1.create_views(("source_days",), "0015")
    _create_above()


def _create_above() -> None:
    v1.create_views(("coverage_gaps",), "0015")
    v1.create_views(("source_health",), "0022")
