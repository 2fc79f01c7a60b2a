"""Rows of whole views in order, month by month, from one snapshot of the archive and in flat memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, text

from newsarchive.storage.as_of import AS_OF_VIEWS, as_of_sql
from newsarchive.storage.exporting.columns import Column, reader_of, view_columns
from newsarchive.storage.exporting.demanding import demand_source
from newsarchive.storage.exporting.statements import Statements, ViewStatements
from newsarchive.storage.exporting.views import VIEWS, ExportedView, exported_view
from newsarchive.storage.opening import check_schema
from newsarchive.storage.querying.values import Value
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import VIEWS as KNOWN_VIEWS
from newsarchive.storage.schema_revision import current_revision
from newsarchive.storage.transactions import Database, opened

# Rows fetched at a time, and texts looked up at a time: 100 articles of 5 KB are half a megabyte.
FETCHED = 1_000
LOOKED_UP = 100

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TableOfView:
    """One view to be exported: its columns, how many rows it has, and the SQL that gives all of them."""

    view: ExportedView
    columns: tuple[Column, ...]
    rows: int
    query: str


class TablesSnapshot:
    """The archive at one moment; made by `tables_snapshot`."""

    def __init__(self, connection: Connection, source: str | None, as_of: datetime | None) -> None:
        self._connection = connection
        self._source = source
        self._as_of = as_of
        self.schema = current_revision(connection) or ""
        demand_source(connection, source)

    def tables(self) -> list[TableOfView]:
        """Return the views there are, with their numbers of rows; see `left_out` for the others."""
        rank = {view.name: number for number, view in enumerate(VIEWS)}
        names = sorted(KNOWN_VIEWS, key=lambda name: (rank.get(name, len(rank)), name))
        return [self._table(name) for name in names if name not in self.left_out]

    @property
    def left_out(self) -> dict[str, str]:
        """Views that cannot be exported, and why."""
        left = {name: "its columns are not described" for name in KNOWN_VIEWS if not view_columns(name)}
        if self._as_of is None:
            return left
        today = "it is kept as it is today only, and cannot be had as of a date"
        return left | {name: today for name in KNOWN_VIEWS if name not in AS_OF_VIEWS}

    def months(self, table: TableOfView) -> Iterator[tuple[str | None, Iterator[Row]]]:
        """Yield each month (`YYYY-MM`, None for unknown) with its rows; read them before the next."""
        for month, rows in groupby(self._rows(table), key=itemgetter(0)):
            yield month, (row for _, row in rows)

    def _table(self, name: str) -> TableOfView:
        columns = view_columns(name)
        view = exported_view(name, tuple(column.name for column in columns))
        made = self._statements(view, columns)
        count = self._connection.scalar(text(made.count), self._parameters())
        return TableOfView(view, columns, int(count or 0), made.whole)

    def _statements(self, view: ExportedView, columns: Sequence[Column]) -> Statements:
        dialect = self._connection.dialect.name
        made = ViewStatements(view=view, columns=columns, dialect=dialect, source=self._source).build()
        if self._as_of is None:
            return made
        walk, count, whole = (
            as_of_sql(sql, self._as_of, dialect) for sql in (made.walk, made.count, made.whole)
        )
        look_up = made.look_up and as_of_sql(made.look_up, self._as_of, dialect)
        return Statements(count=count, walk=walk, look_up=look_up, whole=whole)

    def _parameters(self) -> dict[str, str]:
        return {} if self._source is None else {"source": self._source}

    def _rows(self, table: TableOfView) -> Iterator[tuple[str | None, Row]]:
        made = self._statements(table.view, table.columns)
        readers = [reader_of(column) for column in table.columns]
        walk = text(made.walk).execution_options(stream_results=True, yield_per=FETCHED)
        with self._connection.execute(walk, self._parameters()) as found:
            if made.look_up is None:
                for month, *values in found:
                    yield month, _row(readers, values)
                return
            key = [column.name for column in table.columns].index(str(table.view.key))
            for part in chunks(found, LOOKED_UP):
                rows = self._looked_up(made.look_up, key, [row[1] for row in part])
                yield from ((month, _row(readers, rows[number])) for month, number in part)

    def _looked_up(self, sql: str, key: int, numbers: Sequence[int]) -> dict[int, Sequence[Any]]:
        query = text(sql).bindparams(bindparam("keys", expanding=True))
        return {row[key]: row for row in self._connection.execute(query, {"keys": list(numbers)})}


@contextmanager
def tables_snapshot(
    url: str, *, source: str | None = None, as_of: datetime | None = None
) -> Iterator[TablesSnapshot]:
    """Open the archive at `url` for an export of everything, or of one source, now or `as_of` a moment.

    What is written meanwhile is not seen. Raises UsageError for an unknown source, ArchiveError where the
    archive cannot be read or is not at head.
    """
    with opened(url) as database, _at_head(database).snapshot() as connection:
        yield TablesSnapshot(connection, source, as_of)


def _at_head(database: Database) -> Database:
    check_schema(database)
    return database


def _row(readers: Sequence[Any], values: Sequence[Any]) -> Row:
    return tuple(read(value) for read, value in zip(readers, values, strict=True))
