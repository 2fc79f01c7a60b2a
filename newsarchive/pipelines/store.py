"""Last step: stores the page, article or refused, in the archive, and counts the outcome."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from newsarchive.errors import ArchiveError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.items import CleanArticle


class PageNotStored(DropItem):
    """The archive became unavailable and the crawl ends.

    The URL stays unfinished, and the next crawl fetches it.
    """


class StorePipeline:
    """Takes and returns a CleanArticle; waits until it is committed."""

    def __init__(self, stats: StatsCollector, archive: ArchiveExtension | None = None) -> None:
        self._stats, self._archive = stats, archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pipeline = cls(crawler.stats)
        pipeline._crawler = crawler
        return pipeline

    async def open_spider(self) -> None:
        if self._archive is None:
            self._archive = self._crawler.get_extension(ArchiveExtension)
        if self._archive is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: no archive to store in")
        await self._archive.open()

    async def process_item(self, item: CleanArticle) -> CleanArticle:
        if self._archive is None:
            raise RuntimeError("open_spider has not run")
        try:
            saved = await self._archive.save(item)
        except ArchiveError as error:
            self._stats.inc_value("newsarchive/store/not_stored")
            raise PageNotStored(f"not stored: {item.page.url}", log_level="INFO") from error
        self._stats.inc_value(f"newsarchive/store/{saved.outcome}")
        for fact in saved.restated:
            self._stats.inc_value(f"newsarchive/restated/{fact}")
        return item

    _crawler: Crawler
