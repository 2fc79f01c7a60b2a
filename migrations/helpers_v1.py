"""What migrations from 0018 on share. Released migrations run this file, so it is never edited.

Whoever needs something else writes `helpers_v2.py` beside it. A migration loads it by its place, since it may
import nothing of newsarchive:

    v1 = load_python_file(str(Path(__file__).parents[1]), "helpers_v1.py")  # of alembic.util
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa
from alembic import op

VIEWS = Path(__file__).parent / "views"


def frozen(view: str, number: str) -> str:
    """Return the SQL of a view as the migration of that number ("0018") has it.

    `NAME.sql` is for both databases, unless a file `NAME.postgresql.sql` (or `NAME.sqlite.sql`) is there.
    """
    folder = VIEWS / number
    own = folder / f"{view}.{op.get_context().dialect.name}.sql"
    return (own if own.exists() else folder / f"{view}.sql").read_text(encoding="utf-8")


def create_views(views: Iterable[str], number: str) -> None:
    """Create views, in this order, as the migration of that number has them."""
    for view in views:
        _execute(frozen(view, number))


def drop_views(views: Iterable[str]) -> None:
    """Drop views; those first that read others."""
    for view in views:
        op.execute(f"DROP VIEW {view}")


def take_views(changed: Iterable[str] = ()) -> list[str]:
    """Drop the views that stand in the way of a change of tables; return the SQL that made the others.

    SQLite makes tables anew under a batch change, so that no view may stand: all are dropped there.
    PostgreSQL needs only those gone that read a changed column: name them in `changed`, those first that read
    others.
    """
    names = list(changed)
    if op.get_context().dialect.name != "sqlite":
        drop_views(names)
        return []
    made = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid")
    views = op.get_bind().execute(made).all()
    drop_views(row.name for row in reversed(views))
    return [row.sql for row in views if row.name not in names]


def put_back(views: Iterable[str]) -> None:
    """Create the views again that `take_views` returned."""
    for sql in views:
        _execute(sql)


def allow(table: str, column: str, words: Iterable[str]) -> None:
    """Let a column have these words and no others. On SQLite no view may stand: see `take_views`."""
    name = op.f(f"ck_{table}_{column}")
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, f"{column} IN ({listed})")


def _execute(sql: str) -> None:
    # A colon would begin a parameter.
    op.execute(sa.text(sql.replace(":", "\\:")))
