"""Articles by words, source, language and day, today and as of a day: a page of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from newsarchive.errors import UsageError
from newsarchive.storage.exporting.view_rows import sql_literal
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.facet_counts import FacetChoice
from newsarchive.storage.queries.newest_articles import articles_in_rare_language
from newsarchive.storage.queries.past_index import PastIndex
from newsarchive.storage.queries.search_archive import Sort
from newsarchive.storage.queries.search_hits import (
    MOST_RANKED,
    Index,
    SearchCandidate,
    Within,
    confirmed_candidates,
    hits,
    marks,
    scores,
)
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading, ShownRecord, shown_value
from newsarchive.web.answers.cursors import PagePlace, read_cursor, written_cursor
from newsarchive.web.answers.records import ArticleLine, ArticlePage
from newsarchive.words import Excerpt, Matcher, parse

# Candidates whose facts are read at a time: a page's at first, then more, in case few of them are meant.
_FIRST_BATCH, _LARGEST_BATCH = 25, 400
_NO_WORDS = parse("")
_COLUMNS = ("article_id", "source", "url", "title", "language", "published_at", "revision", "withdrawn_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChoice:
    """Which articles are meant; `words` as `newsarchive search` takes them, days as `published_on`.

    UsageError for a first day after the last: no article would be no answer.
    """

    words: str = ""
    source: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        demand_order(self.since, self.until)

    def from_clause(self) -> str:
        """Return FROM, with the search where there are words."""
        if not self.words.strip():
            return "FROM current_articles AS c"
        read_words(self.words)
        return (
            f"FROM article_search({sql_literal(self.words)}) AS s"
            " JOIN current_articles AS c ON c.article_id = s.article_id"
        )

    def conditions(self) -> list[str]:
        """Return the conditions on `c`, a row of `current_articles`."""
        found = []
        if self.source is not None:
            found.append(f"c.source = {sql_literal(self.source)}")
        if self.language is not None:
            found.append(f"c.language = {sql_literal(self.language)}")
        if self.since is not None:
            found.append(f"c.published_on >= '{self.since.isoformat()}'")
        if self.until is not None:
            found.append(f"c.published_on <= '{self.until.isoformat()}'")
        return found

    @property
    def moment(self) -> datetime | None:
        """The end of the day as of which is asked."""
        return None if self.as_of is None else datetime.combine(self.as_of, time(23, 59, 59), UTC)


def demand_order(since: date | None, until: date | None) -> None:
    """Raise UsageError for a first day after the last."""
    if since is not None and until is not None and since > until:
        raise UsageError(f"since={since} is after until={until}.", hint="Give the first day, then the last.")


def demand_known_source(reader: ArchiveReader, source: str | None) -> None:
    """Raise UsageError for a source that the archive does not have.

    Asked where nothing was found, so that a mistyped name is not taken for "there is none".
    """
    if source is None:
        return
    with reader.reading() as reading:
        if reading.index.source_id(source) is None:
            raise UsageError(
                f"The archive has no source {source[:200]!r}.", hint="/api/v1/sources has all names."
            )


def facet_choice(index: Index, choice: ArticleChoice) -> FacetChoice | None:
    """Return the choice of rows of `article_facets`, without the words; None if it has no such source."""
    source = None if choice.source is None else index.source_id(choice.source)
    if choice.source is not None and source is None:
        return None
    return FacetChoice(source_id=source, language=choice.language, since=choice.since, until=choice.until)


def find_articles(
    reader: ArchiveReader, choice: ArticleChoice, *, limit: int, cursor: str | None, sort: Sort = "date"
) -> ArticlePage:
    """Return one page of the articles, newest first, unknown dates last, then by URL.

    By relevance the best of the newest `MOST_RANKED` hits come first; without words that is by date, too.
    Raises UsageError for words or a cursor that cannot be read and for an unknown source, ArchiveError,
    EndedEarlyError.
    """
    place = None if cursor is None else read_cursor(cursor)
    found = _found_articles(reader, choice, limit, place, sort)
    if not found.articles:
        demand_known_source(reader, choice.source)
    return found


def _found_articles(
    reader: ArchiveReader, choice: ArticleChoice, limit: int, place: PagePlace | None, sort: Sort
) -> ArticlePage:
    has_words = bool(choice.words.strip())
    if has_words:
        read_words(choice.words)
    if has_words and sort == "relevance":
        return _ranked_page(reader, choice, limit, place)
    if has_words or choice.source is None or choice.moment is not None:
        with reader.reading() as reading:
            whole = reading.index.whole()
            if has_words or whole or choice.moment is not None:
                found = _streamed(reading, choice, limit, place)
                return _page(found, limit, whole=whole or choice.moment is not None)
    sql = search_statement(choice, limit=limit + 1, place=place)
    return _page(reader.sql_records(sql, most=limit + 1), limit, whole=True)


def search_statement(choice: ArticleChoice, *, limit: int, place: PagePlace | None = None) -> str:
    """Return the SQL of the articles behind the place; UsageError for words that cannot be searched for."""
    snippet = "s.snippet" if choice.words.strip() else "NULL AS snippet"
    where = choice.conditions() + ([] if place is None else [_after(place)])
    return (
        f"SELECT {', '.join(f'c.{name}' for name in _COLUMNS)}, {snippet}, c.published_offset"
        f" {choice.from_clause()}"
        f"{' WHERE ' + ' AND '.join(where) if where else ''}"
        f" ORDER BY c.published_at DESC NULLS LAST, c.url, c.article_id LIMIT {limit}"
    )


def _ranked_page(
    reader: ArchiveReader, choice: ArticleChoice, limit: int, place: PagePlace | None
) -> ArticlePage:
    """Return the hits behind the place, which is the one of the article that ended the page before."""
    with reader.reading() as reading:
        index = reading.index if choice.moment is None else PastIndex(reading.index, choice.moment)
        found = list(islice(_meant_hits(index, choice), MOST_RANKED + 1))
        by_article = scores(index, read_words(choice.words), found[:MOST_RANKED])
        # The sort is stable: equal scores stay newest first, then by URL.
        best = sorted(found[:MOST_RANKED], key=lambda hit: -by_article[hit.article_id])
        if place is not None:
            known = [hit.article_id for hit in best]
            if place.article_id not in known:
                raise UsageError(
                    "The article that ended the page before is no longer among the best.",
                    hint="Take the first page again: leave `cursor` out.",
                )
            best = best[known.index(place.article_id) + 1 :]
        facts = _facts(index, best[: limit + 1], now=choice.moment is None)
        rows = [facts[hit.article_id] for hit in best[: limit + 1]]
        _add_snippets(index, choice, rows)
        whole = reading.index.whole() or choice.moment is not None
    return _page(rows, limit, whole=whole, ranked_only=len(found) > MOST_RANKED)


def _meant_hits(index: Index, choice: ArticleChoice) -> Iterator[SearchCandidate]:
    for batch in _batches(_candidates(index, choice, MOST_RANKED, None)):
        facts = _facts(index, batch, now=False)
        yield from (hit for hit in batch if _is_meant(facts[hit.article_id], choice))


def _page(rows: list[ShownRecord], limit: int, *, whole: bool, ranked_only: bool = False) -> ArticlePage:
    found = [ArticleLine.model_validate(row) for row in rows[:limit]]
    last = found[-1] if len(rows) > limit else None
    place = None if last is None else PagePlace(last.published_at, last.url, last.article_id)
    return ArticlePage(
        articles=found,
        next_cursor=None if place is None else written_cursor(place),
        whole=whole,
        ranked_only=ranked_only,
    )


def _after(place: PagePlace) -> str:
    """Return the condition of rows behind the place, in the order of `find_articles`."""
    url, number = sql_literal(place.url), place.article_id
    behind = f"(c.url > {url} OR (c.url = {url} AND c.article_id > {number}))"
    if place.published_at is None:
        return f"(c.published_at IS NULL AND {behind})"
    at = sql_literal(place.published_at)
    return f"(c.published_at < {at} OR c.published_at IS NULL OR (c.published_at = {at} AND {behind}))"


def _streamed(
    reading: ArchiveReading, choice: ArticleChoice, limit: int, place: PagePlace | None
) -> list[ShownRecord]:
    """Return the rows of a page and one more: read newest first, and no further than needed."""
    index = reading.index if choice.moment is None else PastIndex(reading.index, choice.moment)
    rows: list[ShownRecord] = []
    for batch in _batches(_candidates(index, choice, limit, place)):
        behind = [hit for hit in batch if _is_behind(hit, place)]
        facts = _facts(index, behind, now=choice.moment is None)
        rows += [facts[hit.article_id] for hit in behind if _is_meant(facts[hit.article_id], choice)]
        if len(rows) > limit:
            break
    rows = rows[: limit + 1]
    _add_snippets(index, choice, rows)
    return rows


def _add_snippets(index: Index, choice: ArticleChoice, rows: list[ShownRecord]) -> None:
    """Put the passage around the first hit in the place of what only the choice needed."""
    excerpt = Excerpt(read_words(choice.words)) if choice.words.strip() else None
    texts = {} if excerpt is None else index.texts(int(str(row["revision_id"])) for row in rows)
    for row in rows:
        number = int(str(row.pop("revision_id")))
        del row["published_on"]
        row["snippet"] = None if excerpt is None else excerpt.cut(texts[number][1])


def _candidates(
    index: Index, choice: ArticleChoice, limit: int, place: PagePlace | None
) -> Iterator[SearchCandidate]:
    """Yield what may be meant. The publisher's day and that of the stored time may be a day apart."""
    if choice.language is not None and choice.moment is None:
        rare = articles_in_rare_language(index, choice.language)
        if rare is not None:
            yield from _with_words(index, choice, rare)
            return
    first = (
        None if choice.since is None else choice.since - timedelta(days=min(1, choice.since.toordinal() - 1))
    )
    ends = [] if choice.until is None or choice.until == date.max else [choice.until + timedelta(days=1)]
    if place is not None and place.published_at is not None:
        ends.append(date.fromisoformat(place.published_at[:10]))
    last = min(ends) if ends else None
    source = None if choice.source is None else index.source_id(choice.source)
    if choice.source is not None and source is None:
        return
    since = None if first is None else datetime.combine(first, time())
    query = read_words(choice.words) if choice.words.strip() else _NO_WORDS
    if query.wanted:
        yield from hits(index, query, Within(source_id=source, since=since, until=last), limit + 1)
    else:
        yield from index.candidates(query, source_id=source, since=since, until=last, likely=limit + 1)


