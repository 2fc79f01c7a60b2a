"""The API under /api/v1: thin routes over the core."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from newsarchive.web.archive_reader import ArchiveReader
from newsarchive.web.article_answers import find_article
from newsarchive.web.parameters import ListParameters, SearchParameters
from newsarchive.web.problems import PROBLEM_MEDIA, Problem
from newsarchive.web.records import ArticlePage, ArticleRecord
from newsarchive.web.search_answers import ArticleChoice, find_articles

API_ROOT = "/api/v1"
ArticleNumber = Annotated[int, Path(ge=1, lt=1 << 63, description="As `article_id` in every list.")]


def _may_fail(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        status: {"model": Problem, "content": {PROBLEM_MEDIA: {}}, "description": meaning}
        for status, meaning in _MEANINGS.items()
        if status in statuses
    }


_MEANINGS = {
    400: "A parameter, the words or the SQL are wrong.",
    404: "The archive has nothing of that name or number.",
    503: "The archive is missing, locked or of another version.",
    504: "The answer would take longer than allowed.",
}


def api_router(reader: ArchiveReader) -> APIRouter:
    """Return the routes of the API over the archive."""
    router = APIRouter(prefix=API_ROOT, responses=_may_fail(400, 503, 504))
    for add in (_add_articles,):
        add(router, reader)
    return router


def _add_articles(router: APIRouter, reader: ArchiveReader) -> None:
    @router.get("/articles", summary="Articles, newest first", tags=["articles"])
    def articles(asked: Annotated[ListParameters, Query()]) -> ArticlePage:
        choice = ArticleChoice(
            source=asked.source, language=asked.language, since=asked.since, until=asked.until
        )
        return find_articles(reader, choice, limit=asked.limit, cursor=asked.cursor)

    @router.get("/search", summary="Articles with words, newest first", tags=["articles"])
    def search(asked: Annotated[SearchParameters, Query()]) -> ArticlePage:
        return find_articles(reader, choice_of(asked), limit=asked.limit, cursor=asked.cursor)

    @router.get(
        "/articles/{article_id}",
        summary="An article as its newest revision has it",
        tags=["articles"],
        responses=_may_fail(404),
    )
    def article(article_id: ArticleNumber) -> ArticleRecord:
        return find_article(reader, article_id)


def choice_of(asked: SearchParameters) -> ArticleChoice:
    """Return what the parameters of a search choose."""
    return ArticleChoice(
        words=asked.q,
        source=asked.source,
        language=asked.language,
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
    )
