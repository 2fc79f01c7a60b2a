"""Articles, newest first, without sorting them all: the search index numbers its entries by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from newsarchive.storage.derived.search_words import DAY_BITS
from newsarchive.storage.queries.search_hits import Index, SearchCandidate, candidate_columns, newest_first

_BATCH = 500
_ABOVE_ALL = 1 << 62
_ENTRIES = f"""
SELECT e.id, {candidate_columns(url="a.url")}
FROM search_entries AS e JOIN articles AS a ON a.id = e.article_id
WHERE e.id < ? ORDER BY e.id DESC LIMIT ?
"""  # noqa: S608 - of constants


def newest_articles(index: Index, until: date | None) -> Iterator[SearchCandidate]:
    """Yield the articles published on that day (of `published_at`) or before, newest first, undated last.

    Those that the index lacks are left out: see `Index.whole`.
    """
    below = _ABOVE_ALL if until is None else (until.toordinal() + 1) << DAY_BITS
    for _, entries in groupby(_entries(index, below), key=lambda row: row[0] >> DAY_BITS):
        yield from newest_first(SearchCandidate._make(row[1:]) for row in entries)


def _entries(index: Index, below: int) -> Iterator[tuple[Any, ...]]:
    while batch := list(index.rows(_ENTRIES, below, _BATCH)):
        yield from batch
        below = batch[-1][0]


# Those of a language of which there are few are found at once, instead of among all others.

# Articles that are looked at one by one. Of a language with more, the next are found soon among the newest.
_MOST_RARE = 10_000
# An index has the languages; both tables are read only where one fits.
_OF_LANGUAGE = (
    "FROM articles AS a JOIN revisions AS r ON r.article_id = a.id AND r.number = a.latest_number"
    " WHERE a.latest_number > 0 AND r.language = ?"
)


def articles_in_rare_language(index: Index, language: str) -> list[SearchCandidate] | None:
    """Return all articles of the language, newest first, undated last; None if there are many.

    Their words have not been looked at.
    """
    counted = index.rows(
        f"SELECT count(*) FROM (SELECT 1 {_OF_LANGUAGE} LIMIT {_MOST_RARE + 1}) AS few",  # noqa: S608
        language,
    )
    if next(counted)[0] > _MOST_RARE:
        return None
    columns = candidate_columns(
        article_id="a.id", revision_id="r.id", published_at="a.published_at", url="a.url", unlisted="1"
    )
    return newest_first(
        SearchCandidate._make(row)._replace(unlisted=True)
        for row in index.rows(f"SELECT {columns} {_OF_LANGUAGE}", language)
    )
