"""Whether the views are those of the frozen SQL in `migrations/views/`: Alembic does not compare views."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import ProgrammingError

from newsarchive.paths import bundled
from newsarchive.storage.schema import VIEWS


def view_differences(connection: Connection) -> list[str]:
    """Return a line for each view that is missing or says something else; the connection is rolled back."""
    there = set(inspect(connection).get_view_names())
    stored = _stored_on_postgresql if connection.dialect.name == "postgresql" else _stored_on_sqlite
    found = []
    for name in VIEWS:
        if name not in there:
            found.append(f"view {name} is missing")
        elif not stored(connection, name, frozen_view(name, connection.dialect.name)):
            found.append(f"view {name} is not as its migration made it")
    connection.rollback()
    return found


def frozen_view(name: str, dialect: str) -> str:
    """Return the SQL that made the view: the newest migration's that has a file for it."""
    files = bundled("migrations").joinpath("views").glob(f"*/{name}.{dialect}.sql")
    return max(files, key=lambda file: file.parent.name).read_text(encoding="utf-8")


def _stored_on_sqlite(connection: Connection, name: str, frozen: str) -> bool:
    """SQLite keeps the statement as it was given."""
    query = text("SELECT sql FROM sqlite_master WHERE type = 'view' AND name = :name")
    return str(connection.scalar(query, {"name": name})).split() == frozen.split()


def _stored_on_postgresql(connection: Connection, name: str, frozen: str) -> bool:
    """PostgreSQL keeps a parsed tree: the frozen SQL is made a view for a moment, and both are printed."""
    twin = f"frozen_{name}"
    made = frozen.replace(f"CREATE VIEW {name}", f"CREATE TEMPORARY VIEW {twin}", 1)
    try:
        connection.exec_driver_sql(made.replace("%", "%%"))
    except ProgrammingError:  # a table under it is not as it should be, which is said too
        connection.rollback()
        return False
    printed = text("SELECT pg_get_viewdef(to_regclass(:one)) = pg_get_viewdef(to_regclass(:other))")
    return bool(connection.scalar(printed, {"one": name, "other": f"pg_temp.{twin}"}))
