"""One statement for many rows, made ready once: the library else looks at every value of every row anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Insert, Table, Update, insert

Row = Mapping[str, Any]
# How a driver takes values by their places.
PLACES = {"sqlite": "qmark", "postgresql": "format"}


class _Ready(NamedTuple):
    """A statement as the driver takes it, its values in order, and what some of them go through first."""

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
    """A statement with a value for each key of the rows it is run for; made once, used by all.

    Errors are those of the library's own way. Values that the library would fill in must be given.
    """

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._ready: dict[tuple[object, ...], _Ready] = {}

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it for rows that all have the keys of the first; none are no error."""
        if not rows:
            return
        key = (connection.dialect.name, *rows[0])
        if key not in self._ready:
            self._ready[key] = _made(self._statement, list(rows[0]), connection.dialect)
        ready = self._ready[key]
        connection.exec_driver_sql(ready.sql, list(ready.rows(rows)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the columns of the first; no rows are no error."""
    if table not in _INSERTS:
        _INSERTS[table] = BulkStatement(insert(table).inline())
    _INSERTS[table].run(connection, rows)


_INSERTS: dict[Table, BulkStatement] = {}


def _made(statement: Insert | Update, names: list[str], known: Dialect) -> _Ready:
    dialect = type(known)(paramstyle=PLACES[known.name])  # type: ignore[call-arg]
    columns = names if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    order = list(compiled.positiontup or ())
    converts = (_convert(compiled.binds[name].type, dialect) for name in order)
    found = tuple((at, convert) for at, convert in enumerate(converts) if convert is not None)
    getter = itemgetter(*order)
    return _Ready(compiled.string, getter if len(order) > 1 else lambda row: (getter(row),), found)


def _convert(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found
