"""An archive opened once for many questions, as an analyst's session or a pool of connections does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from newsarchive.storage.database.location import parsed, sqlite_file
from newsarchive.storage.queries import postgresql, sqlite
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.search_archive import answer_query
from newsarchive.storage.queries.search_hits import Index, Within
from newsarchive.words.matching import _remembered

TIMEOUT, WAIT = 60, 30
forget_spellings = _remembered.cache_clear


class Opened:
    """Two connections that stay open: one for SQL, one for searching (which plans otherwise)."""

    def __init__(self, connection: Any, index: Index) -> None:
        self._connection = connection
        self._index = index

    def search(self, words: str, limit: int) -> int:
        """Return how many of the first hits there are; their rows are made, and their texts folded, anew."""
        forget_spellings()
        return len(answer_query(self._index, read_words(words), Within(), limit=limit).rows)

    def query(self, sql: str) -> int:
        """Return how many rows the statement gives; all are fetched."""
        return len(self._connection.execute(sql).fetchall())


@contextmanager
def opened(url: str) -> Iterator[Opened]:
    """Give the archive at `url`, opened as `newsarchive query` and `newsarchive search` open it."""
    address = parsed(url)
    file = sqlite_file(address)
    with ExitStack() as stack:
        connection: Any = stack.enter_context(
            postgresql.postgresql_reading(address, timeout=TIMEOUT, wait=WAIT)
            if file is None
            else sqlite.sqlite_reading(file, timeout=60 * TIMEOUT, wait=WAIT)
        )
        index = stack.enter_context(reading_index(url, timeout=60 * TIMEOUT, wait=WAIT))
        yield Opened(connection, index)
