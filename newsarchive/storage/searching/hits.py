"""Hits of a query: what the index found, looked at where it could not decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from newsarchive.storage.searching.candidates import Candidate, Index
from newsarchive.text.words import Matcher, Query, Scorer

# Texts read at a time: a page of hits first, then more, in case few of them hold the phrase.
FIRST_BATCH = 25
LARGEST_BATCH = 400
# Hits that are ranked by relevance: the newest (DESIGN 5).
RANKED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Which articles are asked: of one source, dated at or after a moment (clock time, no zone)."""

    source_id: int | None = None
    since: datetime | None = None


def hits(index: Index, query: Query, within: Within, likely: int) -> Iterator[Candidate]:
    """Give the hits, newest first; no text is read before it is needed."""
    if not query.wanted:
        return
    matcher = Matcher(query)
    found = index.candidates(query, source_id=within.source_id, since=within.since, likely=likely)
    size = FIRST_BATCH
    while batch := list(islice(found, size)):
        yield from looked_at(index, matcher, batch)
        size = min(size * 2, LARGEST_BATCH)


def looked_at(index: Index, matcher: Matcher, batch: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give those of the batch whose text answers the query, where the index could not tell."""
    batch = list(batch)
    doubtful = [hit.revision_id for hit in batch if hit.unlisted or matcher.needed]
    texts = index.texts(doubtful)
    for hit in batch:
        text = texts.get(hit.revision_id)
        if text is None or matcher.matches(*text, indexed=not hit.unlisted):
            yield hit


def scores(index: Index, query: Query, found: Iterable[Candidate]) -> dict[int, float]:
    """Return the score of each hit by article."""
    scorer = Scorer(query)
    rest = iter(found)
    result: dict[int, float] = {}
    while batch := list(islice(rest, LARGEST_BATCH)):
        texts = index.texts(hit.revision_id for hit in batch)
        result |= {hit.article_id: scorer.score(*texts[hit.revision_id]) for hit in batch}
    return result
