"""First step: reads a page in a worker process, all stages in one call, and counts the outcome of each.

Some pages arrive as a reading, because they had to be read to decide whether they need a browser
(spiders.browser_use).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from newsarchive.discovery.documents import page_root, read_text, without_prolog
from newsarchive.discovery.sections.pagination import moved_to
from newsarchive.errors import PageNotReadError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_watch import MISSED_SELECTOR_COUNTER
from newsarchive.extensions.page_reader import PageReaderExtension
from newsarchive.items import CleanArticle, FetchedPage, Reading
from newsarchive.lifecycle import NotArticle

# Followed by how a page fitted the known boxes of its host (items.BoxFit).
HOST_BOXES_COUNTER = "newsarchive/host_boxes/"
NOT_READ_COUNTER = "newsarchive/extract/not_read"
_DATED_LATER_COUNTER = "newsarchive/testimony/dated_later"

# Why a page that does nothing but send its readers on is refused; and the most bytes of one, ours: it holds
# the address, a sentence, and what a site's software puts into every head.
_OF_REDIRECTS = frozenset({NotArticle.TOO_SHORT, NotArticle.EMPTY_BODY, NotArticle.NO_MARKUP})
_LARGEST_REDIRECT = 50_000
# What is in the bytes of all such pages, so that no other page is parsed once more.
_SENDS_ON = re.compile(rb"refresh|location", re.IGNORECASE)


class PageNotRead(DropItem):
    """No worker is left to read the page; the URL stays unfinished, and the next crawl fetches it."""


class ReadPipeline:
    """Takes a FetchedPage or its Reading, and returns a CleanArticle.

    Counts the outcome of each stage, the repairs, and the removed blocks.
    """

    def __init__(
        self, stats: StatsCollector, reader: PageReaderExtension, archive: ArchiveExtension | None = None
    ) -> None:
        self._stats, self._reader, self._archive = stats, reader, archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        reader = crawler.get_extension(PageReaderExtension)
        if reader is None:
            raise RuntimeError("newsarchive.addon is not among ADDONS: nobody to read pages")
        return cls(crawler.stats, reader, crawler.get_extension(ArchiveExtension))

    def open_spider(self) -> None:
        self._reader.open()

    async def close_spider(self) -> None:
        if self._archive is not None and self._archive.crawl and self._archive.error is None:
            # While there are workers: pages that were read before their list was.
            dated = await self._archive.read_dated_later(self._read_again)
            self._stats.inc_value(_DATED_LATER_COUNTER, dated)
        await self._reader.close()

    async def _read_again(self, page: FetchedPage) -> Reading | None:
        try:
            return await self._reader.read(page)
        except PageNotReadError:  # the others are read all the same
            self._stats.inc_value(NOT_READ_COUNTER)
            return None

    async def process_item(self, item: FetchedPage | Reading) -> CleanArticle:
        try:
            reading = item if isinstance(item, Reading) else await self._reader.read(item)
        except PageNotReadError as error:
            self._stats.inc_value(NOT_READ_COUNTER)
            raise PageNotRead(str(error), log_level="INFO") from error
        self._count(reading)
        return _with_redirect(reading.article)

    def _count(self, reading: Reading) -> None:
        article = reading.article
        for stage, outcome in reading.outcomes:
            self._stats.inc_value(f"newsarchive/{stage}/{outcome}")
        for repair in article.facts.repairs:
            self._stats.inc_value(f"newsarchive/repair/{repair.kind}", repair.count)
        for field in article.facts.missed_selectors:
            self._stats.inc_value(MISSED_SELECTOR_COUNTER + field)
        if article.boxes.fit is not None:
            self._stats.inc_value(HOST_BOXES_COUNTER + article.boxes.fit)
        for block in article.removed:
            self._stats.inc_value(f"newsarchive/removed/{block.kind}")


def _with_redirect(article: CleanArticle) -> CleanArticle:
    """Return a refused article that says so where the page's markup sends its readers on.

    That is not followed (METAREFRESH_ENABLED), and "too short" alone sends nobody there.
    """
    page = article.page
    if article.reason not in _OF_REDIRECTS or article.facts.error or len(page.body) > _LARGEST_REDIRECT:
        return article
    if _SENDS_ON.search(page.body) is None:
        return article
    url = page.final_url or page.url
    root = page_root(without_prolog(read_text(page.body, page.content_type, url)))
    leads_to = moved_to(root, url) if root is not None else None
    if leads_to is None:
        return article
    told = f"its markup sends readers on to {leads_to}, which is not followed"
    return replace(article, facts=replace(article.facts, error=told))
