"""One way to ask either database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec

from newsarchive.errors import MissingExtraError
from newsarchive.storage.as_of import as_of_sql
from newsarchive.storage.folders import require_file
from newsarchive.storage.location import parsed, sqlite_file
from newsarchive.storage.opening import demand_head
from newsarchive.storage.querying import sqlite
from newsarchive.storage.querying.statements import demand_reading
from newsarchive.storage.querying.values import QueryResult


@contextmanager
def run_query(
    url: str, sql: str, *, timeout: float, wait: float = 30, as_of: datetime | None = None
) -> Iterator[QueryResult]:
    """Run one reading statement on the archive at `url`; times in seconds.

    With `as_of` the views say what the archive said at that moment (newsarchive.storage.as_of).

    Raises SqlError for SQL that is wrong or would write, EndedEarlyError (while reading the rows, too) after
    `timeout`, ArchiveError where the archive cannot be read or is not at head.
    """
    demand_reading(sql)
    address = parsed(url)
    require_file(address)
    if as_of is not None:
        sql = as_of_sql(sql, as_of, address.get_backend_name())
    file = sqlite_file(address)
    if file is not None:
        demand_head(address, sqlite.stored_version(file, wait))
        with sqlite.sqlite_query(file, sql, timeout=timeout, wait=wait) as result:
            yield result
        return
    if find_spec("psycopg") is None:
        raise MissingExtraError("An archive on PostgreSQL", "postgres")
    from newsarchive.storage.querying import postgresql  # noqa: PLC0415 - an extra

    with postgresql.postgresql_query(address, sql, timeout=timeout, wait=wait) as result:
        yield result
