"""Second step: the main text, found in worker processes, since it is what costs processor time (FACTS 1)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.extensions.watching import MISSED, READ
from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.items import DecodedPage, ExtractedArticle, FetchedPage
from newsarchive.stages import extract
from newsarchive.workers import ExtractionPool, InlinePool, worker_count

Pool = ExtractionPool[DecodedPage, ExtractedArticle] | InlinePool[DecodedPage, ExtractedArticle]


class ExtractTextPipeline:
    """DecodedPage in, ExtractedArticle out; counts verdicts, repairs and selectors that found nothing.

    `hints` says what is known of a page beforehand; the spider's method of that name is taken.
    """

    def __init__(
        self,
        stats: StatsCollector,
        workers: int,
        hints: Callable[[FetchedPage], PageHints] = lambda _: NO_HINTS,
    ) -> None:
        self._stats, self._workers, self._hints = stats, workers, hints
        self._pool: Pool | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        return cls(crawler.stats, worker_count(), spider.hints)

    def open_spider(self) -> None:
        self._pool = ExtractionPool(extract, workers=self._workers) if self._workers else InlinePool(extract)

    async def close_spider(self) -> None:
        if self._pool is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._pool.close)

    async def process_item(self, item: DecodedPage) -> ExtractedArticle:
        if self._pool is None:
            raise RuntimeError("open_spider has not run")
        article = await asyncio.wrap_future(self._pool.submit(replace(item, hints=self._hints(item.page))))
        self._stats.inc_value(READ + article.verdict)
        for repair in article.repairs:
            self._stats.inc_value(f"newsarchive/repair/{repair.kind}", repair.count)
        for field in article.missed_selectors:
            self._stats.inc_value(MISSED + field)
        return article
