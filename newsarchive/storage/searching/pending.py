"""Articles whose entry a transaction must bring up to date before it ends.

Not at once: FTS5 writes all it holds at every savepoint, and each article is saved in one of its own. So
the articles are noted, and indexed together at the end of the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from newsarchive.storage.searching.entries import refresh

KEY = "newsarchive_unindexed_articles"


def mark_changed(connection: Connection, article_ids: Iterable[int]) -> None:
    """Note that articles have a new newest revision; without effect outside of `indexing`."""
    noted = connection.info.get(KEY)
    if noted is not None:
        noted.update(article_ids)


@contextmanager
def indexing(connection: Connection) -> Iterator[None]:
    """Index what is marked within the block at its end; nothing when it raises.

    An article whose savepoint was rolled back is looked at and found as it was, or not at all.
    """
    noted: set[int] = set()
    connection.info[KEY] = noted
    try:
        yield
    finally:
        connection.info.pop(KEY, None)
    refresh(connection, noted)
