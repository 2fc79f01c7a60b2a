"""The pages: thin routes over the core, rendered by templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from newsarchive.storage.queries.article_search import read_words
from newsarchive.text.words import Excerpt
from newsarchive.web.api_routes import ArticleNumber, choice_of
from newsarchive.web.archive_reader import ArchiveReader
from newsarchive.web.article_answers import find_article
from newsarchive.web.page_renderer import TemplatePages, page_address
from newsarchive.web.parameters import PlainPageParameters, SearchPageParameters
from newsarchive.web.search_answers import find_articles
from newsarchive.web.source_answers import source_names_of


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


def page_router(reader: ArchiveReader, renderer: TemplatePages) -> APIRouter:
    """Return the routes of the pages over the archive."""
    router = APIRouter(include_in_schema=False)
    for add in (_add_search, _add_article):
        add(router, reader, renderer)
    return router


def _add_search(router: APIRouter, reader: ArchiveReader, renderer: TemplatePages) -> None:
    @router.get("/")
    def home() -> Response:
        return RedirectResponse("/search", status_code=307)

    @router.get("/search")
    def search_page(request: Request, asked: Annotated[SearchPageParameters, Query()]) -> Response:
        found = find_articles(reader, choice_of(asked), limit=asked.limit, cursor=asked.cursor)
        kept = asked.model_dump(exclude={"cursor", "lang"}, exclude_defaults=True)
        return renderer.page(
            request,
            "search.html",
            asked=asked,
            found=found,
            sources=source_names_of(reader),
            marked=snippet_marker(asked.q) if asked.q.strip() else None,
            first_address=page_address("/search", **kept),
            next_address=found.next_cursor and page_address("/search", **kept, cursor=found.next_cursor),
        )


def _add_article(router: APIRouter, reader: ArchiveReader, renderer: TemplatePages) -> None:
    @router.get("/articles/{article_id}")
    def article_page(
        request: Request,
        article_id: ArticleNumber,
        asked: Annotated[PlainPageParameters, Query()],  # noqa: ARG001 - refuses others
    ) -> Response:
        return renderer.page(request, "article.html", article=find_article(reader, article_id))
