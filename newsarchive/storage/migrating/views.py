"""The descriptions of views and columns, and whether the views are those of the migrations.

A migration that makes or changes a view brings `migrations/views/<number>/<view>.columns.tsv`: a line
`<tab>view<tab>what one row is`, then `column<tab>type<tab>explanation` for each column in order. Whenever
migrations have run, up or down, the newest descriptions at that revision become the rows of
`data_dictionary`, and on PostgreSQL the comments that clients show. Alembic does not compare views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, insert, inspect, select, text
from sqlalchemy.exc import ProgrammingError

from newsarchive.paths import bundled
from newsarchive.storage.schema import VIEWS, dictionary, metadata


def view_differences(connection: Connection) -> list[str]:
    """Return a line for each view that is missing or differs; the connection is rolled back."""
    present = set(inspect(connection).get_view_names())
    stored = _stored_on_postgresql if connection.dialect.name == "postgresql" else _stored_on_sqlite
    found = []
    for name in VIEWS:
        if name not in present:
            found.append(f"view {name} is missing")
        elif not stored(connection, name, frozen_view(name, connection.dialect.name)):
            found.append(f"view {name} differs from the one its migration made")
    connection.rollback()
    return found


def frozen_view(name: str, dialect: str, folder: Path | None = None) -> str:
    """Return the SQL of the view from the newest migration that has a file for it.

    `NAME.sql` is for both databases, unless the same migration has a `NAME.DIALECT.sql`; up to 0017 each
    database had its own file. `folder` is another folder than `migrations/views` (tests).
    """
    views = folder or bundled("migrations") / "views"
    own, shared = f"{name}.{dialect}.sql", f"{name}.sql"
    files = [*views.glob(f"*/{own}"), *views.glob(f"*/{shared}")]
    newest = max(files, key=lambda file: (file.parent.name, file.name == own))
    return newest.read_text(encoding="utf-8")


def _stored_on_sqlite(connection: Connection, name: str, frozen: str) -> bool:
    """SQLite stores the statement as it was given."""
    query = text("SELECT sql FROM sqlite_master WHERE type = 'view' AND name = :name")
    return str(connection.scalar(query, {"name": name})).split() == frozen.split()


def _stored_on_postgresql(connection: Connection, name: str, frozen: str) -> bool:
    """PostgreSQL stores a parsed tree: the frozen SQL becomes a temporary view, and both are printed."""
    copy_name = f"frozen_{name}"
    statement = frozen.replace(f"CREATE VIEW {name}", f"CREATE TEMPORARY VIEW {copy_name}", 1)
    try:
        connection.exec_driver_sql(statement.replace("%", "%%"))
    except ProgrammingError:  # a table beneath it differs, which is reported too
        connection.rollback()
        return False
    comparison = text("SELECT pg_get_viewdef(to_regclass(:one)) = pg_get_viewdef(to_regclass(:other))")
    return bool(connection.scalar(comparison, {"one": name, "other": f"pg_temp.{copy_name}"}))


_VIEW = "view"


@dataclass(frozen=True, slots=True)
class Description:
    """A column of a view, or the view itself (`column` None, `type` "view", position 0)."""

    view: str
    position: int
    column: str | None
    type: str
    explanation: str


def descriptions(number: str | None = None) -> list[Description]:
    """Return the descriptions of all views by name and position, as of the migration `number` ("0005")."""
    newest: dict[str, str] = {}
    folder = bundled("migrations").joinpath("views")
    for file in sorted(folder.glob("*/*.columns.tsv")):
        if number is None or file.parent.name <= number:
            newest[file.name.removesuffix(".columns.tsv")] = file.read_text(encoding="utf-8")
    return [one for view in sorted(newest) for one in _read(view, newest[view])]


def describe(connection: Connection, number: str | None) -> None:
    """Write the descriptions of the existing views, in the caller's transaction."""
    inspector = inspect(connection)
    views = set(inspector.get_view_names())
    current = [one for one in descriptions(number) if one.view in views]
    if inspector.has_table(dictionary.name):
        _write_rows(connection, current)
    if connection.dialect.name == "postgresql":
        _comment(connection, current)


def _write_rows(connection: Connection, current: list[Description]) -> None:
    rows = [(one.view, one.position, one.column, one.type, one.explanation) for one in current]
    query = select(dictionary).order_by(dictionary.c.view_name, dictionary.c.position)
    if [tuple(row) for row in connection.execute(query)] == rows:
        return
    connection.execute(delete(dictionary))
    names = [column.name for column in dictionary.c]
    if rows:
        connection.execute(insert(dictionary), [dict(zip(names, row, strict=True)) for row in rows])


def _comment(connection: Connection, current: Iterable[Description]) -> None:
    statements = [*_view_comments(current), *_table_comments(connection)]
    if statements:
        # One round trip; without parameters the driver takes several statements.
        connection.exec_driver_sql(";\n".join(statements).replace("%", "%%"))


def _view_comments(current: Iterable[Description]) -> Iterator[str]:
    for one in current:
        if one.column is None:
            yield f"COMMENT ON VIEW {one.view} IS {_quoted(one.explanation)}"
        else:
            yield f'COMMENT ON COLUMN {one.view}."{one.column}" IS {_quoted(one.explanation)}'


def _table_comments(connection: Connection) -> Iterator[str]:
    """Comments of tables and columns from the schema's code, for those that exist at this revision."""
    inspector = inspect(connection)
    present = set(inspector.get_table_names())
    for table in metadata.sorted_tables:
        if table.name not in present:
            continue
        if table.comment:
            yield f"COMMENT ON TABLE {table.name} IS {_quoted(table.comment)}"
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.c:
            if column.comment and column.name in columns:
                yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {_quoted(column.comment)}'


def _read(view: str, written: str) -> Iterator[Description]:
    lines = [line for line in written.splitlines() if line.strip()]
    for position, line in enumerate(lines):
        name, kind, explanation = line.split("\t")
        if position == 0:
            yield Description(view, 0, None, _VIEW, explanation)
        else:
            yield Description(view, position, name, kind, explanation)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
