"""Fills the tokens of a request for a list: read out of the page that has them, just before it is sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.cookies import CookieJar
from scrapy.http.request import NO_CALLBACK

from newsarchive.discovery.scripts.page_tokens import read_tokens, tokens_in, with_tokens
from newsarchive.discovery.urls.canonical_urls import same_site
from newsarchive.listings.listing_kind import ListingRequest
from newsarchive.middlewares.postponement import PostponedError, RobotsForbiddenError
from newsarchive.middlewares.robots import NO_REFERER

TOKENS_KEY = "newsarchive_tokens"  # in the meta of requests: the page and the places of their tokens
HEADERS_KEY = "newsarchive_token_headers"  # the URL they were filled for, and the headers that hold a token
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
    Where the list redirects to another host or to plain HTTP, headers with a token stay behind, as Scrapy
    does with cookies and logins.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Return the request with its tokens, None for one that needs none."""
        if HEADERS_KEY in request.meta:
            self._leave_behind(request)
        if TOKENS_KEY not in request.meta:
            return None
        page, places = request.meta[TOKENS_KEY]
        meta = {name: value for name, value in request.meta.items() if name != TOKENS_KEY}
        answer = await self._page(page, request)
        told = read_tokens(answer.body, answer.url, None, places)
        if missing := sorted(places.keys() - told.keys()):
            self._count("missing")
            named = ", ".join(missing)
            logger.warning("%s (%d) names no token %s for %s", page, answer.status, named, request.url)
        self._count("read")
        headers = _filled_headers(request, told)
        if held := [name for name, values in request.headers.items() if any(map(_has_hole, values))]:
            meta[HEADERS_KEY] = (request.url, held)
        cookies = _cookies_for(request.url, answer) if same_site(answer.url, request.url) else ""
        if cookies:
            headers["Cookie"] = cookies
        body = with_tokens(request.body.decode("utf-8", "replace"), told)
        return request.replace(body=body.encode(), headers=headers, meta=meta)

    def _leave_behind(self, request: Request) -> None:
        """Take the headers with tokens off a request that a redirect sends to another host."""
        filled_for, names = request.meta[HEADERS_KEY]
        before, now = urlsplit(filled_for), urlsplit(request.url)
        is_as_safe = now.scheme in {before.scheme, "https"} and now.hostname == before.hostname
        held = [name for name in names if name in request.headers]
        if is_as_safe or not held:
            return
        for name in held:
            del request.headers[name]
        self._count("left_behind")

    async def _page(self, url: str, request: Request) -> Response:
        """Return the answer of the page of tokens; what is raised says that it is not the list's."""
        asking = Request(url, callback=NO_CALLBACK, dont_filter=True, meta=dict(NO_REFERER))
        try:
            return await self._crawler.engine.download_async(asking)
        except PostponedError as error:  # its response is that of the page, not of the list
            raise PostponedError(error.reason, f"{url}: {error.detail}", until=error.until) from error
        except RobotsForbiddenError as error:
            raise RobotsForbiddenError(f"robots.txt forbids {url}, which has the tokens") from error
        except Exception as error:
            self._count("failed")
            logger.warning("%s has the tokens for %s, and failed: %s", url, request.url, error)
            request.meta["dont_retry"] = True  # the page was retried: each retry of the list would do so anew
            raise

    def _count(self, what: str) -> None:
        self._crawler.stats.inc_value(f"newsarchive/token/{what}")


def _has_hole(value: bytes) -> bool:
    return bool(tokens_in(value.decode("latin-1")))


def _filled_headers(request: Request, tokens: Mapping[str, str]) -> dict[str, Any]:
    return {
        name.decode("latin-1"): [with_tokens(value.decode("latin-1"), tokens) for value in values]
        for name, values in request.headers.items()
    }


def _cookies_for(url: str, answer: Response) -> str:
    """Return the cookies that a page sets and that are for a URL, as a request has them.

    As browsers do: by host, path and time; one that is sent only encrypted stays out of plain HTTP.
    """
    policy = DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrictNonDomain)
    jar, probe = CookieJar(policy), Request(url)
    jar.extract_cookies(answer, Request(answer.url))
    jar.add_cookie_header(probe)
    pairs = (probe.headers.get("Cookie") or b"").decode("latin-1").split("; ")
    return "; ".join(pairs[:_MOST_COOKIES])
