"""Articles by words, source, language and day, today and as of a day: a page of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from newsarchive.storage.exporting.view_rows import sql_literal
from newsarchive.storage.queries.article_search import read_words
from newsarchive.storage.queries.search_archive import PastIndex
from newsarchive.storage.queries.search_hits import SearchCandidate, Within, hits
from newsarchive.text.words import Excerpt
from newsarchive.web.archive_reader import ArchiveReader, ShownRecord, shown_value
from newsarchive.web.cursors import PagePlace, read_cursor, written_cursor
from newsarchive.web.records import ArticleLine, ArticlePage

_COLUMNS = ("article_id", "source", "url", "title", "language", "published_at", "revision", "withdrawn_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChoice:
    """Which articles are meant; `words` as `newsarchive search` takes them, days as `published_on`."""

    words: str = ""
    source: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None

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


def find_articles(
    reader: ArchiveReader, choice: ArticleChoice, *, limit: int, cursor: str | None
) -> ArticlePage:
    """Return one page of the articles, newest first, unknown dates last, then by URL.

    Raises UsageError for words or a cursor that cannot be read, ArchiveError, EndedEarlyError.
    """
    place = None if cursor is None else read_cursor(cursor)
    if choice.words.strip() and choice.moment is not None:
        return _past_page(reader, choice, choice.moment, limit, place)
    sql = search_statement(choice, limit=limit + 1, place=place)
    rows = reader.sql_records(sql, most=limit + 1, as_of=choice.moment)
    return _page(rows, limit, whole=_whole(reader, choice))


def search_statement(choice: ArticleChoice, *, limit: int, place: PagePlace | None = None) -> str:
    """Return the SQL of the articles behind the place; UsageError for words that cannot be searched for."""
    snippet = "s.snippet" if choice.words.strip() else "NULL AS snippet"
    where = choice.conditions() + ([] if place is None else [_after(place)])
    return (
        f"SELECT {', '.join(f'c.{name}' for name in _COLUMNS)}, {snippet} {choice.from_clause()}"
        f"{' WHERE ' + ' AND '.join(where) if where else ''}"
        f" ORDER BY c.published_at DESC NULLS LAST, c.url, c.article_id LIMIT {limit}"
    )


def _whole(reader: ArchiveReader, choice: ArticleChoice) -> bool:
    if not choice.words.strip():
        return True
    with reader.reading() as reading:
        return reading.index.whole()


def _page(rows: list[ShownRecord], limit: int, *, whole: bool) -> ArticlePage:
    found = [ArticleLine.model_validate(row) for row in rows[:limit]]
    last = found[-1] if len(rows) > limit else None
    place = None if last is None else PagePlace(last.published_at, last.url, last.article_id)
    return ArticlePage(
        articles=found, next_cursor=None if place is None else written_cursor(place), whole=whole
    )


def _after(place: PagePlace) -> str:
    """Return the condition of rows behind the place, in the order of `find_articles`."""
    url, number = sql_literal(place.url), place.article_id
    behind = f"(c.url > {url} OR (c.url = {url} AND c.article_id > {number}))"
    if place.published_at is None:
        return f"(c.published_at IS NULL AND {behind})"
    at = sql_literal(place.published_at)
    return f"(c.published_at < {at} OR c.published_at IS NULL OR (c.published_at = {at} AND {behind}))"


def _past_page(
    reader: ArchiveReader, choice: ArticleChoice, moment: datetime, limit: int, place: PagePlace | None
) -> ArticlePage:
    query = read_words(choice.words)
    excerpt = Excerpt(query)
    rows: list[ShownRecord] = []
    with reader.reading() as reading:
        index = PastIndex(reading.index, moment)
        source = None if choice.source is None else index.source_id(choice.source)
        if choice.source is not None and source is None:
            return ArticlePage(articles=[], next_cursor=None, whole=True)
        since = None if choice.since is None else datetime.combine(choice.since, time())
        for hit in hits(index, query, Within(source_id=source, since=since), limit + 1):
            if not _is_behind(hit, place) or not _is_by(hit, choice.until):
                continue
            facts = _facts_then(index, hit)
            if choice.language is None or facts["language"] == choice.language:
                text = index.texts([hit.revision_id])[hit.revision_id][1]
                rows.append({**facts, "snippet": excerpt.cut(text)})
            if len(rows) > limit:
                break
    return _page(rows, limit, whole=True)


def _facts_then(index: PastIndex, hit: SearchCandidate) -> ShownRecord:
    sql = "SELECT title, language, number FROM revisions WHERE id = ?"
    title, language, number = next(index.rows(sql, hit.revision_id))
    return {
        "article_id": hit.article_id,
        "source": index.sources([hit.article_id])[hit.article_id],
        "url": hit.url,
        "title": title,
        "language": language,
        "published_at": shown_value(hit.published_at),
        "revision": number,
        "withdrawn_at": None,  # not said of the past
    }


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


def _is_by(hit: SearchCandidate, until: date | None) -> bool:
    return until is None or (hit.published_at is not None and hit.published_at.date() <= until)
