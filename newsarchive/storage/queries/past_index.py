"""Searches the archive as of a moment: by today's index where it has what was shown then, else by the texts.

Most articles show today what they showed then. The few that do not are those recorded anew since, put in
doubt or out of it, set aside or moved to another address; they are found by indexes of their own and read.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from newsarchive.storage.queries.as_of import as_of_sql, moment_literal, shown_then_sql
from newsarchive.storage.queries.search_hits import LARGEST_HIT_BATCH, Index, SearchCandidate, marks
from newsarchive.storage.schema.article_tables import DATED_AHEAD
from newsarchive.text.words import Query

_ARTICLES_AS_OF = "SELECT article_id, revision_id, published_at, url FROM current_articles{where}"
_NEWEST_FIRST = " ORDER BY published_at IS NULL, published_at DESC, url"
# As many as are compared one by one; of more, reading all texts in their order costs no more.
MOST_CHANGED = 200_000
_FIRST_BATCH = 25
# Articles of which nothing was recorded by then are among them, and drop out below. A first revision that was
# recorded since shows nothing of the past: `number > 1` keeps the index small.
_CHANGED_SINCE = """
SELECT article_id FROM revisions WHERE number > 1 AND recorded_at > {moment}
UNION
SELECT article_id FROM revisions
WHERE incident_id IS NOT NULL AND (doubted_at > {moment} OR incident_id IN (
    SELECT id FROM source_incidents WHERE state = 'accepted' AND (closed_at IS NULL OR closed_at > {moment})
))
UNION
SELECT id FROM articles WHERE set_aside_at > {moment}
UNION
SELECT article_id FROM article_pasts WHERE replaced_at > {moment}
"""
# Those dated far ahead of their recording: all others of these days were not recorded yet.
_DATED_AHEAD = """
UNION
SELECT article_id FROM revisions WHERE {ahead} AND {beyond} AND recorded_at <= {moment}
"""
_OTHERS = """
WITH shown AS (
{shown}
WHERE a.id IN ({changed}){of_source}
)
SELECT s.article_id, s.revision_id, s.published_at, s.url
FROM shown AS s LEFT JOIN search_entries AS e ON e.article_id = s.article_id
WHERE e.revision_id IS NULL OR e.revision_id <> s.revision_id OR s.url <> s.url_now OR {ahead}
"""
_JOINING = "SELECT set_config('enable_hashjoin', ?, true), set_config('enable_mergejoin', ?, true)"
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
        if not self._today.whole() or self._many_have_changed():
            yield from super().candidates(query, source_id=source_id, since=since, until=until, likely=likely)
            return
        others = self._others(source_id, since, until)
        last = min((day for day in (until, self._last_day()) if day is not None), default=None)
        found = self._today.candidates(query, source_id=source_id, since=since, until=last, likely=likely)
        same = self._unchanged(found, {hit.article_id for hit in others})
        yield from merge(same, others, key=_place)

    def _last_day(self) -> date | None:
        """The last day on which nearly all is dated that was recorded by then; None at the end of time."""
        day = self._moment.astimezone(UTC).date()
        return None if day >= date.max - timedelta(days=1) else day + timedelta(days=1)

    def _beyond(self) -> str | None:
        """The condition of being dated later than that."""
        last = self._last_day()
        return None if last is None else f"published_at >= '{last + timedelta(days=1)}'"

    def _changed_sql(self) -> str:
        moment, beyond = moment_literal(self._moment, self.dialect), self._beyond()
        if beyond is None:
            return _CHANGED_SINCE.format(moment=moment)
        ahead = DATED_AHEAD[self.dialect]
        return (_CHANGED_SINCE + _DATED_AHEAD).format(moment=moment, ahead=ahead, beyond=beyond)

    def _many_have_changed(self) -> bool:
        sql = (
            f"SELECT count(*) FROM (SELECT 1 FROM ({self._changed_sql()}) AS c LIMIT {MOST_CHANGED + 1}) AS n"  # noqa: S608
        )
        return int(next(self.rows(sql))[0]) > MOST_CHANGED

    def _others(
        self, source_id: int | None, since: datetime | None, until: date | None
    ) -> list[SearchCandidate]:
        """Return the articles that the index has otherwise, or in another place of the order."""
        beyond = self._beyond()
        sql = _OTHERS.format(
            shown=shown_then_sql(self._moment, self.dialect),
            changed=self._changed_sql(),
            of_source="" if source_id is None else " AND a.source_id = ?",
            ahead="1 = 0" if beyond is None else f"s.{beyond}",
        )
        self._join_row_by_row(True)
        found = [_candidate(row) for row in self.rows(sql, *([] if source_id is None else [source_id]))]
        self._join_row_by_row(False)
        return sorted((hit for hit in found if _is_within(hit, since, until)), key=_place)

    def _join_row_by_row(self, only: bool) -> None:
        """Keep PostgreSQL from reading all articles and revisions for the sake of some thousands."""
        if self.dialect == "postgresql":
            list(self.rows(_JOINING, *["off" if only else "on"] * 2))

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
