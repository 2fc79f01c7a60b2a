"""The index on PostgreSQL: a GIN index has no order, so the newest days are asked first, then all others.

A word that fills the page from the newest days is answered by them alone, however many articles have it; one
that does not is rare enough to be sorted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from newsarchive.storage.derived.search_words import DAY_BITS, day_of, fts5, tsquery
from newsarchive.storage.queries.search_hits import Index, SearchCandidate, candidate_columns, newest_first
from newsarchive.text.words import Query

if TYPE_CHECKING:
    import psycopg

# The index on SQLite: FTS5 gives row numbers from the highest down, and they begin with the day.

# CROSS JOIN: in this order, whatever the planner thinks.
FOUND_ON_SQLITE = f"""
SELECT e.id >> {DAY_BITS}, {candidate_columns(url="a.url")}
FROM search_words AS w
CROSS JOIN search_entries AS e ON e.id = w.rowid
CROSS JOIN articles AS a ON a.id = e.article_id
WHERE w.search_words MATCH ? AND w.rowid >= ?
ORDER BY w.rowid DESC
"""  # noqa: S608 - of constants


class SqliteIndex(Index):
    """Asks over a connection of `newsarchive.storage.queries.sqlite`."""

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
    ) -> Iterator[SearchCandidate]:
        lowest = day_of(since) << DAY_BITS
        found = self.rows(FOUND_ON_SQLITE, fts5(query, source_id), lowest)
        for _, rows in groupby(found, key=lambda row: row[0]):
            for hit in newest_first(SearchCandidate._make(row[1:]) for row in rows):
                if since is None or (hit.published_at is not None and hit.published_at >= since):
                    yield hit


# Articles of the newest days that are asked first, and how many days at most (each is a word of the query).
NEWEST = 20_000
MOST_DAYS = 60
# When more are wanted than were asked for, so many times as many are.
MORE = 8
WITHIN_DAY = (1 << DAY_BITS) - 1
# Entries of a day are numbered from 1: the highest number says about how many they are, and a look at one
# entry a day is a twentieth of the time of looking at all (0.5 ms for 12, 2026-11-24).
DAYS = f"""
WITH RECURSIVE days (id, articles, days) AS (
    (SELECT id, id & {WITHIN_DAY}, 1 FROM search_entries ORDER BY id DESC LIMIT 1)
    UNION ALL
    SELECT e.id, d.articles + (e.id & {WITHIN_DAY}), d.days + 1 FROM days AS d CROSS JOIN LATERAL (
        SELECT id FROM search_entries WHERE id < d.id - (d.id & {WITHIN_DAY}) ORDER BY id DESC LIMIT 1
    ) AS e
    WHERE d.articles < {NEWEST} AND d.days < ?
)
SELECT id >> {DAY_BITS} FROM days
"""  # noqa: S608 - of constants
# MATERIALIZED: the match comes first, whatever the planner thinks of walking an index of dates.
FOUND_ON_POSTGRESQL = f"""
WITH m AS MATERIALIZED (
    SELECT id, article_id, revision_id, published_at, unlisted FROM search_entries WHERE words @@ ?::tsquery
), n AS MATERIALIZED (
    SELECT * FROM m WHERE id < ? AND id >= ? AND (?::timestamp IS NULL OR published_at >= ?)
    ORDER BY published_at DESC NULLS LAST FETCH FIRST ? ROWS WITH TIES
)
SELECT {candidate_columns(url="a.url")}
FROM n AS e JOIN articles AS a ON a.id = e.article_id
ORDER BY e.published_at DESC NULLS LAST, a.url COLLATE "C"
"""  # noqa: S608 - of constants
ABOVE_ALL = 1 << 62


class PostgresqlIndex(Index):
    """Asks over a connection of `newsarchive.storage.queries.postgresql`."""

    dialect = "postgresql"

    def __init__(
        self, connection: psycopg.Connection[Any], bound: Callable[[psycopg.Cursor[Any]], None]
    ) -> None:
        """`bound` is called before each statement, and gives it the time that is left."""
        self._connection = connection
        self._bound = bound

    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        statement = sql.replace("%", "%%").replace("?", "%s")
        with self._connection.cursor() as cursor:
            self._bound(cursor)
            return iter(cursor.execute(statement.encode(), values).fetchall())

    def candidates(
        self, query: Query, *, source_id: int | None, since: datetime | None, likely: int
    ) -> Iterator[SearchCandidate]:
        days = sorted((row[0] for row in self.rows(DAYS, MOST_DAYS)), reverse=True)
        if not days:
            return
        border = days[-1] << DAY_BITS
        newest = tsquery(query, source_id, days)
        everything = tsquery(query, source_id)
        for condition, below, above in ((newest, ABOVE_ALL, border), (everything, border, 0)):
            yield from self._found(condition, below, above, since, likely)
            if since is not None and day_of(since) >= days[-1]:
                return

    def _found(
        self, condition: str, below: int, above: int, since: datetime | None, likely: int
    ) -> Iterator[SearchCandidate]:
        taken = 0
        while True:
            found = list(self.rows(FOUND_ON_POSTGRESQL, condition, below, above, since, since, likely))
            yield from (SearchCandidate._make(row) for row in found[taken:])
            if len(found) < likely:
                return
            taken = len(found)
            likely = taken * MORE
