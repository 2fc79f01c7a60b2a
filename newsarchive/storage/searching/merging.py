"""Words of deleted articles out of SQLite's index for good.

FTS5 only notes that a row was deleted; its words lie on until the part of the index that holds them is
merged with that note (sqlite.org/fts5.html, 6.8). Its own `secure-delete` is no way: SQLite before 3.42,
which Debian 12 has, could not read the archive any more.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from newsarchive.storage.transactions import Database

MERGE = text("INSERT INTO search_words (search_words, rank) VALUES ('merge', :pages)")
TOTAL = text("SELECT total_changes()")
# Pages written a transaction, 4 MB: other writers wait 0.4 s at most. The index of 30,000 articles took
# 1.5 s of processor time in all (2026-11-24).
PAGES = 1000


def merge_out(database: Database) -> None:
    """Merge the whole index of a SQLite archive, in short transactions; stopped, it may be begun again."""
    pages = -PAGES  # begins to merge everything; from then on positive numbers go on with it
    while True:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            done = _merge(connection, pages) < 2 and pages > 0
        if done:
            return
        pages = PAGES


def _merge(connection: Connection, pages: int) -> int:
    """Return how many rows changed; of a merge that found nothing to do it is one."""
    before = int(connection.scalar(TOTAL) or 0)
    connection.execute(MERGE, {"pages": pages})
    return int(connection.scalar(TOTAL) or 0) - before
