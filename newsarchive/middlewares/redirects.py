"""Redirects, of a crawl that sends no Referer but the one a source declares."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Request, Response


class PlainRedirectMiddleware(RedirectMiddleware):
    """Scrapy's own, without the RefererMiddleware it asks for, which looks through what each answer gives.

    A list, or an address that sends on, is not where a reader comes from, and other crawlers name none.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler.settings)
        made.crawler = crawler
        return made

    def handle_referer(self, request: Request, response: Response) -> None:
        """Leave the headers as they are."""
