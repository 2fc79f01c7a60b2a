"""Decides when a rendered page is finished, and makes a response from its last document."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from playwright.async_api import Error, Frame, Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy.http import Headers, HtmlResponse, Request
from scrapy.http import Response as ScrapyResponse

from newsarchive.browser.page_source import TEXT_LENGTH, page_source
from newsarchive.browser.watching import MOST_SCROLLS, SCROLL
from newsarchive.compat.playwright_private import is_navigating
from newsarchive.compat.scrapy_private import response_class
from newsarchive.errors import RenderingError
from newsarchive.items import RENDERED_HEADER

# The response for a rendered page, made from the last document of its main frame.

_HTML = ("text/html", "application/xhtml+xml")
# These headers describe the transfer, or validate the shell, which does not change when the article does.
_LEFT_OUT = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "content-type", "etag", "last-modified"}
)


class LastDocument:
    """Records the last document of a page: scripts and meta refreshes may replace the first.

    `url` is where it was got from, with the fragment that it was opened at. Scripts that write another URL
    into the address bar (history.pushState) load no document: a server answered for this one.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._coming: Response | None = None
        self.response: Response | None = None
        self.url = ""
        page.on("response", self._note)
        page.on("framenavigated", self._note_shown)

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self._page.main_frame:
            self._coming = response

    def _note_shown(self, frame: Frame) -> None:
        """Take the document that was coming as the page's; what answers with no document replaces none."""
        coming = self._coming
        if coming is not None and frame == self._page.main_frame and _bare(frame.url) == _bare(coming.url):
            self.response, self.url, self._coming = coming, frame.url, None


def _bare(url: str) -> str:
    return url.partition("#")[0]


def browser_version(page: Page) -> str:
    """Return the version of the page's browser: asked of the page, as the session forgets one that ended."""
    browser = page.context.browser
    return browser.version if browser is not None else "unknown"


async def response_of(
    page: Page, document: Response, url: str, request: Request, version: str, most: int
) -> ScrapyResponse:
    """Return the page as the browser shows it now, in UTF-8; a document that is not HTML is returned as sent.

    `url` is the document's. Raises RenderingLimitError if the page has more than `most` characters.
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
    body = (await _content(page, url, most)).encode("utf-8", "replace")
    if not page.url.startswith(("http://", "https://")):
        raise RenderingError(f"the page navigated to {page.url[:100]}")
    return HtmlResponse(
        url, status=document.status, headers=headers, body=body, request=request, flags=[RENDERED_HEADER]
    )


async def _unrendered(document: Response, request: Request, rows: list[tuple[str, str]]) -> ScrapyResponse:
    headers = Headers()
    for name, value in rows:
        if name.lower() not in {"content-encoding", "content-length", "transfer-encoding"}:
            headers.appendlist(name, value)
    body = await document.body()
    kind = response_class(headers=headers, url=document.url, body=body)
    return kind(document.url, status=document.status, headers=headers, body=body, request=request)


async def _content(page: Page, url: str, most: int) -> str:
    try:
        return await page_source(page, url, most)
    except Error as error:
        if not is_navigating(error):
            raise
        await page.wait_for_load_state("domcontentloaded")
        return await page.content()


async def scroll_to_end(page: Page, seconds: float) -> None:
    """Scroll a page until nothing comes of it any more, as often as a survey does, at most `seconds`."""
    end = time.monotonic() + seconds
    for _ in range(MOST_SCROLLS):
        before = await _length(page)
        with suppress(Error):
            await page.evaluate(SCROLL)
        await asyncio.sleep(_BEFORE_ASKING)
        await wait_until_settled(page, _left(end) / 1000)
        if await _length(page) == before or time.monotonic() >= end:
            return


# When a page counts as finished: it is loaded, the network is idle, its text no longer grows; or time is up.

_BEFORE_ASKING = 0.3  # seconds that scripts may take to notice that a page was scrolled
_INTERVAL = 0.2  # seconds between two measurements of the text
_EQUAL_MEASUREMENTS = 3  # equal measurements in a row
_RESERVED_SHARE = 0.4  # share of the time left for measuring the text if the network never becomes idle


async def wait_until_settled(page: Page, seconds: float) -> bool:
    """Wait until the page no longer changes, at most `seconds`; return whether it stopped changing.

    Never raises a timeout: the page is then used as it is. Navigations that scripts start are followed.
    """
    end = time.monotonic() + seconds
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("domcontentloaded", timeout=_left(end))
    with suppress(PlaywrightTimeoutError):
        await page.wait_for_load_state("networkidle", timeout=max(1.0, _left(end) * (1 - _RESERVED_SHARE)))
    return await _text_settles(page, end)


async def _text_settles(page: Page, end: float) -> bool:
    last, same = -1, 0
    while time.monotonic() < end:
        length = await _length(page)
        last, same = length, same + 1 if length == last else 1
        if same == _EQUAL_MEASUREMENTS:
            return True
        await asyncio.sleep(_INTERVAL)
    return False


async def _length(page: Page) -> int:
    try:
        return int(await page.evaluate(TEXT_LENGTH))
    except Error:  # during a navigation there is no document
        return -1


def _left(end: float) -> float:
    """Return the milliseconds left; never 0, which Playwright takes as no limit."""
    return max(1.0, (end - time.monotonic()) * 1000)
