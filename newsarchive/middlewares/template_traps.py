"""Stops fetching URLs of a template that returns the same text under ever new URLs (a crawler trap)."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector

from newsarchive.discovery.urls.crawler_traps import CopyTrap
from newsarchive.extensions.crawl_context import crawl_context


class TrapError(IgnoreRequest):
    """The URL's template turned out to be a trap in this crawl; the next crawl tries it again."""


class TrapMiddleware:
    """Refuses requests that already wait in the scheduler; the spider records responses in `copies`."""

    def __init__(self, stats: StatsCollector, copies: CopyTrap) -> None:
        self._stats, self._copies = stats, copies

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, crawl_context(crawler).copies)

    def process_request(self, request: Request) -> None:
        """Raise TrapError if the URL of an article is in a trap; listings are never refused."""
        known = request.cb_kwargs.get("known")
        if known is not None and known.kind == "article" and self._copies.is_closed(request.url):
            self._stats.inc_value("newsarchive/request/trap")
            raise TrapError(f"one text under many URLs like {request.url}")
