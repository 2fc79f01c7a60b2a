"""Runs analysts' SQL and opens the search index, on either database, for reading only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from newsarchive.errors import MissingExtraError
from newsarchive.storage.database.location import parsed, require_file, sqlite_file
from newsarchive.storage.migrating.revision import demand_head
from newsarchive.storage.queries import sqlite
from newsarchive.storage.queries.query_values import QueryResult, Value, demand_reading

if TYPE_CHECKING:
    from newsarchive.storage.queries.search_hits import Index


@contextmanager
def run_query(
    url: str, sql: str, *, timeout: float, wait: float = 30, as_of: datetime | None = None
) -> Iterator[QueryResult]:
    """Run one reading statement on the archive at `url`; times in seconds.

    With `as_of` the views show what the archive said at that time (newsarchive.storage.queries.as_of).

    Raises SqlError for SQL that is wrong or would write, EndedEarlyError after `timeout` (also while reading
    rows), ArchiveError if the archive cannot be read or is not at head.
    """
    demand_reading(sql)
    location = parsed(url)
    require_file(location)
    if as_of is not None:
        from newsarchive.storage.queries.as_of import as_of_sql  # noqa: PLC0415 - few ask for it

        sql = as_of_sql(sql, as_of, location.get_backend_name())
    file = sqlite_file(location)
    if file is not None:
        demand_head(location, sqlite.stored_version(file, wait))
        with sqlite.sqlite_query(file, sql, timeout=timeout, wait=wait) as result:
            yield result
        return
    if find_spec("psycopg") is None:
        raise MissingExtraError("An archive on PostgreSQL", "postgres")
    from newsarchive.storage.queries import postgresql  # noqa: PLC0415 - an extra

    with postgresql.postgresql_query(location, sql, timeout=timeout, wait=wait) as result:
        yield result


__all__ = ["QueryResult", "Value", "run_query"]


@contextmanager
def reading_index(url: str, *, timeout: float, wait: float, scanning: bool = False) -> Iterator[Index]:
    """Give the search index of the archive at `url`; times in seconds.

    `scanning` is for questions that count much of a table: PostgreSQL may then read it from end to end.

    Raises EndedEarlyError after `timeout`, ArchiveError if the archive cannot be read or is not at head.
    """
    location = parsed(url)
    require_file(location)
    file = sqlite_file(location)
    if file is not None:
        from newsarchive.storage.queries.search_indexes import SqliteIndex  # noqa: PLC0415 - 0.1 s

        demand_head(location, sqlite.stored_version(file, wait))
        with sqlite.sqlite_reading(file, timeout=timeout, wait=wait) as connection:
            yield SqliteIndex(connection)
        return
    if find_spec("psycopg") is None:
        raise MissingExtraError("An archive on PostgreSQL", "postgres")
    from newsarchive.storage.queries import postgresql  # noqa: PLC0415 - an extra
    from newsarchive.storage.queries.search_indexes import PostgresqlIndex  # noqa: PLC0415 - an extra

    clock = postgresql.StatementClock(timeout)
    with postgresql.postgresql_reading(location, timeout=timeout, wait=wait) as connection:
        # While a crawl's newest words are not yet sorted into the index, the planner may prefer to unpack the
        # words of all articles: 1.2 s at 100,000 of them, instead of less than 1 ms.
        if not scanning:
            connection.execute(b"SET LOCAL enable_seqscan = off")
        # With PostgreSQL's 4 MB the hits of a common word of a million articles go to disk and back.
        connection.execute(b"SET LOCAL work_mem = '32MB'")
        yield PostgresqlIndex(connection, clock.bound)
