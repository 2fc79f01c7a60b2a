"""One rendered page: when it counts as finished, and the response made of its last document."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from playwright.async_api import Error, Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy.http import Headers, HtmlResponse, Request
from scrapy.http import Response as ScrapyResponse

from newsarchive.compat.playwright_private import is_navigating
from newsarchive.compat.scrapy_private import response_class
from newsarchive.errors import RenderingError, RenderingLimitError
from newsarchive.items import RENDERED_HEADER

# What answered a rendered page: the last document of its main frame, and the response made of it.

_LENGTH = "document.documentElement ? document.documentElement.outerHTML.length : 0"
_HTML = ("text/html", "application/xhtml+xml")
# About the transfer; and validators of the shell, which stays the same when the article changes.
_LEFT_OUT = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "content-type", "etag", "last-modified"}
)


class LastDocument:
    """Listens to a page: scripts and refreshes may lead it from one document to another."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.response: Response | None = None
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self._page.main_frame:
            self.response = response


async def response_of(
    page: Page, document: Response, request: Request, version: str, most: int
) -> ScrapyResponse:
    """Return the page as the browser has it now, in UTF-8; a document that is no HTML as it was sent.

    RenderingLimitError when it has more than `most` characters.
    """
    rows = [(row["name"], row["value"]) for row in await document.headers_array()]
    content_type = next((value for name, value in rows if name.lower() == "content-type"), "text/html")
    if not content_type.lower().startswith(_HTML):
        return await _unrendered(document, request, rows)
    headers = Headers()
    for name, value in rows:
        if name.lower() not in _LEFT_OUT:
            headers.appendlist(name, value)
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers[RENDERED_HEADER] = f"chromium/{version}"
    body = (await _content(page, most)).encode("utf-8", "replace")
    if not page.url.startswith(("http://", "https://")):
        raise RenderingError(f"the page navigated to {page.url[:100]}")
    return HtmlResponse(
        page.url, status=document.status, headers=headers, body=body, request=request, flags=[RENDERED_HEADER]
    )


async def _unrendered(document: Response, request: Request, rows: list[tuple[str, str]]) -> ScrapyResponse:
    headers = Headers()
    for name, value in rows:
        if name.lower() not in {"content-encoding", "content-length", "transfer-encoding"}:
            headers.appendlist(name, value)
    body = await document.body()
    kind = response_class(headers=headers, url=document.url, body=body)
    return kind(document.url, status=document.status, headers=headers, body=body, request=request)


async def _content(page: Page, most: int) -> str:
    try:
        if int(await page.evaluate(_LENGTH)) > most:  # asked first: the page itself would be copied to us
            raise RenderingLimitError(f"the page became longer than {most:,} characters")
        return await page.content()
    except Error as error:
        if not is_navigating(error):
            raise
        await page.wait_for_load_state("domcontentloaded")
        return await page.content()


# When a page that scripts build is done: loaded, quiet, and its text no longer grows; or time is up.

_TEXT_LENGTH = "document.body ? document.body.textContent.length : 0"
_LOOK = 0.2  # seconds between two looks at the text
_STILL = 3  # looks that see the same
_RESERVE = 0.4  # share of the time kept for pages that never fall quiet, to see their text stand still


async def wait_until_still(page: Page, seconds: float) -> bool:
    """Return when the page stands still, at the latest after `seconds`; say whether it did.

    Never raises for want of time: what is there by then is the page. A navigation that scripts begin is
    followed.
    """
    end = time.monotonic() + seconds
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("domcontentloaded", timeout=_left(end))
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=max(1.0, _left(end) * (1 - _RESERVE)))
    return await _stands_still(page, end)


async def _stands_still(page: Page, end: float) -> bool:
    last, same = -1, 0
    while same < _STILL:
        if time.monotonic() >= end:
            return False
        length = await _length(page)
        last, same = length, same + 1 if length == last else 1
        await asyncio.sleep(_LOOK)
    return True


async def _length(page: Page) -> int:
    try:
        return int(await page.evaluate(_TEXT_LENGTH))
    except Error:  # in the middle of a navigation there is no document to ask
        return -1


def _left(end: float) -> float:
    """Milliseconds, as Playwright counts; 0 would mean for ever."""
    return max(1.0, (end - time.monotonic()) * 1000)
