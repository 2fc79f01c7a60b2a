"""Gives a crawl access to the parsers of listings and robots.txt, within their limits of time and memory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.compat.scrapy_private import is_stopping
from newsarchive.discovery.documents import ListingReading
from newsarchive.errors import DocumentTooCostlyError
from newsarchive.lifecycle import FetchFailure
from newsarchive.politeness.robots_rules import DISALLOW_ALL, Rules
from newsarchive.workers.document_readers import DocumentReaders

logger = logging.getLogger(__name__)

_TOO_COSTLY = FetchFailure.TOO_COSTLY
# Takes the bytes of a document, its URL, and its Content-Type.
Reader = Callable[[bytes, str, str | None], ListingReading]


class ReadingExtension:
    """Reads one document at a time, and warns of those that exceed a limit."""

    def __init__(self, readers: DocumentReaders) -> None:
        self.readers = readers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(DocumentReaders(is_stopping=lambda: is_stopping(crawler)))
        crawler.signals.connect(extension.readers.close, signal=signals.spider_closed)
        return extension

    async def reading(self, read: Reader, body: bytes, url: str, content_type: str | None) -> ListingReading:
        """Return the entries of a listing; if it exceeds a limit, none and the problem `too_costly`.

        Raises CrawlStoppingError while the crawl is being stopped.
        """
        try:
            return await self.readers.read(read, body, url, content_type)
        except DocumentTooCostlyError as error:
            logger.warning(
                "%s was not read: %s. Look at it in a browser; if it lists no articles, remove it from the"
                " source's declaration. If it is a section with an `article` pattern, simplify the pattern.",
                url,
                error,
            )
            return ListingReading(problems=(_TOO_COSTLY,))

    async def rules(self, text: str, agent: str, host: str) -> Rules:
        """Return the rules of a robots.txt; one that exceeds a limit allows nothing."""
        try:
            rules = await self.readers.read(Rules, text, agent)
        except DocumentTooCostlyError as error:
            logger.warning("Nothing is fetched from %s: its robots.txt could not be read (%s).", host, error)
            return Rules(DISALLOW_ALL, agent)
        if rules.shortened:
            logger.warning(
                "The robots.txt of %s has %d rules that are too many or too long; whatever they may forbid is"
                " not fetched.",
                host,
                rules.shortened,
            )
        return rules
