"""Between spam and archive: a page that only scripts would fill is asked for again, through the browser.

Decided before anything is stored, so that the archive has one capture: the rendered page where it is an
article, else what the server sent, refused as ever.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from newsarchive.errors import CrawlStoppingError
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.extensions.rendering import COUNTED, RenderingExtension
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.pipelines.drop_spam import DropSpamPipeline
from newsarchive.pipelines.extract_text import ExtractTextPipeline
from newsarchive.pipelines.normalize_encoding import NormalizeEncodingPipeline
from newsarchive.stages import decode
from newsarchive.text.js_shell import is_js_shell

# Reasons a shell is refused for: its slogan is too short, its menu an index, its notice an error page.
EMPTY = frozenset({"too_short", "empty_body", "index_page", "error_page"})

Read = Callable[[FetchedPage], Awaitable[CleanArticle]]
PageOf = Callable[[Response, FetchedPage], FetchedPage | None]


class PageNotRendered(DropItem):
    """The crawl is being stopped; the address stays unfinished and is asked again next time."""


class RenderEmptyPipeline:
    """CleanArticle in and out.

    `page_of` makes a page of the browser's answer, None where it is none; `read` takes it through the steps
    before this one.
    """

    def __init__(
        self, stats: StatsCollector, rendering: RenderingExtension | None, page_of: PageOf, read: Read
    ) -> None:
        self._stats, self._rendering, self._page_of, self._read = stats, rendering, page_of, read

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(
            crawler.stats,
            crawler.get_extension(RenderingExtension),
            crawl_context(crawler).rendered_page,
            lambda page: _read_again(crawler, page),
        )

    async def process_item(self, item: CleanArticle) -> CleanArticle:
        rendering = self._rendering
        if rendering is None or not rendering.tries or not _is_shell(item):
            return item

        async def look(response: Response) -> CleanArticle | None:
            page = self._page_of(response, item.page)
            article = await self._read(page) if page is not None else None
            return article if article is not None and article.verdict == "article" else None

        self._stats.inc_value(f"{COUNTED}shell")
        try:
            return await rendering.attempt(item.page.final_url or item.page.url, look) or item
        except CrawlStoppingError as error:
            raise PageNotRendered(f"not rendered: {item.page.url}", log_level="INFO") from error


def _is_shell(item: CleanArticle) -> bool:
    refused = item.verdict == "not_article" and item.reason in EMPTY
    return refused and not item.page.rendered and is_js_shell(decode(item.page).text)


async def _read_again(crawler: Crawler, page: FetchedPage) -> CleanArticle:
    decoding = crawler.get_item_pipeline(NormalizeEncodingPipeline)
    extracting = crawler.get_item_pipeline(ExtractTextPipeline)
    cleaning = crawler.get_item_pipeline(DropSpamPipeline)
    if decoding is None or extracting is None or cleaning is None:
        raise RuntimeError("newsarchive.addon is not among ADDONS: no pipelines to read a page with")
    return cleaning.process_item(await extracting.process_item(decoding.process_item(page)))
