"""The crawl's way to the readers of lists and robots.txt, which work in a process of their own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.discovery.documents import ListingReading
from newsarchive.errors import DocumentTooCostlyError
from newsarchive.extensions.rendering import is_stopping
from newsarchive.politeness.robots_rules import CLOSED, Rules
from newsarchive.workers.document_readers import DocumentReaders

logger = logging.getLogger(__name__)

TOO_COSTLY = "too_costly"
# The bytes of a document, its address, and its Content-Type.
Reader = Callable[[bytes, str, str | None], ListingReading]


class ReadingExtension:
    """Reads one document at a time, and says what became of those that cost too much."""

    def __init__(self, readers: DocumentReaders) -> None:
        self.readers = readers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(DocumentReaders(is_stopping=lambda: is_stopping(crawler)))
        crawler.signals.connect(extension.readers.close, signal=signals.spider_closed)
        return extension

    async def reading(self, read: Reader, body: bytes, url: str, content_type: str | None) -> ListingReading:
        """Return what the document names; with the problem `too_costly` where that cannot be found out.

        CrawlStoppingError when the crawl is being stopped.
        """
        try:
            return await self.readers.read(read, body, url, content_type)
        except DocumentTooCostlyError as error:
            logger.warning(
                "%s is not read: %s. Look at it by hand; if it is no list of articles, take it out of the"
                " source's declaration.",
                url,
                error,
            )
            return ListingReading(problems=(TOO_COSTLY,))

    async def rules(self, text: str, agent: str, host: str) -> Rules:
        """Return the rules of a robots.txt; those that cannot be read allow nothing."""
        try:
            rules = await self.readers.read(Rules, text, agent)
        except DocumentTooCostlyError as error:
            logger.warning("Nothing of %s is asked for: its robots.txt is not read, since %s.", host, error)
            return Rules(CLOSED, agent)
        if rules.shortened:
            logger.warning(
                "The robots.txt of %s has %d rules that are too many or too long; what they may forbid is not"
                " asked for.",
                host,
                rules.shortened,
            )
        return rules
