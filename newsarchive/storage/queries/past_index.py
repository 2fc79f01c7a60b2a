"""Searches the archive as of a moment: by today's index where it has what was shown then, else by the texts.

Most articles show today what they showed then. The few that do not are those recorded anew since, put in
doubt or out of it, set aside or moved to another address; they are found by indexes of their own and read.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from newsarchive.storage.queries.as_of import as_of_sql, shown_then_sql
from newsarchive.storage.queries.changed_since import ChangedSince, joined_row_by_row
from newsarchive.storage.queries.search_hits import LARGEST_HIT_BATCH, Index, SearchCandidate, marks
from newsarchive.words import Query

_ARTICLES_AS_OF = "SELECT article_id, revision_id, published_at, url FROM current_articles{where}"
_NEWEST_FIRST = " ORDER BY published_at IS NULL, published_at DESC, url"
_FIRST_BATCH = 25
_OTHERS = """
WITH shown AS (
{shown}
WHERE a.id IN ({changed}){of_source}
)
SELECT s.article_id, s.revision_id, s.published_at, s.url
FROM shown AS s LEFT JOIN search_entries AS e ON e.article_id = s.article_id
WHERE e.revision_id IS NULL OR e.revision_id <> s.revision_id OR s.url <> s.url_now OR {ahead}
"""
_STILL_SHOWN = "{shown}\nWHERE a.id IN ({marks})"


class PastTexts(Index):
    """Searches the texts as of a moment one by one, newest first, without the index.

    The time grows with how far back the hits of a page are; if there are too few, with the whole archive.
    """

    def __init__(self, today: Index, moment: datetime) -> None:
        self.dialect = today.dialect
        self._today = today
        self._moment = moment

    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        return self._today.rows(sql, *values)

    def candidates(
        self,
        query: Query,  # noqa: ARG002 - every text is looked at
        *,
        source_id: int | None,
        since: datetime | None,
        until: date | None,
        likely: int,  # noqa: ARG002 - nothing is guessed
    ) -> Iterator[SearchCandidate]:
        names = [] if source_id is None else list(self._source_name(source_id))
        conditions = ["source = ?"] if names else []
        if until is not None and until < date.max:
            conditions.append(f"(published_at < '{until + timedelta(days=1)}' OR published_at IS NULL)")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        articles_sql = _ARTICLES_AS_OF.format(where=where) + _NEWEST_FIRST
        if self.dialect == "postgresql":
            articles_sql += ' COLLATE "C"'
        for row in self.rows(self._as_of(articles_sql), *names):
            hit = _candidate(row)
            if since is not None and (hit.published_at is None or hit.published_at < since):
                return
            yield hit

    def whole(self) -> bool:
        """Nothing is missing: what the index lacks is read."""
        return True

    def _source_name(self, source_id: int) -> Iterator[str]:
        return (row[0] for row in self.rows("SELECT name FROM sources WHERE id = ?", source_id))

    def _as_of(self, sql: str) -> str:
        return as_of_sql(sql, self._moment, self.dialect)


class PastIndex(PastTexts):
    """Searches the texts as of a moment by today's index, and reads those that were others then.

    Gives what `PastTexts` gives. Where the index is not complete, or most articles have changed, it is one.
    """

    def candidates(
        self, query: Query, *, source_id: int | None, since: datetime | None, until: date | None, likely: int
    ) -> Iterator[SearchCandidate]:
        changed = ChangedSince(self._today, self._moment)
        if not self._today.whole() or changed.are_many:
            yield from super().candidates(query, source_id=source_id, since=since, until=until, likely=likely)
            return
        others = self._others(changed, source_id, since, until)
        last = min((day for day in (until, changed.last_day) if day is not None), default=None)
        found = self._today.candidates(query, source_id=source_id, since=since, until=last, likely=likely)
        later = changed.later_ones()
        there = (hit for hit in found if hit.article_id <= changed.last_article or hit.article_id in later)
        same = self._unchanged(there, {hit.article_id for hit in others})
        yield from merge(same, others, key=_place)

    def _others(
        self, changed: ChangedSince, source_id: int | None, since: datetime | None, until: date | None
    ) -> list[SearchCandidate]:
        """Return the articles that the index has otherwise, or in another place of the order."""
        beyond = changed.beyond
        sql = _OTHERS.format(
            shown=shown_then_sql(self._moment, self.dialect),
            changed=changed.sql_with_dated_ahead,
            of_source="" if source_id is None else " AND a.source_id = ?",
            ahead="1 = 0" if beyond is None else f"s.{beyond}",
        )
        with joined_row_by_row(self._today):
            found = [_candidate(row) for row in self.rows(sql, *([] if source_id is None else [source_id]))]
        return sorted((hit for hit in found if _is_within(hit, since, until)), key=_place)

    def _unchanged(
        self, found: Iterator[SearchCandidate], others: AbstractSet[int]
    ) -> Iterator[SearchCandidate]:
        """Yield the candidates that stood so then."""
        size = _FIRST_BATCH
        sql = _STILL_SHOWN.replace("{shown}", shown_then_sql(self._moment, self.dialect))
        while batch := list(islice(found, size)):
            rows = self.rows(sql.replace("{marks}", marks(batch)), *(hit.article_id for hit in batch))
            then = {row[0]: row[1] for row in rows}
            for hit in batch:
                if hit.article_id not in others and then.get(hit.article_id) == hit.revision_id:
                    yield hit
            size = min(size * 2, LARGEST_HIT_BATCH)


def _candidate(row: tuple[Any, ...]) -> SearchCandidate:
    article_id, revision_id, published, url = row
    # SQLite gives a computed column no type.
    published_at = datetime.fromisoformat(published) if isinstance(published, str) else published
    return SearchCandidate(article_id, revision_id, published_at, url, unlisted=True)


def _is_within(hit: SearchCandidate, since: datetime | None, until: date | None) -> bool:
    if hit.published_at is None:
        return since is None
    return (since is None or hit.published_at >= since) and (
        until is None or hit.published_at.date() <= until
    )


def _place(hit: SearchCandidate) -> tuple[timedelta, str]:
    """The place in the order: newest first, unknown dates last, then by URL."""
    if hit.published_at is None:
        return timedelta.max, hit.url
    return datetime.max - hit.published_at, hit.url  # noqa: DTZ901 - clock time
