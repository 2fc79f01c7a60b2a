"""A shell is asked for again; what comes of it is the rendered article, or the page as the server sent it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from scrapy.http import Response
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newsarchive.errors import CrawlStoppingError
from newsarchive.extensions.rendering import COUNTED, RenderingExtension
from newsarchive.items import RENDERED, CleanArticle, FetchedPage
from newsarchive.pipelines.render_empty import PageNotRendered, RenderEmptyPipeline
from newsarchive.stages import run_stages
from tests.mockserver.articles import article

SHELL = FetchedPage(
    url="http://h.example/a",
    final_url="http://h.example/b",
    body=b"<html><div id=root></div><script src=/app.js></script></html>",
)
FULL = replace(SHELL, body=article(3).encode(), headers=((RENDERED, "chromium/1"),))


async def process(
    page: FetchedPage, answer: FetchedPage | Exception | None = None
) -> tuple[CleanArticle, list[str], MemoryStatsCollector]:
    """Return what comes out, the addresses asked for, and the counters."""
    stats, asked = MemoryStatsCollector(get_crawler()), list[str]()

    async def ask(url: str) -> Response:
        asked.append(url)
        if isinstance(answer, Exception):
            raise answer
        return Response(url)

    async def read(read_page: FetchedPage) -> CleanArticle:
        return run_stages(read_page)

    def page_of(response: Response, before: FetchedPage) -> FetchedPage | None:
        assert before is page
        return None if isinstance(answer, Exception) else answer

    rendering = RenderingExtension("auto", stats, possible=True, ask=ask)
    pipeline = RenderEmptyPipeline(stats, rendering, page_of, read)
    return await pipeline.process_item(run_stages(page)), asked, stats


def test_the_rendered_article_takes_the_place_of_its_shell() -> None:
    item, asked, stats = asyncio.run(process(SHELL, FULL))
    assert (item.verdict, item.page, asked) == ("article", FULL, ["http://h.example/b"])
    assert stats.get_value(f"{COUNTED}shell") == stats.get_value(f"{COUNTED}helped") == 1


@pytest.mark.parametrize("answer", [None, replace(SHELL, headers=FULL.headers), OSError("away")])
def test_what_does_not_help_leaves_the_page_as_it_was(answer: FetchedPage | Exception | None) -> None:
    item, asked, _ = asyncio.run(process(SHELL, answer))
    assert (item.verdict, item.page, len(asked)) == ("not_article", SHELL, 1)


@pytest.mark.parametrize(
    "page",
    [
        replace(SHELL, body=article(1).encode()),
        replace(SHELL, body=b"<p>Page under construction.</p>"),
        replace(SHELL, headers=FULL.headers),  # it has been through the browser
        replace(SHELL, body=bytes(range(256)) * 9),
    ],
)
def test_other_pages_pass(page: FetchedPage) -> None:
    item, asked, stats = asyncio.run(process(page))
    assert (item.page, asked, stats.get_stats()) == (page, [], {})


def test_a_page_of_a_stopped_crawl_is_not_stored() -> None:
    with pytest.raises(PageNotRendered):
        asyncio.run(process(SHELL, CrawlStoppingError("stopped")))
