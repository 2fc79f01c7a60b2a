"""The index on SQLite: FTS5 gives row numbers from the highest down, and they begin with the day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from newsarchive.storage.searching.candidates import Candidate, Index, newest_first
from newsarchive.storage.searching.conditions import DAY_BITS, day_of, fts5
from newsarchive.text.words import Query

# CROSS JOIN: in this order, whatever the planner thinks.
FOUND = f"""
SELECT e.id >> {DAY_BITS}, e.article_id, e.revision_id, e.published_at, a.url, e.unlisted
FROM search_words AS w
CROSS JOIN search_entries AS e ON e.id = w.rowid
CROSS JOIN articles AS a ON a.id = e.article_id
WHERE w.search_words MATCH ? AND w.rowid >= ?
ORDER BY w.rowid DESC
"""  # noqa: S608 - of constants


class SqliteIndex(Index):
    """Asks over a connection of `newsarchive.storage.querying.sqlite`."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        return iter(self._connection.execute(sql, values))

    def candidates(
        self,
        query: Query,
        *,
        source_id: int | None,
        since: datetime | None,
        likely: int,  # noqa: ARG002 - a stream needs no guess
    ) -> Iterator[Candidate]:
        lowest = day_of(since) << DAY_BITS
        found = self.rows(FOUND, fts5(query, source_id), lowest)
        for _, rows in groupby(found, key=lambda row: row[0]):
            for hit in newest_first(Candidate(*row[1:]) for row in rows):
                if since is None or (hit.published_at is not None and hit.published_at >= since):
                    yield hit
