"""Look twice before an article counts as withdrawn.

Why: a site that answered 404 for a moment had all its articles withdrawn. `urls.missing_since` says since
when an address has answered as gone and not otherwise; the article behind it is withdrawn when a later crawl,
some time after, has seen it gone again. `contradicted` is the event of a list that names such an address all
the same. Many articles missing at once, and a site that does not answer, are alarms of their own and states
of the view `source_health`, whose `fetch_errors_7d` counts pages that are gone too.

A downgrade loses since when addresses are missing (those that wait for a second look count as stored again),
the events `contradicted`, and the alarms of the two new kinds.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0016_look_twice"
down_revision = "0015_tell_unknown_days"
branch_labels = None
depends_on = None

LOSES: str | None = "since when addresses are missing, and alarms of articles that vanished"

EVENTS = "new changed refused failed skipped redirected withdrawn returned reread"
ALARMS = "missed failed blind"
MISSING = sa.text("missing_since IS NOT NULL")


def upgrade() -> None:
    op.execute("DROP VIEW source_health")
    op.add_column("urls", sa.Column("missing_since", sa.DateTime()))
    op.create_index("ix_urls_missing", "urls", ["source_id"], sqlite_where=MISSING, postgresql_where=MISSING)
    # What was withdrawn at one look is missing since then, as far as anybody knows.
    op.execute(
        "UPDATE urls SET missing_since = last_fetched_at WHERE state = 'gone' AND article_id IS NOT NULL"
    )
    _allow("url_events", "event", f"{EVENTS} contradicted")
    _allow("alarms", "kind", f"{ALARMS} vanished unanswered")
    op.execute(_view("0016"))


def downgrade() -> None:
    op.execute("DROP VIEW source_health")
    op.execute("DELETE FROM alarms WHERE kind IN ('vanished', 'unanswered')")
    op.execute("DELETE FROM url_events WHERE event = 'contradicted'")
    _allow("alarms", "kind", ALARMS)
    _allow("url_events", "event", EVENTS)
    op.drop_index("ix_urls_missing", "urls")
    # Not as a batch: that would copy the table, under all its views.
    op.execute("ALTER TABLE urls DROP COLUMN missing_since")
    op.execute(_view("0012"))


def _allow(table: str, column: str, words: str) -> None:
    """Let the column have these words and no others; no view reads these tables."""
    name = op.f(f"ck_{table}_{column}")
    listed = ", ".join(f"'{word}'" for word in words.split())
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"{column} IN ({listed})")


def _view(number: str) -> str:
    file = Path(__file__).parents[1] / "views" / number / f"source_health.{op.get_context().dialect.name}.sql"
    return file.read_text(encoding="utf-8")
