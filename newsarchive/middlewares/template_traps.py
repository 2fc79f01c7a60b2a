"""Stops fetching URLs of a pattern that gives the same text under ever new URLs (a crawler trap)."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector

from newsarchive.discovery.crawler_traps import CopyTrap
from newsarchive.extensions.crawl_context import crawl_context


class TrapError(IgnoreRequest):
    """The URL's pattern was found to be a trap in this crawl; the next crawl tries it again."""


class TrapMiddleware:
    """Refuses what waits in the scheduler already; the spider notes what it met in `copies`."""

    def __init__(self, stats: StatsCollector, copies: CopyTrap) -> None:
        self._stats, self._copies = stats, copies

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, crawl_context(crawler).copies)

    def process_request(self, request: Request) -> None:
        """Raise TrapError for an article's URL in a trap; listings are never refused."""
        known = request.cb_kwargs.get("known")
        if known is not None and known.kind == "article" and self._copies.is_closed(request.url):
            self._stats.inc_value("newsarchive/request/trap")
            raise TrapError(f"one text under many URLs like {request.url}")
