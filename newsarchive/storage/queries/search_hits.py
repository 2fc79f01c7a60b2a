"""Hits of a query: what the index finds, confirmed by the text where the index cannot decide."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.words import Matcher, Query, Scorer

# Oldest articles that show whether the index was ever completed: `db upgrade` fills it from the newest down.
_SAMPLE = 50


class SearchCandidate(NamedTuple):
    """An article that the index found; `unlisted`: the index has none of its words."""

    article_id: int
    revision_id: int
    published_at: datetime | None  # clock time as in `current_articles`
    url: str
    unlisted: bool


def candidate_columns(**others: str) -> str:
    """Return the SELECT columns of a candidate, from `e` except those given.

    The drivers' rows are tuples without names, so the order of columns is that of the fields.
    """
    return ", ".join(others.get(name, f"e.{name}") for name in SearchCandidate._fields)


class Index(ABC):
    """The search index over one open connection, which only reads."""

    dialect: str  # `sqlite` or `postgresql`

    @abstractmethod
    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Run a statement; `?` marks each value."""

    @abstractmethod
    def candidates(
        self, query: Query, *, source_id: int | None, since: datetime | None, until: date | None, likely: int
    ) -> Iterator[SearchCandidate]:
        """Yield what the index finds: newest first, unknown dates last, then by URL.

        A query without words finds all articles. About `likely` candidates will be taken. With `since`, those
        dated before it or not at all are left out; with `until`, those dated after that day may be.
        """

    def texts(self, revision_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return title and text of each revision."""
        found: dict[int, tuple[str, str]] = {}
        for part in chunks(revision_ids):
            sql = f"SELECT id, coalesce(title, ''), text FROM revisions WHERE id IN ({marks(part)})"  # noqa: S608
            found |= {row[0]: (row[1], row[2]) for row in self.rows(sql, *part)}
        return found

    def sources(self, article_ids: Iterable[int]) -> dict[int, str]:
        """Return the name of each article's source."""
        found: dict[int, str] = {}
        for part in chunks(article_ids):
            sql = (
                "SELECT a.id, s.name FROM articles AS a JOIN sources AS s ON s.id = a.source_id"  # noqa: S608
                f" WHERE a.id IN ({marks(part)})"
            )
            found |= {row[0]: row[1] for row in self.rows(sql, *part)}
        return found

    def source_id(self, name: str) -> int | None:
        """Return the row number of the source, None if no source has this name."""
        return next((row[0] for row in self.rows("SELECT id FROM sources WHERE name = ?", name)), None)

    def whole(self) -> bool:
        """Say whether the index has all articles that are shown, judged by the oldest ones."""
        sql = (
            "SELECT 1 FROM"  # noqa: S608 - of a constant
            f" (SELECT id FROM articles WHERE latest_number > 0 ORDER BY id LIMIT {_SAMPLE}) AS a"
            " WHERE NOT EXISTS (SELECT 1 FROM search_entries AS e WHERE e.article_id = a.id) LIMIT 1"
        )
        return not list(self.rows(sql))


def marks(values: Sequence[Any]) -> str:
    """Return one `?` per value, for an IN list."""
    return ", ".join("?" * len(values))


def newest_first(found: Iterable[SearchCandidate]) -> list[SearchCandidate]:
    """Return the candidates in the order of every list of hits (docs/reference/output.md#order)."""
    by_url = sorted(found, key=lambda hit: hit.url)
    return sorted(by_url, key=lambda hit: hit.published_at or datetime.min, reverse=True)  # noqa: DTZ901


# Texts read at a time: for a page of hits at first, then more, in case few of them contain the phrase.
_FIRST_BATCH = 25
LARGEST_HIT_BATCH = 400
# Hits ranked by relevance: the newest (docs/explanation/storage.md#search).
MOST_RANKED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Which articles are searched: of one source, dated at or after a time (clock time, no zone).

    `until` spares the search what is dated after that day; who asks must still look.
    """

    source_id: int | None = None
    since: datetime | None = None
    until: date | None = None


def hits(index: Index, query: Query, within: Within, likely: int) -> Iterator[SearchCandidate]:
    """Yield the hits, newest first; texts are read only when needed."""
    if not query.wanted:
        return
    matcher = Matcher(query)
    found = index.candidates(
        query, source_id=within.source_id, since=within.since, until=within.until, likely=likely
    )
    size = _FIRST_BATCH
    while batch := list(islice(found, size)):
        yield from confirmed_candidates(index, matcher, batch)
        size = min(size * 2, LARGEST_HIT_BATCH)


def confirmed_candidates(
    index: Index, matcher: Matcher, batch: Iterable[SearchCandidate]
) -> Iterator[SearchCandidate]:
    """Yield the candidates that match the query, by their text where the index cannot decide."""
    batch = list(batch)
    doubtful = [hit.revision_id for hit in batch if hit.unlisted or matcher.needed]
    texts = index.texts(doubtful)
    for hit in batch:
        text = texts.get(hit.revision_id)
        if text is None or matcher.matches(*text, indexed=not hit.unlisted):
            yield hit


def scores(index: Index, query: Query, found: Iterable[SearchCandidate]) -> dict[int, float]:
    """Return the score of each hit, by article."""
    scorer = Scorer(query)
    rest = iter(found)
    result: dict[int, float] = {}
    while batch := list(islice(rest, LARGEST_HIT_BATCH)):
        texts = index.texts(hit.revision_id for hit in batch)
        result |= {hit.article_id: scorer.score(*texts[hit.revision_id]) for hit in batch}
    return result
