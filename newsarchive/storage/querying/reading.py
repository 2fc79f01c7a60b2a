"""The search index of an archive, opened for reading as every query is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from newsarchive.errors import MissingExtraError
from newsarchive.storage.folders import require_file
from newsarchive.storage.location import parsed, sqlite_file
from newsarchive.storage.opening import demand_head
from newsarchive.storage.querying import sqlite
from newsarchive.storage.searching.candidates import Index
from newsarchive.storage.searching.sqlite_index import SqliteIndex


@contextmanager
def reading_index(url: str, *, timeout: float, wait: float) -> Iterator[Index]:
    """Give the index of the archive at `url`, as it stands now; times in seconds.

    Raises EndedEarlyError after `timeout`, ArchiveError where the archive cannot be read or is not at head.
    """
    address = parsed(url)
    require_file(address)
    file = sqlite_file(address)
    if file is not None:
        demand_head(address, sqlite.stored_version(file, wait))
        with sqlite.reading(file, timeout=timeout, wait=wait) as connection:
            yield SqliteIndex(connection)
        return
    if find_spec("psycopg") is None:
        raise MissingExtraError("An archive on PostgreSQL", "postgres")
    from newsarchive.storage.querying import postgresql  # noqa: PLC0415 - an extra
    from newsarchive.storage.searching.postgresql_index import PostgresqlIndex  # noqa: PLC0415 - an extra

    clock = postgresql.Clock(timeout)
    with postgresql.reading(address, timeout=timeout, wait=wait) as connection:
        # While a crawl's newest words wait to be sorted into the index, the planner may think that to unpack
        # the words of all articles is quicker: 1.2 s at 100,000 of them, for less than 1 ms.
        connection.execute(b"SET LOCAL enable_seqscan = off")
        yield PostgresqlIndex(connection, clock.bound)
