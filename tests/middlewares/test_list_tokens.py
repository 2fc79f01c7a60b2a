"""A request for a list gets its token and cookies of the page that has them, and keeps neither."""

from __future__ import annotations

import asyncio
from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

from scrapy.http import HtmlResponse, Request

from newsarchive.listings.listing_kind import ListingRequest
from newsarchive.middlewares.list_tokens import TOKENS_KEY, ListTokenMiddleware, meta_of_tokens

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


def sent(asked: ListingRequest, page: str, at: str = PAGE) -> tuple[Request | None, Counter[str], list[str]]:
    """Return the request as it is sent, what was counted, and which pages were asked for before."""
    counted: Counter[str] = Counter()
    pages: list[str] = []

    async def download(request: Request) -> HtmlResponse:
        pages.append(request.url)
        return HtmlResponse(at, body=page.encode(), headers={"Set-Cookie": COOKIES})

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
