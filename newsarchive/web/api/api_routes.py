"""The API under /api/v1: thin routes over the core."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query

from newsarchive import clock
from newsarchive.errors import EndedEarlyError
from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.article_answers import (
    article_difference,
    article_evidence,
    article_now,
    article_revisions,
    find_article,
    why_of,
)
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import (
    ArticleEvidence,
    ArticlePage,
    ArticleRecord,
    DictionaryRecord,
    DifferenceRecord,
    GapList,
    HealthRecord,
    PeriodCounts,
    QueryRecord,
    RevisionList,
    SearchFacets,
    SourceRecord,
    TodayRecord,
    WhyRecord,
)
from newsarchive.web.answers.search_answers import ArticleChoice, demand_known_source, find_articles
from newsarchive.web.answers.search_counts import counts_over_time, search_facets
from newsarchive.web.answers.short_memory import ShortMemory
from newsarchive.web.answers.source_answers import (
    dictionary_of,
    gaps_of,
    known_health,
    source_names_of,
    source_record,
    today_record,
)
from newsarchive.web.answers.sql_answers import SqlTask, ask_sql, query_record
from newsarchive.web.answers.watch_answers import WatchDesk, WatchList, WatchRecord
from newsarchive.web.api.parameters import (
    CountParameters,
    DifferenceParameters,
    GapParameters,
    ListParameters,
    MatchParameters,
    NoParameters,
    QueryParameters,
    SearchParameters,
    WatchParameters,
    WhyParameters,
    WordParameters,
)
from newsarchive.web.api.problems import PROBLEM_MEDIA, Problem

API_ROOT = "/api/v1"
ArticleNumber = Annotated[int, Path(ge=1, lt=1 << 63, description="As `article_id` in every list.")]
SourceName = Annotated[str, Path(max_length=200, description="As `source` in every list.")]
# What a route takes that has no parameters; others are errors there, too.
Nothing = Annotated[NoParameters, Query()]
_MEANINGS = {
    400: "A parameter, the words or the SQL are wrong.",
    404: "The archive has nothing of that name or number.",
    503: "The archive is missing, locked or of another version.",
    504: "The answer would take longer than allowed.",
}


def _may_fail(*statuses: int) -> dict[int | str, dict[str, Any]]:
    schema = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}
    return {
        status: {"content": {PROBLEM_MEDIA: schema}, "description": _MEANINGS[status]} for status in statuses
    }


def choice_of(asked: WordParameters) -> ArticleChoice:
    """Return what the parameters of a search choose."""
    return ArticleChoice(
        words=asked.q,
        source=asked.source,
        language=asked.language,
        since=asked.since,
        until=asked.until,
        as_of=getattr(asked, "as_of", None),
    )


def api_router(reader: ArchiveReader, calls: BoundedCalls, most_rows: int, desk: WatchDesk) -> APIRouter:
    """Return the routes of the API over the archive."""
    router = APIRouter(prefix=API_ROOT, responses=_may_fail(400, 503, 504))
    _add_articles(router, reader)
    _add_searches(router, reader)
    _add_sources(router, reader)
    _add_watches(router, desk)
    _add_queries(router, reader, calls, most_rows)
    return router


def _add_articles(router: APIRouter, reader: ArchiveReader) -> None:
    kind: dict[str, Any] = {"tags": ["articles"], "responses": _may_fail(404)}

    @router.get("/articles", summary="Articles, newest first", tags=["articles"])
    def articles(asked: Annotated[ListParameters, Query()]) -> ArticlePage:
        choice = ArticleChoice(
            source=asked.source, language=asked.language, since=asked.since, until=asked.until
        )
        return find_articles(reader, choice, limit=asked.limit, cursor=asked.cursor)

    @router.get("/articles/{article_id}", summary="An article as its newest revision has it", **kind)
    def article(article_id: ArticleNumber, _asked: Nothing) -> ArticleRecord:
        return find_article(reader, article_id)

    @router.get("/articles/{article_id}/revisions", summary="All revisions, oldest first", **kind)
    def revisions(article_id: ArticleNumber, _asked: Nothing) -> RevisionList:
        with reader.reading() as reading:
            return article_revisions(reading, article_id)

    @router.get("/articles/{article_id}/differences", summary="What changed between two revisions", **kind)
    def differences(
        article_id: ArticleNumber, asked: Annotated[DifferenceParameters, Query()]
    ) -> DifferenceRecord:
        with reader.reading() as reading:
            return article_difference(reading, article_id, asked.before, asked.after)

    @router.get(
        "/articles/{article_id}/evidence",
        summary="Captures, repairs, removed text, URLs, copies",
        **kind,
    )
    def evidence(article_id: ArticleNumber, _asked: Nothing) -> ArticleEvidence:
        with reader.reading() as reading:
            return article_evidence(reading, article_now(reading, article_id))

    @router.get("/why", summary="All that happened to a URL", **kind)
    def why(asked: Annotated[WhyParameters, Query()]) -> WhyRecord:
        return why_of(reader, asked.url)


_C = TypeVar("_C", SearchFacets, PeriodCounts)


def _counted(found: SearchFacets | PeriodCounts | None, kind: type[_C]) -> _C:
    if not isinstance(found, kind):
        raise EndedEarlyError(
            "To count these articles takes longer than allowed.",
            hint="Ask for fewer: of one source, or of some days.",
        )
    return found


def _add_searches(router: APIRouter, reader: ArchiveReader) -> None:
    @router.get("/search", summary="Articles with words, newest first", tags=["search"])
    def search(asked: Annotated[SearchParameters, Query()]) -> ArticlePage:
        return find_articles(
            reader, choice_of(asked), limit=asked.limit, cursor=asked.cursor, sort=asked.sort
        )

    # Counts may be some minutes old (docs/how-to/look-at-the-archive.md): to make them may take seconds.
    known: ShortMemory[SearchFacets | PeriodCounts] = ShortMemory(seconds=60, most=500, patience=20)

    @router.get("/facets", summary="How many articles, by source, language and month", tags=["search"])
    def facets(asked: Annotated[WordParameters, Query()]) -> SearchFacets:
        choice = choice_of(asked)
        return _counted(known.recall(choice, lambda: search_facets(reader, choice)), SearchFacets)

    @router.get("/counts", summary="Articles by period, beside all articles", tags=["search"])
    def counts(asked: Annotated[CountParameters, Query()]) -> PeriodCounts:
        choice, unit = choice_of(asked), asked.unit
        found = known.recall((choice, unit), lambda: counts_over_time(reader, choice, unit))
        return _counted(found, PeriodCounts)


def _add_sources(router: APIRouter, reader: ArchiveReader) -> None:
    @router.get("/today", summary="The state of the archive at a glance", tags=["sources"])
    def today(_asked: Nothing) -> TodayRecord:
        return today_record(reader, clock.now())

    @router.get("/sources", summary="Names of all sources", tags=["sources"])
    def sources(_asked: Nothing) -> list[str]:
        return source_names_of(reader)

    @router.get("/sources/{name}", summary="A source", tags=["sources"], responses=_may_fail(404))
    def source(name: SourceName, _asked: Nothing) -> SourceRecord:
        return source_record(reader, name)

    @router.get("/health", summary="Every source's health, and open alarms", tags=["sources"])
    def health(_asked: Nothing) -> HealthRecord:
        return known_health(reader)

    @router.get("/gaps", summary="Days with far fewer articles than expected", tags=["sources"])
    def gaps(asked: Annotated[GapParameters, Query()]) -> GapList:
        since = None if asked.since is None else asked.since.isoformat()
        with reader.reading() as reading:
            found = gaps_of(reading, source=asked.source, since=since)
        if not found.gaps:
            demand_known_source(reader, asked.source)
        return found


def _add_watches(router: APIRouter, desk: WatchDesk) -> None:
    @router.get("/watches", summary="Watches by name, and the state of their messages", tags=["watches"])
    def watches(asked: Annotated[WatchParameters, Query()]) -> WatchList:
        return desk.listed(asked.limit, asked.cursor)

    @router.get(
        "/watches/{name}",
        summary="A watch, and what it found, newest first",
        tags=["watches"],
        responses=_may_fail(404),
    )
    def watch(
        name: Annotated[str, Path(max_length=63, description="As `watch` in the list.")],
        asked: Annotated[MatchParameters, Query()],
    ) -> WatchRecord:
        return desk.record(name, asked.before, asked.limit)


def _add_queries(router: APIRouter, reader: ArchiveReader, calls: BoundedCalls, most_rows: int) -> None:
    @router.get("/dictionary", summary="The views and columns that SQL may read", tags=["sql"])
    def dictionary(_asked: Nothing) -> DictionaryRecord:
        with reader.reading() as reading:
            return dictionary_of(reading)

    @router.get("/query", summary="The rows of one SELECT over the views", tags=["sql"])
    def query(asked: Annotated[QueryParameters, Query()]) -> QueryRecord:
        task = SqlTask(
            url=reader.url,
            sql=asked.sql,
            timeout=reader.timeout,
            most=min(asked.limit, most_rows),
            as_of=asked.as_of,
        )
        return query_record(ask_sql(calls, task))
