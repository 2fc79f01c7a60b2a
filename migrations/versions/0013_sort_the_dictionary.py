"""Sort the data dictionary alike on both databases.

Why: the row that describes a view had NULL for its column, and NULL comes last in ascending order on
PostgreSQL but first on SQLite. `ORDER BY view, "column"` therefore gave two orders. The row now has an empty
text there (its `type` is still `view`), and no column of the view is ever NULL.

A downgrade loses nothing: the rows are the same, and the view shows NULL again.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0013_sort_the_dictionary"
down_revision = "0012_watch_health"
branch_labels = None
depends_on = None

LOSES: str | None = None


def upgrade() -> None:
    _show_dictionary("0013")


def downgrade() -> None:
    _show_dictionary("0009")


def _show_dictionary(number: str) -> None:
    """Make the view as the migration of that number has it."""
    op.execute("DROP VIEW data_dictionary")
    name = f"data_dictionary.{op.get_context().dialect.name}.sql"
    file = Path(__file__).parents[1] / "views" / number / name
    op.execute(file.read_text(encoding="utf-8"))
