"""Leafs through a rendered list as a reader does: scrolls, and presses what means more, or the day before.

A crawl does so where a survey found that only the page itself gets its further articles. What the page then
shows may replace what it showed before, so that the links are remembered on the way. As in a survey no
request leaves that would change something.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any

from scrapy.http import HtmlResponse, Request

from newsarchive.browser.watching import SCROLL, PageWatch
from newsarchive.discovery.sections.list_controls import Control, likely_controls
from newsarchive.items import RENDERED_HEADER

if TYPE_CHECKING:
    from playwright.async_api import Page, Response

_MOST_SCROLLS, _MOST_PRESSES = 20, 20  # of one page in one crawl
_MOST_CONTROLS = 4  # that are tried until one brings links
_MOST_TABS = 8
_MOST_OF_FEW = 3  # presses in a row that bring nothing: a day may have no news


class PageLeafing(PageWatch):
    """Reads a list to its end; `offered` are the links that it showed, whatever became of them."""

    def __init__(self, pause: float, seconds: float) -> None:
        super().__init__(_holds_none, _may_fetch, pause, seconds)

    def _heard(self, response: Response) -> None:
        """Keep no answers: the page shows what is needed of them."""

    async def act(self, page: Page) -> None:
        """Scroll and press until nothing new is shown, within the time."""
        from playwright.async_api import Error  # noqa: PLC0415 - as in the survey's watch

        end = time.monotonic() + self.seconds
        self.page_url = page.url
        await self._settle(end)
        await self._look(page)
        with suppress(Error):
            await self._scroll_on(page, end)
            await self._press_on(page, end)
        await self._settle(end)
        await self._look(page)

    async def _scroll_on(self, page: Page, end: float) -> None:
        for _ in range(_MOST_SCROLLS):
            if time.monotonic() >= end or not await self._done(page, page.evaluate(SCROLL), end):
                return

    async def _press_on(self, page: Page, end: float) -> None:
        controls = likely_controls(await self._controls(page))
        most = _MOST_TABS if any(control.tab for control in controls) else _MOST_CONTROLS
        for control in controls[:most]:
            if time.monotonic() >= end or self.has_left(page):
                return
            if await self._pressed_on(page, control, end) and not control.tab:
                return

    async def _pressed_on(self, page: Page, control: Control, end: float) -> bool:
        """Use one control as long as it brings links; return whether it brought any."""
        current: Control | None = control
        brought = few = 0
        for turn in range(1, _MOST_PRESSES + 1):
            if current is None or time.monotonic() >= end or self.has_left(page):
                break
            if await self._done(page, self._use(page, current, turn), end):
                brought, few = brought + 1, 0
                await self._scroll_on(page, end)
            else:
                few += 1
                if few >= (_MOST_OF_FEW if control.goes_back else 1):
                    break
            current = await self._same(page, current) or await self._another(page)
        return brought > 0

    async def _another(self, page: Page) -> Control | None:
        """Return the likeliest control of a page whose control is another by now: a sent form's answer."""
        return next(iter(likely_controls(await self._controls(page))), None)


def with_links(page: bytes, offered: Mapping[str, str]) -> bytes:
    """Return a page with the links that it showed on the way, at its end."""
    if not offered:
        return page
    items = "".join(
        f'<li><a href="{escape(url, quote=True)}">{escape(text)}</a></li>' for url, text in offered.items()
    )
    return page + f"<ul>{items}</ul>".encode("utf-8", "replace")


def page_of_links(url: str, offered: Mapping[str, str], request: Request, version: str) -> HtmlResponse:
    """Return a page of the links that one showed before it was left for what may not be asked."""
    headers = {"Content-Type": "text/html; charset=utf-8", RENDERED_HEADER: f"chromium/{version}"}
    body = with_links(b"<html><body>", offered)
    return HtmlResponse(url, headers=headers, body=body, request=request, flags=[RENDERED_HEADER])


def _holds_none(_exchange: Any) -> bool:
    return False


def _may_fetch(_url: str) -> bool:
    return True  # as any page that is rendered in a crawl
