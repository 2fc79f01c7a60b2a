"""Tell coverage: days on which a source brought too little, how each source stands, what the columns mean.

Why: an analyst must be able to tell "nothing happened" from "we were blind". The ledger is SQL over what the
archive holds, not a table of counts, so that it cannot drift from it; `calendar` gives it the days on which
there is nothing to count, numbered so that "the same weekday in the weeks before" is the same SQL on both
databases. `dictionary` is filled from the descriptions beside the views' SQL whenever migrations have run.

`articles.url` was made without the collation all text has on PostgreSQL, so that addresses sorted by the
rules of the server's language; it gets it now, and keeps it.

A downgrade loses nothing: days are days, and descriptions come with the code.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0009_tell_coverage"
down_revision = "0008_remember_what_stood"
branch_labels = None
depends_on = None

LOSES: str | None = None

NUMBER = revision[:4]
# Views on `articles.url` as they stand before this, with the folders of their SQL.
ON_ADDRESS = {
    "article_history": "0001",
    "removed_text": "0001",
    "current_articles": "0007",
    "syndicated_stories": "0007",
    "injected_text": "0007",
}
VIEWS = ("source_days", "coverage_gaps", "source_health", "data_dictionary")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
PART = 1000


def upgrade() -> None:
    _sort_addresses_by_code_point()
    calendar = op.create_table(
        "calendar",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_calendar"),
    )
    rows = [_numbered(FIRST + timedelta(days=at)) for at in range((LAST - FIRST).days + 1)]
    for start in range(0, len(rows), PART):
        op.bulk_insert(calendar, rows[start : start + PART])
    op.create_table(
        "dictionary",
        sa.Column("view_name", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("column_name", WORDS),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("explanation", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("view_name", "position", name="pk_dictionary"),
    )
    for view in VIEWS:
        op.execute(_frozen(view, NUMBER))


def downgrade() -> None:
    for view in reversed(VIEWS):
        op.execute(f"DROP VIEW {view}")
    for table in ("dictionary", "calendar"):
        op.drop_table(table)


def _numbered(day: date) -> dict[str, object]:
    week, weekday = divmod(day.toordinal() - 1, 7)  # ordinal 1 was a Monday
    return {"day": day, "week": week, "weekday": weekday + 1}


def _sort_addresses_by_code_point() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    for view in reversed(ON_ADDRESS):
        op.execute(f"DROP VIEW {view}")
    op.execute('ALTER TABLE articles ALTER COLUMN url TYPE text COLLATE "C"')
    for view, number in ON_ADDRESS.items():
        op.execute(_frozen(view, number))


def _frozen(view: str, number: str) -> str:
    folder = Path(__file__).parents[1] / "views" / number
    return (folder / f"{view}.{op.get_context().dialect.name}.sql").read_text(encoding="utf-8")
