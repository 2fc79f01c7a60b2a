"""Fills the tokens of a request for a list: read out of the page that has them, just before it is sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from newsarchive.discovery.page_tokens import read_tokens, with_tokens
from newsarchive.discovery.urls import same_site
from newsarchive.listings.listing_kind import ListingRequest
from newsarchive.middlewares.robots import NO_REFERER

TOKENS_KEY = "newsarchive_tokens"  # in the meta of requests: the page and the places of their tokens
_MOST_COOKIES = 20

logger = logging.getLogger(__name__)


def meta_of_tokens(asked: ListingRequest) -> dict[str, Any]:
    """Return what the meta of a request has so that its tokens are filled; nothing for one without any."""
    if asked.token_page is None:
        return {}
    return {TOKENS_KEY: (asked.token_page, dict(asked.tokens))}


class ListTokenMiddleware:
    """Asks for the page as any other, and sends its cookies with the request; both are forgotten then.

    Where a token is not found the request is sent without it, so that the site's answer says what is wrong.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Return the request with its tokens, None for one that needs none."""
        if TOKENS_KEY not in request.meta:
            return None
        page, places = request.meta[TOKENS_KEY]
        meta = {name: value for name, value in request.meta.items() if name != TOKENS_KEY}
        answer = await self._crawler.engine.download_async(
            Request(page, callback=NO_CALLBACK, dont_filter=True, meta=dict(NO_REFERER))
        )
        told = read_tokens(answer.body, answer.url, None, places)
        if missing := sorted(places.keys() - told.keys()):
            self._count("missing")
            logger.warning("%s names no token %s for %s", page, ", ".join(missing), request.url)
        self._count("read")
        headers = _filled_headers(request, told)
        cookies = _cookies_of(answer) if same_site(answer.url, request.url) else ""
        if cookies:
            headers["Cookie"] = cookies
        body = with_tokens(request.body.decode("utf-8", "replace"), told)
        return request.replace(body=body.encode(), headers=headers, meta=meta)

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"newsarchive/token/{what}")


def _filled_headers(request: Request, tokens: Mapping[str, str]) -> dict[str, Any]:
    return {
        name.decode("latin-1"): [with_tokens(value.decode("latin-1"), tokens) for value in values]
        for name, values in request.headers.items()
    }


def _cookies_of(answer: Response) -> str:
    """Return the cookies that a page sets, as a request has them."""
    pairs = [
        value.decode("latin-1").partition(";")[0].strip() for value in answer.headers.getlist("Set-Cookie")
    ]
    return "; ".join(pair for pair in pairs[:_MOST_COOKIES] if "=" in pair)
