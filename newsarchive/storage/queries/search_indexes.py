"""The search index on SQLite and on PostgreSQL.

FTS5 gives row numbers from the highest down, and they begin with the day. PostgreSQL's GIN index has no
order, so the newest days are searched first, then all others: a word that fills the page from the newest
days is answered by them alone, however many articles have it; any other is rare enough to be sorted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from newsarchive.storage.derived.search_words import DAY_BITS, day_of, fts5, tsquery
from newsarchive.storage.queries.newest_articles import newest_articles
from newsarchive.storage.queries.search_hits import Index, SearchCandidate, candidate_columns, newest_first
from newsarchive.words import Query

if TYPE_CHECKING:
    import psycopg

# CROSS JOIN fixes the order of the joins, whatever the planner estimates.
_FOUND_ON_SQLITE = f"""
SELECT e.id >> {DAY_BITS}, {candidate_columns(url="a.url")}
FROM search_words AS w
CROSS JOIN search_entries AS e ON e.id = w.rowid
CROSS JOIN articles AS a ON a.id = e.article_id
WHERE w.search_words MATCH ? AND w.rowid >= ? AND w.rowid < ?
ORDER BY w.rowid DESC
"""  # noqa: S608 - of constants


_ABOVE_ALL_IDS = 1 << 62


def _behind(until: date | None) -> int:
    """Return the number that all entries up to the day, and undated ones, are below."""
    return _ABOVE_ALL_IDS if until is None else (until.toordinal() + 1) << DAY_BITS


def _all_newest(index: Index, since: datetime | None, until: date | None) -> Iterator[SearchCandidate]:
    for hit in newest_articles(index, until):
        if since is not None and (hit.published_at is None or hit.published_at < since):
            return
        yield hit


class SqliteIndex(Index):
    """Searches over a connection of `newsarchive.storage.queries.sqlite`."""

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
        until: date | None,
        likely: int,  # noqa: ARG002 - a stream needs no guess
    ) -> Iterator[SearchCandidate]:
        if not query.wanted and source_id is None:
            yield from _all_newest(self, since, until)
            return
        lowest = day_of(since) << DAY_BITS
        found = self.rows(_FOUND_ON_SQLITE, fts5(query, source_id), lowest, _behind(until))
        for _, rows in groupby(found, key=lambda row: row[0]):
            for hit in newest_first(SearchCandidate._make(row[1:]) for row in rows):
                if since is None or (hit.published_at is not None and hit.published_at >= since):
                    yield hit


# Articles of the newest days that are searched first, and the largest number of days (each is a query word).
_NEWEST_ARTICLES = 20_000
_MAX_DAYS = 60
# If more candidates are needed than were requested, request this many times as many.
_GROWTH = 8
_WITHIN_DAY = (1 << DAY_BITS) - 1
# Entries of a day are numbered from 1, so the highest number tells about how many there are. Reading one
# entry per day takes a twentieth of the time of reading all (0.5 ms for 12, 2026-11-24).
_DAYS = f"""
WITH RECURSIVE days (id, articles, days) AS (
    (SELECT id, id & {_WITHIN_DAY}, 1 FROM search_entries WHERE id < ? ORDER BY id DESC LIMIT 1)
    UNION ALL
    SELECT e.id, d.articles + (e.id & {_WITHIN_DAY}), d.days + 1 FROM days AS d CROSS JOIN LATERAL (
        SELECT id FROM search_entries WHERE id < d.id - (d.id & {_WITHIN_DAY}) ORDER BY id DESC LIMIT 1
    ) AS e
    WHERE d.articles < {_NEWEST_ARTICLES} AND d.days < ?
)
SELECT id >> {DAY_BITS} FROM days
"""  # noqa: S608 - of constants
# MATERIALIZED: match first, even if the planner would rather walk an index of dates; `+ 0` keeps it from that
# of the numbers. Of what matched the newest days are taken whole, until there are enough: their numbers are
# found without sorting the rest, and without URLs.
FOUND_ON_POSTGRESQL = f"""
WITH m AS MATERIALIZED (
    SELECT id, article_id, revision_id, published_at, unlisted FROM search_entries
    WHERE words @@ ?::tsquery AND id + 0 < ? AND id + 0 >= ?
        AND (?::timestamp IS NULL OR published_at >= ?)
), n AS MATERIALIZED (
    SELECT * FROM m WHERE id >= (
        SELECT min(i.id) >> {DAY_BITS} << {DAY_BITS} FROM (SELECT id FROM m ORDER BY id DESC LIMIT ?) AS i
    )
)
SELECT {candidate_columns(url="a.url")}
FROM n AS e JOIN articles AS a ON a.id = e.article_id
ORDER BY e.published_at DESC NULLS LAST, a.url COLLATE "C"
"""  # noqa: S608 - of constants


class PostgresqlIndex(Index):
    """Searches over a connection of `newsarchive.storage.queries.postgresql`."""

    dialect = "postgresql"

    def __init__(
        self, connection: psycopg.Connection[Any], bound: Callable[[psycopg.Cursor[Any]], None]
    ) -> None:
        """`bound` is called before each statement to limit it to the time left."""
        self._connection = connection
        self._bound = bound

    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        statement = sql.replace("%", "%%").replace("?", "%s")
        with self._connection.cursor() as cursor:
            self._bound(cursor)
            return iter(cursor.execute(statement.encode(), values).fetchall())

    def candidates(
        self, query: Query, *, source_id: int | None, since: datetime | None, until: date | None, likely: int
    ) -> Iterator[SearchCandidate]:
        if not query.wanted and source_id is None:
            yield from _all_newest(self, since, until)
            return
        highest = _behind(until)
        days = sorted((row[0] for row in self.rows(_DAYS, highest, _MAX_DAYS)), reverse=True)
        if not days:
            return
        boundary = days[-1] << DAY_BITS
        newest = tsquery(query, source_id, days)
        everything = tsquery(query, source_id)
        for condition, below, above in ((newest, highest, boundary), (everything, boundary, 0)):
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
            likely = taken * _GROWTH
