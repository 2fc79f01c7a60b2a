"""Deleted text must not lie on in the files: freed pages are overwritten, the log is emptied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from newsarchive.storage.schema import metadata
from newsarchive.storage.searching.merging import merge_out
from newsarchive.storage.transactions import Database

if TYPE_CHECKING:
    from newsarchive.storage.forgetting import Forgotten

# All there are: a list of those that a takedown touches would lack the next one. Pages without dead rows are
# passed over.
TABLES = tuple(sorted(metadata.tables))
STILL_READ = "another process is reading the archive: its log (…-wal) is emptied when that one has ended"
# Seen on PostgreSQL 18: VACUUM makes room for new rows and moves others about, but writes no zeros.
NOT_OVERWRITTEN = (
    "the server's log (WAL) and its backups keep what they hold until they are recycled, the room freed in"
    " its data files until new rows take it or VACUUM FULL gives it back"
)


def be_thorough(connection: Connection) -> None:
    """Have SQLite overwrite what this connection deletes (sqlite.org/pragma.html#pragma_secure_delete)."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def erase_traces(database: Database, done: Forgotten) -> Forgotten:
    """Have SQLite merge its index and empty its log, or PostgreSQL reclaim dead rows.

    `traces` says where that could not be.
    """
    if database.address.get_backend_name() == "sqlite":
        # Also where nothing was left to remove: what was begun may have been stopped.
        merge_out(database)
        with database.outside() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        return replace(done, traces=STILL_READ if busy else None)
    with database.outside() as connection:
        connection.execute(text(f"VACUUM {', '.join(TABLES)}"))
    return replace(done, traces=NOT_OVERWRITTEN)
