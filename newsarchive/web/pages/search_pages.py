"""The page of the search, and its hits as a file."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from newsarchive.errors import EndedEarlyError, UsageError
from newsarchive.exports.row_text import Cell
from newsarchive.storage.queries.article_search import read_words
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import ArticleLine, PeriodCounts, SearchFacets
from newsarchive.web.answers.search_answers import (
    ArticleChoice,
    demand_known_source,
    find_articles,
    search_statement,
)
from newsarchive.web.answers.search_counts import count_articles, count_days, facets_of, periods_of
from newsarchive.web.answers.short_memory import ShortMemory
from newsarchive.web.answers.source_answers import source_names_of
from newsarchive.web.answers.sql_answers import SqlRows, SqlTask, ask_sql
from newsarchive.web.api.api_routes import choice_of
from newsarchive.web.api.parameters import SearchCopyParameters, SearchPageParameters
from newsarchive.web.api.problems import problem_of
from newsarchive.web.api.row_files import file_answer
from newsarchive.web.display.charts import bar_chart, line_chart
from newsarchive.web.display.page_renderer import TemplatePages, page_address, page_tongue
from newsarchive.web.display.translations import phrase_in
from newsarchive.words import Excerpt

_MOST_COPIED = 100_000
_MOST_PAST = 1_000
# Letters of the names of all sources that the form lists; whoever has more of them types a name.
_LONGEST_CHOICE = 10_000
# Seconds that the page waits for its counts, which are then made for the next who asks, and for which it
# shows them again.
_COUNTING, _REMEMBERED = 0.6, 60.0


class SnippetPiece(NamedTuple):
    """A stretch of a snippet: one of the words asked for, or what stands between them."""

    text: str
    hit: bool


def snippet_marker(words: str) -> Callable[[str], list[SnippetPiece]]:
    """Return what cuts a snippet into hits of the words and the rest."""
    pattern = re.compile(Excerpt(read_words(words)).pattern)

    def marked(snippet: str) -> list[SnippetPiece]:
        pieces, end = [], 0
        for found in pattern.finditer(snippet):
            if found.end() > found.start():
                pieces.append(SnippetPiece(snippet[end : found.start()], hit=False))
                pieces.append(SnippetPiece(found[0], hit=True))
                end = found.end()
        return [piece for piece in [*pieces, SnippetPiece(snippet[end:], hit=False)] if piece.text]

    return marked


class _Counted(NamedTuple):
    facets: SearchFacets | None
    periods: PeriodCounts | None


def search_router(reader: ArchiveReader, pages: TemplatePages, calls: BoundedCalls) -> APIRouter:
    """Return the routes of the search."""
    router = APIRouter(include_in_schema=False)
    memory: ShortMemory[_Counted] = ShortMemory(seconds=_REMEMBERED, most=500)
    everything: ShortMemory[Counter[date]] = ShortMemory(seconds=_REMEMBERED, most=100)

    def unanswered(request: Request, asked: SearchPageParameters, error: Exception) -> Response:
        """Return the form as it was filled in, with what is wrong: it is mended there."""
        problem = problem_of(error, "/search")
        sources = _offered(source_names_of(reader))
        return pages.page(
            request, "search.html", status=problem.status, asked=asked, problem=problem, sources=sources
        )

    @router.get("/search")
    def search_page(request: Request, asked: Annotated[SearchPageParameters, Query()]) -> Response:
        try:
            choice = choice_of(asked)
            found = find_articles(reader, choice, limit=asked.limit, cursor=asked.cursor, sort=asked.sort)
        except (UsageError, EndedEarlyError) as error:
            return unanswered(request, asked, error)
        counted = _counted(reader, choice, memory, everything)
        shares = _shares(counted.periods) if asked.q.strip() else None
        kept = asked.model_dump(exclude={"cursor", "lang"}, exclude_defaults=True)
        copied = {name: value for name, value in kept.items() if name not in {"limit", "sort"}}
        return pages.page(
            request,
            "search.html",
            asked=asked,
            problem=None,
            found=found,
            sources=_offered(source_names_of(reader)),
            marked=snippet_marker(asked.q) if asked.q.strip() else None,
            facets=counted.facets,
            facet_address=lambda **changed: page_address("/search", **{**kept, **changed}),
            month_end=_month_end,
            chart=_chart(request, counted.periods),
            shares=shares,
            share_chart=_share_chart(request, shares),
            first_address=page_address("/search", **kept),
            next_address=found.next_cursor and page_address("/search", **kept, cursor=found.next_cursor),
            copy_address=lambda form: page_address(f"/search.{form}", **copied),
            json_address=page_address("/api/v1/search", **kept),
        )

    @router.get("/search.{form}")
    def search_copy(form: str, asked: Annotated[SearchCopyParameters, Query()]) -> Response:
        choice = choice_of(asked)
        if choice.as_of is not None and choice.words.strip():
            return file_answer(_past_rows(reader, choice), form, "search")
        sql = search_statement(choice, limit=_MOST_COPIED)
        task = SqlTask(url=reader.url, sql=sql, timeout=reader.timeout, most=_MOST_COPIED, as_of=asked.as_of)
        found = ask_sql(calls, task)
        if not found.rows:
            demand_known_source(reader, choice.source)
        return file_answer(found, form, "search")

    return router


def _offered(names: list[str]) -> list[str] | None:
    """Return the names that the form lists; None where they would fill the page."""
    return names if sum(map(len, names)) <= _LONGEST_CHOICE else None


def _past_rows(reader: ArchiveReader, choice: ArticleChoice) -> SqlRows:
    """Return the hits of a past day, which no statement can find."""
    found = find_articles(reader, choice, limit=_MOST_PAST, cursor=None)
    rows: list[tuple[Cell, ...]] = [tuple(line.model_dump().values()) for line in found.articles]
    return SqlRows(columns=tuple(ArticleLine.model_fields), rows=rows, cut=found.next_cursor is not None)


def _counted(
    reader: ArchiveReader,
    choice: ArticleChoice,
    memory: ShortMemory[_Counted],
    everything: ShortMemory[Counter[date]],
) -> _Counted:
    """Return what is counted in time, or was of late: of the past, words are looked for text by text."""
    if choice.as_of is not None and choice.words.strip():
        return _Counted(None, None)

    def count() -> _Counted:
        counts = count_articles(reader, choice)
        beside = counts.days
        if choice.words.strip():
            of_all = replace(choice, words="")
            beside = everything.recall(of_all, lambda: count_days(reader, of_all)) or beside
        return _Counted(facets_of(counts), periods_of(counts.days, beside))

    return memory.recall_within(choice, count, _COUNTING) or _Counted(None, None)


def _chart(request: Request, counts: PeriodCounts | None) -> Any:
    if counts is None or len(counts.periods) < 2:
        return None
    tongue = page_tongue(request)
    return bar_chart(
        [one.period for one in counts.periods],
        [one.articles for one in counts.periods],
        title=phrase_in(tongue, f"Articles by {counts.unit} of publishing"),
        unit=phrase_in(tongue, f"articles a {counts.unit}"),
    )


def _share_chart(request: Request, shares: list[tuple[str, int, int, float]] | None) -> Any:
    if shares is None or len(shares) < 2:
        return None
    tongue = page_tongue(request)
    return line_chart(
        [period for period, *_ in shares],
        [share for *_, share in shares],
        title=phrase_in(tongue, "Share of all articles"),
        unit=phrase_in(tongue, "percent of all articles"),
    )


def _month_end(month: str) -> str:
    """Return the last day of a month (YYYY-MM)."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{month}-{monthrange(year, number)[1]:02d}"


def _shares(counts: PeriodCounts | None) -> list[tuple[str, int, int, float]] | None:
    """Return period, hits, all and the share in percent."""
    if counts is None:
        return None
    return [
        (one.period, one.articles, one.of, 100 * one.articles / one.of if one.of else 0.0)
        for one in counts.periods
    ]
