"""Rows of whole views in order, month by month, from one snapshot of the archive and in constant memory."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, text

from newsarchive.storage.database.database import Database, open_database
from newsarchive.storage.exporting.exported_views import (
    EXPORTED_VIEWS,
    Column,
    ExportedView,
    demand_source,
    exported_view,
    reader_of,
    view_columns,
)
from newsarchive.storage.migrating.revision import check_schema, current_revision
from newsarchive.storage.queries.as_of import as_of_sql
from newsarchive.storage.queries.query_values import Value
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import AS_OF_VIEWS
from newsarchive.storage.schema import VIEWS as ALL_VIEWS


@dataclass(frozen=True, slots=True)
class Statements:
    """The SQL for one view: `count` its rows, `walk` through them in order, `look_up` rows by key.

    `walk` gives the month, then either the key alone or all columns. `whole` is for the export's description
    and never run here: it gives all exported rows and columns and has no parameters.
    """

    count: str
    walk: str
    look_up: str | None
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewStatements:
    """Builds the statements of one view, of one `source` or of all; `dialect` is `sqlite` or `postgresql`."""

    view: ExportedView
    columns: Sequence[Column]
    dialect: str
    source: str | None

    def build(self) -> Statements:
        """Return the statements; `count` and `walk` have a parameter `:source` if only one is exported."""
        from_where = self._from() + self._where(":source")
        wanted = [self.view.key] if self.view.key else [column.name for column in self.columns]
        selected = ", ".join([f"{self._month()} AS month_", *(f"v.{quoted_column(name)}" for name in wanted)])
        return Statements(
            count=f"SELECT count(*) FROM {from_where}",  # noqa: S608 - names of ours alone
            walk=f"SELECT {selected} FROM {from_where} ORDER BY {self._order()}",  # noqa: S608
            look_up=self._look_up(),
            whole=self._whole(),
        )

    def _whole(self) -> str:
        selected = ", ".join(f"v.{quoted_column(column.name)}" for column in self.columns)
        from_where = self._from() + self._where(sql_literal(self.source or ""))
        return f"SELECT {selected} FROM {from_where} ORDER BY {self._order(self._month())}"  # noqa: S608

    def _look_up(self) -> str | None:
        if self.view.key is None:
            return None
        selected = ", ".join(quoted_column(column.name) for column in self.columns)
        return f"SELECT {selected} FROM {self.view.name} AS v WHERE {quoted_column(self.view.key)} IN :keys"  # noqa: S608

    def _from(self) -> str:
        relation = f"{self.view.name} AS v"
        if not self.view.of_article:
            return relation
        return f"{relation} LEFT JOIN current_articles AS a ON a.article_id = v.article_id"

    def _where(self, source: str) -> str:
        named = any(column.name == "source" for column in self.columns)
        if self.source is None or not (named or self.view.of_article):
            return ""
        return f" WHERE {'v' if named else 'a'}.source = {source}"

    def _month(self) -> str:
        if self.view.month == "none":
            return "NULL"
        of = "a.published_on" if self.view.of_article else f"v.{quoted_column(self.view.month)}"
        # SQLite stores days and times as text that begins with year and month.
        return f"to_char({of}, 'YYYY-MM')" if self.dialect == "postgresql" else f"substr({of}, 1, 7)"

    def _order(self, month: str = "month_") -> str:
        """Return the ORDER BY terms: the month, what distinguishes rows, and ids last, for a stable order."""
        types = {column.name: column.type for column in self.columns}
        ids = [name for name in types if name.endswith("_id")]
        keys = [month] if self.view.month != "none" else []
        for name in (*self.view.order, *ids):
            place, _, column = name.rpartition(".")
            kind = "text" if place else types[column]
            keys.append(f"{'a' if place else 'v'}.{quoted_column(column)}{self._collation(kind)}")
        return ", ".join(f"{key} NULLS FIRST" for key in keys)

    def _collation(self, kind: str) -> str:
        return ' COLLATE "C"' if kind == "text" and self.dialect == "postgresql" else ""


def sql_literal(text: str) -> str:
    """Return a text as a literal of either database."""
    return "'" + text.replace("'", "''") + "'"


def quoted_column(name: str) -> str:
    """Return a column name in quotes (`column` and `at` are words of SQL)."""
    return f'"{name}"'


# The number of rows fetched at a time, and of texts looked up at a time: 100 articles of 5 KB are 0.5 MB.
_FETCH_SIZE = 1_000
_LOOK_UP_SIZE = 100

ViewRow = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TableOfView:
    """A view to export: its columns, how many rows it has, and the SQL that gives all of them."""

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
        self._walks: list[Generator[tuple[str | None, ViewRow]]] = []

    def tables(self) -> list[TableOfView]:
        """Return the exported views with their numbers of rows; see `left_out` for the others."""
        rank = {view.name: number for number, view in enumerate(EXPORTED_VIEWS)}
        names = sorted(ALL_VIEWS, key=lambda name: (rank.get(name, len(rank)), name))
        left_out = self.left_out  # asked once: it reads the descriptions of all views
        return [self._table(name) for name in names if name not in left_out]

    @property
    def left_out(self) -> dict[str, str]:
        """Views that cannot be exported, and why."""
        excluded = {name: "its columns are not described" for name in ALL_VIEWS if not view_columns(name)}
        if self._as_of is None:
            return excluded
        today = "it is kept as of today only, and cannot be exported as of a date"
        return excluded | {name: today for name in ALL_VIEWS if name not in AS_OF_VIEWS}

    def months(self, table: TableOfView) -> Iterator[tuple[str | None, Iterator[ViewRow]]]:
        """Yield each month (`YYYY-MM`, None if unknown) with its rows; read them before the next month."""
        walk = self._rows(table)
        self._walks.append(walk)
        for month, rows in groupby(walk, key=itemgetter(0)):
            yield month, (row for _, row in rows)

    def close(self) -> None:
        """Give up what was not read to its end, while the connection is still open."""
        for walk in self._walks:
            walk.close()

    def _table(self, name: str) -> TableOfView:
        columns = view_columns(name)
        view = exported_view(name, tuple(column.name for column in columns))
        statements = self._statements(view, columns)
        count = self._connection.scalar(text(statements.count), self._parameters())
        return TableOfView(view, columns, int(count or 0), statements.whole)

    def _statements(self, view: ExportedView, columns: Sequence[Column]) -> Statements:
        dialect = self._connection.dialect.name
        statements = ViewStatements(view=view, columns=columns, dialect=dialect, source=self._source).build()
        if self._as_of is None:
            return statements
        walk, count, whole = (
            as_of_sql(sql, self._as_of, dialect)
            for sql in (statements.walk, statements.count, statements.whole)
        )
        look_up = statements.look_up and as_of_sql(statements.look_up, self._as_of, dialect)
        return Statements(count=count, walk=walk, look_up=look_up, whole=whole)

    def _parameters(self) -> dict[str, str]:
        return {} if self._source is None else {"source": self._source}

    def _rows(self, table: TableOfView) -> Generator[tuple[str | None, ViewRow]]:
        statements = self._statements(table.view, table.columns)
        readers = [reader_of(column) for column in table.columns]
        walk = text(statements.walk).execution_options(stream_results=True, yield_per=_FETCH_SIZE)
        with self._connection.execute(walk, self._parameters()) as found:
            if statements.look_up is None:
                for month, *values in found:
                    yield month, _row(readers, values)
                return
            key = [column.name for column in table.columns].index(str(table.view.key))
            for part in chunks(found, _LOOK_UP_SIZE):
                rows = self._rows_by_key(statements.look_up, key, [row[1] for row in part])
                yield from ((month, _row(readers, rows[number])) for month, number in part)

    def _rows_by_key(self, sql: str, key: int, numbers: Sequence[int]) -> dict[int, Sequence[Any]]:
        query = text(sql).bindparams(bindparam("keys", expanding=True))
        return {row[key]: row for row in self._connection.execute(query, {"keys": list(numbers)})}


@contextmanager
def tables_snapshot(
    url: str, *, source: str | None = None, as_of: datetime | None = None
) -> Iterator[TablesSnapshot]:
    """Open the archive at `url` for an export of everything or of one source, now or `as_of` a time.

    Later writes are not seen. Raises UsageError for an unknown source, ArchiveError if the archive cannot be
    read or is not at head.
    """
    with open_database(url) as database, _at_head(database).snapshot() as connection:
        snapshot = TablesSnapshot(connection, source, as_of)
        try:
            yield snapshot
        finally:
            snapshot.close()


def _at_head(database: Database) -> Database:
    check_schema(database)
    return database


def _row(readers: Sequence[Any], values: Sequence[Any]) -> ViewRow:
    return tuple(read(value) for read, value in zip(readers, values, strict=True))
