"""Where redirects and scripts lead the browser, robots.txt holds too; Scrapy asks for the first one."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsarchive.items import RENDERED
from newsarchive.middlewares.robots import RobotsMiddleware


class RenderedRobotsMiddleware:
    """Drops a rendered page whose final address robots.txt forbids, as plain redirects are."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        if RENDERED in response.flags and response.url != request.url:
            robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
            if robots is not None:
                await robots.process_request(request.replace(url=response.url))
        return response
