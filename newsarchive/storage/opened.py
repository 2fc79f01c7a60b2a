"""An archive opened for one question: checked, and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from newsarchive.storage.folders import require_file
from newsarchive.storage.location import parsed
from newsarchive.storage.opening import check_schema
from newsarchive.storage.transactions import Database

WAIT = 30.0


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """Give a connection that sees one state of the archive at `url`.

    Raises ArchiveUnavailableError or SchemaNotAtHeadError.
    """
    address = parsed(url)
    require_file(address)
    database = Database(address, wait=WAIT)
    try:
        check_schema(database)
        with database.reading() as connection:
            yield connection
    finally:
        database.close()
