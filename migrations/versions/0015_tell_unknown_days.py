"""Tell days nobody watched from days on which the archive was blind.

Why: `coverage_gaps` judged every day since the first capture, so an archive of imports had a gap, `no_crawl`,
on each day that was not imported. Whether anything is missing is known only from the first crawl on: until
then nothing is expected of a day. A day no crawl asked about, and an import brought articles of, is no gap
either; an import's captures no longer pass for answers that a crawl got.

A downgrade loses nothing: the rows are the same.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0015_tell_unknown_days"
down_revision = "0014_remember_rules"
branch_labels = None
depends_on = None

LOSES: str | None = None

# In the order they are made; `source_health` is made of the first.
CHANGED = ("source_days", "coverage_gaps")


def upgrade() -> None:
    _show("0015")


def downgrade() -> None:
    _show("0009")


def _show(number: str) -> None:
    """Make the views as the migration of that number has them."""
    for view in ("source_health", *reversed(CHANGED)):
        op.execute(f"DROP VIEW {view}")
    for view in CHANGED:
        op.execute(_frozen(view, number))
    op.execute(_frozen("source_health", "0012"))


def _frozen(view: str, number: str) -> str:
    name = f"{view}.{op.get_context().dialect.name}.sql"
    return (Path(__file__).parents[1] / "views" / number / name).read_text(encoding="utf-8")
