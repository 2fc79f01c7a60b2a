"""Bulk statements, compiled once.

SQLAlchemy would otherwise process every value of every row again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Insert, Table, Update, insert

Row = Mapping[str, Any]
# The parameter style in which each driver takes values by position.
PLACES = {"sqlite": "qmark", "postgresql": "format"}


class _Compiled(NamedTuple):
    """A compiled statement: its SQL, its values in order, and the conversions that some values need."""

    sql: str
    values: Callable[[Row], tuple[Any, ...]]
    converts: tuple[tuple[int, Callable[[Any], Any]], ...]

    def rows(self, rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            values = list(self.values(row))
            for at, convert in self.converts:
                values[at] = convert(values[at])
            yield tuple(values)


class BulkStatement:
    """A statement with a parameter for each key of its rows. It is compiled once and can be shared.

    It raises what SQLAlchemy's own execution raises. Column defaults are not applied: give every value.
    """

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._compiled: dict[tuple[object, ...], _Compiled] = {}

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run the statement for rows that all have the keys of the first; an empty sequence is allowed."""
        if not rows:
            return
        key = (connection.dialect.name, *rows[0])
        if key not in self._compiled:
            self._compiled[key] = _compile(self._statement, list(rows[0]), connection.dialect)
        compiled = self._compiled[key]
        connection.exec_driver_sql(compiled.sql, list(compiled.rows(rows)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the columns of the first row. An empty sequence is allowed."""
    if table not in _INSERTS:
        _INSERTS[table] = BulkStatement(insert(table).inline())
    _INSERTS[table].run(connection, rows)


_INSERTS: dict[Table, BulkStatement] = {}


def _compile(statement: Insert | Update, names: list[str], dialect: Dialect) -> _Compiled:
    dialect = type(dialect)(paramstyle=PLACES[dialect.name])  # type: ignore[call-arg]
    columns = names if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    order = list(compiled.positiontup or ())
    converts = (_convert(compiled.binds[name].type, dialect) for name in order)
    conversions = tuple((at, convert) for at, convert in enumerate(converts) if convert is not None)
    getter = itemgetter(*order)
    return _Compiled(compiled.string, getter if len(order) > 1 else lambda row: (getter(row),), conversions)


def _convert(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    converter: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return converter
