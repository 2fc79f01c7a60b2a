"""Second step: the main text, found in worker processes, since it is what costs processor time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.statscollectors import StatsCollector

from newsarchive.errors import WorkersUnavailableError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.extensions.crawl_watch import MISSED, READ
from newsarchive.hints import NO_HINTS, NOTHING_SHARED, PageHints
from newsarchive.items import DecodedPage, ExtractedArticle, FetchedPage
from newsarchive.stages import extract
from newsarchive.workers import ExtractionPool, InlinePool, submitted, worker_count
from newsarchive.workers.refusal import KILLED

UNAVAILABLE = "workers_unavailable"
NOT_READ = "newsarchive/extract/not_read"
Pool = ExtractionPool[DecodedPage, ExtractedArticle] | InlinePool[DecodedPage, ExtractedArticle]


class PageNotRead(DropItem):
    """No worker is left to read the page; the address stays unfinished and is asked again next time."""


async def _nobody(_reason: str) -> None:
    """There is no crawl to end."""


class ExtractTextPipeline:
    """DecodedPage in, ExtractedArticle out; counts verdicts, repairs and selectors that found nothing.

    `hints` says what is known of a page beforehand. `give_up` ends the crawl where there are no workers;
    `error` then says why.
    """

    def __init__(
        self,
        stats: StatsCollector,
        workers: int,
        hints: Callable[[FetchedPage], PageHints] = lambda _: NO_HINTS,
        give_up: Callable[[str], Awaitable[None]] = _nobody,
    ) -> None:
        self._stats, self._workers, self._hints, self._give_up = stats, workers, hints, give_up
        self._pool: Pool | None = None
        self._closing: asyncio.Task[None] | None = None
        self.error: WorkersUnavailableError | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        async def give_up(reason: str) -> None:
            await crawler.engine.close_spider_async(reason=reason)

        context, archive = crawl_context(crawler), crawler.get_extension(ArchiveExtension)

        def hints(page: FetchedPage) -> PageHints:
            return context.hints(page, archive.shared_parts(page) if archive else NOTHING_SHARED)

        return cls(crawler.stats, worker_count(), hints, give_up)

    def open_spider(self) -> None:
        if not self._workers:
            self._pool = InlinePool(extract)
            return
        try:
            self._pool = ExtractionPool(extract, workers=self._workers)
        except WorkersUnavailableError as error:
            self.error = error
            raise CloseSpider(UNAVAILABLE) from error

    async def close_spider(self) -> None:
        if self._pool is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._pool.close)

    async def process_item(self, item: DecodedPage) -> ExtractedArticle:
        if self._pool is None:
            raise RuntimeError("open_spider has not run")
        try:
            article = await (await submitted(self._pool, replace(item, hints=self._hints(item.page))))
        except WorkersUnavailableError as error:
            self._end_crawl(error)
            raise self._not_read(item) from error
        if article.reason == KILLED:
            raise self._not_read(item)
        self._stats.inc_value(READ + article.verdict)
        for repair in article.repairs:
            self._stats.inc_value(f"newsarchive/repair/{repair.kind}", repair.count)
        for field in article.missed_selectors:
            self._stats.inc_value(MISSED + field)
        return article

    def _not_read(self, item: DecodedPage) -> PageNotRead:
        self._stats.inc_value(NOT_READ)
        return PageNotRead(f"not read: {item.page.url}", log_level="INFO")

    def _end_crawl(self, error: WorkersUnavailableError) -> None:
        if self.error is None:
            self.error = error
            self._closing = asyncio.get_running_loop().create_task(self._close_crawl())

    async def _close_crawl(self) -> None:
        await self._give_up(UNAVAILABLE)
