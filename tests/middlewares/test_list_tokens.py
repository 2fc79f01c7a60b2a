"""A request for a list gets its token and cookies of the page that has them, and keeps neither."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.exceptions import DownloadFailedError
from scrapy.http import HtmlResponse, Request

from newsarchive.lifecycle import Postponement
from newsarchive.listings.listing_kind import ListingRequest
from newsarchive.middlewares.list_tokens import TOKENS_KEY, ListTokenMiddleware, meta_of_tokens
from newsarchive.middlewares.postponement import PostponedError, RobotsForbiddenError

PAGE = "https://h.example/"
COOKIES = ["s=1; Path=/; HttpOnly", "csrf=z9; SameSite=Lax"]
LIST = ListingRequest(
    url="https://h.example/list",
    method="POST",
    body=b"_token={token:t}&page=2",
    headers={"X-CSRF-Token": "{token:t}"},
    tokens={"t": "meta csrf-token"},
    token_page=PAGE,
)


def sent(
    asked: ListingRequest, page: str, at: str = PAGE, cookies: Sequence[str] = COOKIES
) -> tuple[Request | None, Counter[str], list[str]]:
    """Return the request as it is sent, what was counted, and which pages were asked for before."""
    counted: Counter[str] = Counter()
    pages: list[str] = []

    async def download(request: Request) -> HtmlResponse:
        pages.append(request.url)
        return HtmlResponse(at, body=page.encode(), headers={"Set-Cookie": list(cookies)})

    crawler = SimpleNamespace(
        engine=SimpleNamespace(download_async=download),
        stats=SimpleNamespace(inc_value=lambda name: counted.update([name])),
    )
    request = Request(
        asked.url,
        method=asked.method,
        body=asked.body,
        headers=dict(asked.headers),
        meta=meta_of_tokens(asked),
    )
    middleware = ListTokenMiddleware(cast("Any", crawler))
    return asyncio.run(middleware.process_request(request)), counted, pages


def test_a_request_gets_the_token_of_its_page() -> None:
    request, counted, pages = sent(LIST, "<meta name='csrf-token' content='a+b/4711=='>")
    assert request is not None
    assert request.body == b"_token=a%2Bb%2F4711%3D%3D&page=2"
    assert request.headers["X-CSRF-Token"] == b"a+b/4711=="
    assert request.headers["Cookie"] == b"s=1; csrf=z9"
    assert TOKENS_KEY not in request.meta
    assert pages == [PAGE]
    assert counted == {"newsarchive/token/read": 1}


@pytest.mark.parametrize(
    ("to", "goes_along"),
    [("https://h.example/list/", True), ("https://other.example/list", False), ("http://h.example/l", False)],
)
def test_a_token_in_a_header_stays_behind_where_the_list_redirects(to: str, goes_along: bool) -> None:
    request, counted, _ = sent(LIST, "<meta name='csrf-token' content='a+b/4711=='>")
    assert request is not None
    redirected = request.replace(url=to)  # as Scrapy's middleware makes it: with the same headers and meta
    crawler = SimpleNamespace(stats=SimpleNamespace(inc_value=lambda name: counted.update([name])))
    middleware = ListTokenMiddleware(cast("Any", crawler))
    assert asyncio.run(middleware.process_request(redirected)) is None
    assert ("X-CSRF-Token" in redirected.headers) is goes_along
    assert counted["newsarchive/token/left_behind"] == (not goes_along)


def test_a_request_without_tokens_is_let_through() -> None:
    request, counted, pages = sent(ListingRequest(url="https://h.example/list"), "")
    assert (request, counted, pages) == (None, {}, [])


def test_a_token_that_is_gone_is_told_and_the_site_answers() -> None:
    request, counted, _ = sent(LIST, "<p>no token here</p>")
    assert request is not None
    assert request.body == b"_token=&page=2"
    assert counted["newsarchive/token/missing"] == 1


def test_cookies_of_another_site_stay_there() -> None:
    request, _, _ = sent(LIST, "<meta name='csrf-token' content='abc4711'>", at="https://other.example/")
    assert request is not None
    assert "Cookie" not in request.headers


@pytest.mark.parametrize(
    ("url", "cookies", "expected"),
    [
        ("https://api.h.example/list", ["own=1", "all=2; Domain=h.example"], b"all=2"),
        ("http://h.example/list", ["plain=1", "safe=2; Secure"], b"plain=1"),
        ("https://h.example/list", ["old=1; Max-Age=0", "off=2; Path=/admin", "on=3", "on=4"], b"on=4"),
        ("https://h.example/list", ["gone=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], None),
        ("https://h.example/list", ["theirs=1; Domain=other.example"], None),
    ],
)
def test_a_cookie_goes_where_a_browser_sends_it(url: str, cookies: list[str], expected: bytes | None) -> None:
    asked = replace(LIST, url=url)
    request, _, _ = sent(asked, "<meta name='csrf-token' content='abc4711'>", cookies=cookies)
    assert request is not None
    assert request.headers.get("Cookie") == expected


def refused(error: Exception) -> tuple[Exception, Request, Counter[str]]:
    """Return what is raised where the page of tokens fails so, the request, and what was counted."""
    counted: Counter[str] = Counter()

    async def download(_: Request) -> HtmlResponse:
        raise error

    crawler = SimpleNamespace(
        engine=SimpleNamespace(download_async=download),
        stats=SimpleNamespace(inc_value=lambda name: counted.update([name])),
    )
    request = Request(LIST.url, meta=meta_of_tokens(LIST))
    with pytest.raises(type(error)) as raised:
        asyncio.run(ListTokenMiddleware(cast("Any", crawler)).process_request(request))
    return raised.value, request, counted


def test_the_answer_of_the_page_is_not_told_as_that_of_the_list() -> None:
    busy = HtmlResponse(PAGE, status=503, headers={"Retry-After": "7200"})
    told, _, _ = refused(PostponedError(Postponement.HOST_BLOCKED, "blocked", busy))
    assert isinstance(told, PostponedError)
    assert (told.reason, told.detail, told.response) == (Postponement.HOST_BLOCKED, f"{PAGE}: blocked", None)


def test_a_page_that_robots_txt_forbids_is_named() -> None:
    told, _, _ = refused(RobotsForbiddenError("Forbidden by robots.txt"))
    assert str(told) == f"robots.txt forbids {PAGE}, which has the tokens"


def test_a_page_that_fails_is_not_tried_again_for_each_try_of_the_list() -> None:
    _, request, counted = refused(DownloadFailedError("no route"))
    assert request.meta["dont_retry"] is True
    assert counted == {"newsarchive/token/failed": 1}
