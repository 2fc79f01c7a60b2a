"""All articles, newest first, without sorting them: the search index numbers its entries by day."""

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
