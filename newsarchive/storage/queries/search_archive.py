"""What the command `search` runs: one query, one page of hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal

from newsarchive.errors import UsageError
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.past_index import PastIndex
from newsarchive.storage.queries.query_values import Value
from newsarchive.storage.queries.run_query import reading_index
from newsarchive.storage.queries.search_hits import MOST_RANKED, Index, SearchCandidate, Within, hits, scores
from newsarchive.words import Excerpt, Query

Sort = Literal["date", "relevance"]
# Seconds to wait for a database that others are opening.
_WAIT = 30
SEARCH_COLUMNS = ("article_id", "source", "url", "title", "published_at", "snippet", "score")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The rows (of `SEARCH_COLUMNS`), and what the caller must know about them.

    `more`: there are further hits. `ranked_only`: there are more hits than are ranked; older ones are left
    out. `whole`: False while the index lacks older articles.
    """

    rows: list[tuple[Value, ...]]
    more: bool
    ranked_only: bool
    whole: bool


def search_articles(
    url: str,
    words: str,
    *,
    source: str | None = None,
    since: datetime | None = None,
    limit: int = 20,
    sort: Sort = "date",
    as_of: datetime | None = None,
    timeout: float = 60,
) -> SearchResult:
    """Return the first hits in the archive at `url`, newest first or best first; times in seconds.

    `since` is clock time without a zone, as `published_at` in `current_articles`. Only the newest revision of
    each article is searched, withdrawn articles included; with `as_of`, an aware time, the newest revision
    then. Raises UsageError if `words` has no word, or an operator, or no source has that
    name; EndedEarlyError after `timeout`; ArchiveError if the archive cannot be read.
    """
    query = read_words(words)
    with reading_index(url, timeout=timeout, wait=_WAIT) as today:
        index = today if as_of is None else PastIndex(today, as_of)
        within = Within(source_id=_source(index, source), since=since)
        return answer_query(index, query, within, limit=limit, sort=sort)


def answer_query(
    index: Index, query: Query, within: Within, *, limit: int, sort: Sort = "date"
) -> SearchResult:
    """Return the first hits of an open index."""
    if sort == "relevance":
        found, more, ranked_only = _ranked(index, query, within, limit)
    else:
        found = list(islice(hits(index, query, within, limit + 1), limit + 1))
        more, ranked_only = len(found) > limit, False
    rows = _rows(index, query, found[:limit])
    return SearchResult(rows, more, ranked_only, index.whole())


def _source(index: Index, name: str | None) -> int | None:
    if name is None:
        return None
    found = index.source_id(name)
    if found is None:
        raise UsageError(
            f"The archive has no source {name!r}.",
            hint="Its sources: newsarchive query 'SELECT name FROM sources'",
        )
    return found


def _ranked(
    index: Index, query: Query, within: Within, limit: int
) -> tuple[list[SearchCandidate], bool, bool]:
    newest = list(islice(hits(index, query, within, MOST_RANKED + 1), MOST_RANKED + 1))
    by_article = scores(index, query, newest[:MOST_RANKED])
    # The sort is stable: equal scores stay newest first, then by URL.
    best = sorted(newest[:MOST_RANKED], key=lambda hit: -by_article[hit.article_id])
    return best[:limit], len(best) > limit, len(newest) > MOST_RANKED


def _rows(index: Index, query: Query, found: list[SearchCandidate]) -> list[tuple[Value, ...]]:
    excerpt = Excerpt(query)
    texts = index.texts(hit.revision_id for hit in found)
    sources = index.sources(hit.article_id for hit in found)
    by_article = scores(index, query, found)
    rows: list[tuple[Value, ...]] = []
    for hit in found:
        title, text = texts[hit.revision_id]
        rows.append(
            (
                hit.article_id,
                sources[hit.article_id],
                hit.url,
                title or None,
                hit.published_at,
                excerpt.cut(text),
                by_article[hit.article_id],
            )
        )
    return rows
