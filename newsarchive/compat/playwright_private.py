"""Private API of scrapy-playwright: the steps of its download handler, one by one.

The library downloads a page in one go, and launches a browser when the crawl starts. Rendering with a
deadline, a late start and a browser that is replaced needs its parts. Upstream: a session object with
`launch`, `page`, `fetch` and `recycle`, apart from the handler. Its releases are 0.0.x, each of which may
change them: the version is pinned exactly.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from playwright.async_api import Browser, BrowserContext, Error, Page
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy_playwright.handler import BrowserContextWrapper, ScrapyPlaywrightDownloadHandler


class BrowserSession(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc] # untyped library
    """The library's handler, its parts under public names; a subclass says how a page is visited."""

    browser: Browser
    crawler: Crawler

    async def visit(self, request: Request, page: Page) -> Response:
        """Go to the page and return what it became; to be overridden."""
        raise NotImplementedError

    def context_settings(self) -> dict[str, Any]:
        """Return what every page's context is made with; to be overridden."""
        raise NotImplementedError

    @property
    def launch_options(self) -> dict[str, Any]:
        """What the browser is launched with (PLAYWRIGHT_LAUNCH_OPTIONS)."""
        options: dict[str, Any] = self.config.launch_options
        return options

    @launch_options.setter
    def launch_options(self, options: dict[str, Any]) -> None:
        self.config.launch_options = options

    def abort_requests(self, refused: Callable[[Any], bool]) -> Callable[[Any], bool] | None:
        """Ask `refused` about every request of a page; return what PLAYWRIGHT_ABORT_REQUEST names."""
        before: Callable[[Any], bool] | None = self.__dict__["abort_request"]
        self.abort_request = refused
        return before

    async def launch_driver(self) -> None:
        """Start Playwright itself."""
        await self._launch()

    async def launch_browser(self) -> None:
        """Start the browser unless one is there."""
        await self._maybe_launch_browser()

    async def fetch(self, request: Request) -> Response:
        """Return what `visit` makes of a page of its own; who calls closes it, with its context."""
        # What the library would close with a traceback in the log, its caller closes.
        request.meta["playwright_include_page"] = True
        response: Response = await self._download_request(request)
        return response

    def contexts(self) -> list[BrowserContext]:
        """Return the contexts of pages that are open."""
        return [wrapper.context for wrapper in self.context_wrappers.values()]

    def take_browser(self) -> Browser | None:
        """Forget the browser, so that the next page launches another; return it, for its caller to close."""
        browser: Browser | None = self.__dict__.pop("browser", None)
        if browser is not None:
            browser.remove_listener("disconnected", self._browser_disconnected_callback)
        return browser

    def forget_contexts(self) -> None:
        """Forget what a browser that is gone had; its contexts give back their places as they close."""
        self.context_wrappers.clear()
        self.context_semaphore = asyncio.Semaphore(1)

    async def close_driver(self) -> None:
        """End Playwright with all its browsers, however they hang; it can be launched anew."""
        await self.browser_provider.close()

    async def close_session(self) -> None:
        """Close all that was started."""
        await super()._close()

    async def close_all(self) -> None:
        """What is done when the crawl is over; a subclass closes what is its own, too."""
        await self.close_session()

    async def _close(self) -> None:
        await self.close_all()

    async def _download_request_with_page(self, request: Request, page: Page, spider: Spider) -> Response:
        del spider
        return await self.visit(request, page)

    async def _create_browser_context(
        self, name: str, context_kwargs: dict[str, Any] | None, spider: Spider | None = None
    ) -> BrowserContextWrapper:
        del context_kwargs  # every page gets the same
        return await super()._create_browser_context(name, self.context_settings(), spider)


def is_navigating(error: Error) -> bool:
    """Say whether a page could not be read because it was being left for another.

    Upstream: an exception of its own; Playwright's has only a text.
    """
    return "navigating" in error.message
