"""Redirects for a crawl that sends no Referer except one that the source declares."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Request, Response


class PlainRedirectMiddleware(RedirectMiddleware):
    """Scrapy's own without RefererMiddleware, which iterates over the results of every response.

    A Referer that names a listing or a redirecting URL would be wrong; other crawlers send none.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler.settings)
        made.crawler = crawler
        return made

    def handle_referer(self, request: Request, response: Response) -> None:
        """Leave the headers as they are."""