def _with_words(
    index: Index, choice: ArticleChoice, found: Sequence[SearchCandidate]
) -> Iterator[SearchCandidate]:
    if not choice.words.strip():
        yield from found
        return
    query = read_words(choice.words)
    for batch in _batches(iter(found if query.wanted else [])):
        yield from confirmed_candidates(index, Matcher(query), batch)


def _batches(found: Iterator[SearchCandidate]) -> Iterator[list[SearchCandidate]]:
    size = _FIRST_BATCH
    while batch := list(islice(found, size)):
        yield batch
        size = min(2 * size, _LARGEST_BATCH)


def _facts(index: Index, found: Sequence[SearchCandidate], *, now: bool) -> dict[int, ShownRecord]:
    """Return what is shown of each hit; whether it is withdrawn is said of the present alone."""
    if not found:
        return {}
    of_revision = {
        row[0]: row[1:]
        for row in index.rows(
            "SELECT id, title, language, number, published_on, published_offset FROM revisions"  # noqa: S608
            f" WHERE id IN ({marks(found)})",  # of question marks
            *(hit.revision_id for hit in found),
        )
    }
    sql = f"SELECT id, withdrawn_at FROM articles WHERE id IN ({marks(found)})"  # noqa: S608
    withdrawn = dict(index.rows(sql, *(hit.article_id for hit in found))) if now else {}
    sources = index.sources(hit.article_id for hit in found)
    records: dict[int, ShownRecord] = {}
    for hit in found:
        title, language, number, published_on, offset = of_revision[hit.revision_id]
        records[hit.article_id] = {
            "article_id": hit.article_id,
            "revision_id": hit.revision_id,
            "source": sources[hit.article_id],
            "url": hit.url,
            "title": title,
            "language": language,
            "published_at": shown_value(hit.published_at),
            "published_on": shown_value(published_on),
            "revision": number,
            "withdrawn_at": shown_value(withdrawn.get(hit.article_id)),
            "published_offset": offset,
        }
    return records


def _is_meant(facts: ShownRecord, choice: ArticleChoice) -> bool:
    day = facts["published_on"]
    if (choice.since or choice.until) and day is None:
        return False
    return (
        (choice.since is None or str(day) >= choice.since.isoformat())
        and (choice.until is None or str(day) <= choice.until.isoformat())
        and choice.language in {None, facts["language"]}
        and choice.source in {None, facts["source"]}
    )


def _order(published_at: Any, url: str, article_id: int) -> Iterator[Any]:
    yield published_at is None
    yield [] if published_at is None else [-ord(character) for character in published_at]
    yield url
    yield article_id


def _is_behind(hit: SearchCandidate, place: PagePlace | None) -> bool:
    if place is None:
        return True
    shown = shown_value(hit.published_at)
    return list(_order(shown, hit.url, hit.article_id)) > list(_order(*place))
