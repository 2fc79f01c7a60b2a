"""Second step: the main text, found in worker processes, since it is what costs processor time (FACTS 1)."""

from __future__ import annotations

import asyncio
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.items import DecodedPage, ExtractedArticle
from newsarchive.stages import extract
from newsarchive.workers import ExtractionPool, InlinePool, worker_count

Pool = ExtractionPool[DecodedPage, ExtractedArticle] | InlinePool[DecodedPage, ExtractedArticle]


class ExtractTextPipeline:
    """DecodedPage in, ExtractedArticle out; counts verdicts and repairs."""

    def __init__(self, stats: StatsCollector, workers: int) -> None:
        self._stats, self._workers = stats, workers
        self._pool: Pool | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, worker_count())

    def open_spider(self) -> None:
        self._pool = ExtractionPool(extract, workers=self._workers) if self._workers else InlinePool(extract)

    async def close_spider(self) -> None:
        if self._pool is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._pool.close)

    async def process_item(self, item: DecodedPage) -> ExtractedArticle:
        if self._pool is None:
            raise RuntimeError("open_spider has not run")
        article = await asyncio.wrap_future(self._pool.submit(item))
        self._stats.inc_value(f"newsarchive/extract/{article.verdict}")
        for repair in article.repairs:
            self._stats.inc_value(f"newsarchive/repair/{repair.kind}", repair.count)
        return article
