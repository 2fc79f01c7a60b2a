"""Bulk statements, compiled once.

SQLAlchemy would otherwise process every value of every row again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Table, Update, insert

from newsarchive.compat.sqlalchemy_private import DriverStatement, driver_statement

_Row = Mapping[str, Any]


class BulkStatement:
    """A statement with a parameter for each key of its rows. It is compiled once and can be shared.

    It raises what SQLAlchemy's own execution raises. Column defaults are not applied: give every value.
    """

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._compiled: dict[tuple[object, ...], DriverStatement] = {}

    def run(self, connection: Connection, rows: Sequence[_Row]) -> None:
        """Run the statement for rows that all have the keys of the first; an empty sequence is allowed."""
        if not rows:
            return
        key = (connection.dialect.name, *rows[0])
        if key not in self._compiled:
            self._compiled[key] = driver_statement(self._statement, list(rows[0]), connection.dialect)
        compiled = self._compiled[key]
        connection.exec_driver_sql(compiled.sql, list(_values(compiled, rows)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[_Row]) -> None:
    """Insert rows that all have the columns of the first row. An empty sequence is allowed."""
    if table not in _INSERTS:
        _INSERTS[table] = BulkStatement(insert(table).inline())
    _INSERTS[table].run(connection, rows)


_INSERTS: dict[Table, BulkStatement] = {}


def _values(compiled: DriverStatement, rows: Sequence[_Row]) -> Iterator[tuple[Any, ...]]:
    pick = itemgetter(*compiled.names)
    for row in rows:
        values = list(pick(row)) if len(compiled.names) > 1 else [pick(row)]
        for at, convert in compiled.converts:
            values[at] = convert(values[at])
        yield tuple(values)
