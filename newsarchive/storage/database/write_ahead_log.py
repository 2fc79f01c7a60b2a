"""SQLite's write-ahead log, kept from growing for as long as somebody reads.

SQLite copies the log into the archive by itself, but begins it anew only in a moment without readers. Where
analysts ask one question after another there is none: beside fifty of them it grew to 280 MB in 22 seconds of
saving 100 articles each (docs/explanation/performance.md), and would until the disk is full. So who writes
waits, rarely, until all who read have come to the newest state, and empties it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

# What 4,000 articles write, by the figures above; 16 times what SQLite lets stand where nobody reads
# (newsarchive.storage.database.engine). So rare a wait a crawl does not notice.
LARGEST_LOG = 512 << 20  # bytes
# Seconds: longer than the questions of serve may take (10 by default). An export may read for many minutes:
# then it is tried again when the log has grown by a quarter.
_WAIT = 12.0


def empty_log(connection: Connection) -> bool:
    """Copy the log into the archive and cut it off, outside of a transaction; say whether nobody read on."""
    return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]


class LogKeeper:
    """Empties the log of one SQLite archive when it is too large; tells by its size whether to."""

    def __init__(self, archive: Path, *, largest: int, wait: float = _WAIT) -> None:
        self._log = Path(f"{archive}-wal")
        self._largest = largest
        self._wait = wait
        self._due = largest

    def keep_short(self, engine: Engine) -> bool:
        """Empty the log if it is too large, after a commit; say whether it was.

        It takes the lock of writers and waits for those who read older states. Never raises: what was
        committed stands.
        """
        size = self._size()
        if size < self._due:
            return False
        try:
            with engine.connect() as connection:
                emptied = self._emptied(connection)
        except DBAPIError:  # of the disk, or of a lock: whoever writes next will meet it and tell it
            emptied = False
        self._due = self._largest if emptied else size + self._largest // 4
        return emptied

    def _size(self) -> int:
        try:
            return self._log.stat().st_size
        except OSError:
            return 0

    def _emptied(self, connection: Connection) -> bool:
        outside = connection.execution_options(newsarchive_begin="SELECT 1")  # no checkpoint within one
        before = outside.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        outside.exec_driver_sql(f"PRAGMA busy_timeout = {int(self._wait * 1000)}")
        try:
            return empty_log(outside)
        finally:
            outside.exec_driver_sql(f"PRAGMA busy_timeout = {before}")
