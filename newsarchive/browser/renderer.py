"""Renders one page at a time in Chromium, behind the proxy and within a deadline, and recycles the browser.

scrapy-playwright manages the browser, contexts, routing and counters (newsarchive.compat.playwright_private).
This module handles what it does not: slow starts, pages that hang, and memory that grows over hundreds of
pages (the reports: docs/explanation/scrapy.md#the-browser). Each page has a context of its own, so no cookies
or storage are left for the next.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from playwright.async_api import Error, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from newsarchive.browser.chromium import context_options, launch_options
from newsarchive.browser.leafing import PageLeafing, page_of_links, with_links
from newsarchive.browser.memory import browser_process, end_renderers, private_bytes
from newsarchive.browser.page_source import NOTE_HEADS
from newsarchive.browser.proxy import Exits, FilteringProxy, Visit
from newsarchive.browser.rendered_page import (
    LastDocument,
    browser_version,
    response_of,
    scroll_to_end,
    wait_until_settled,
)
from newsarchive.browser.unfinished import show_lazy_boxes, wait_for_rest
from newsarchive.browser.watching import WATCH_KEY, PageWatch
from newsarchive.compat.playwright_private import BrowserSession
from newsarchive.compat.scrapy_private import is_stopping
from newsarchive.environment import proxies
from newsarchive.errors import (
    BrowserUnavailableError,
    CrawlStoppingError,
    RenderingError,
    RenderingLimitError,
    RenderingTimeoutError,
)
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.extensions.rendering import LEAF_KEY, SCROLL_KEY
from newsarchive.middlewares.private_networks import PrivateAddressError

logger = logging.getLogger(__name__)

_LIBRARY = "scrapy-playwright"  # its logger
_CLOSE_TIMEOUT = 5.0  # seconds a page or browser gets to close before it is abandoned
_LEAST_REST = 1.5  # seconds for what came last to come to rest
_STOP_CHECK = 0.25  # seconds between two checks whether the crawl is being stopped


class PageRenderer(BrowserSession):
    """Renders the pages of one crawl; made for the first of them, closed with the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._settings = crawler.settings
        self._source = crawl_context(crawler).source
        exits = Exits(allow_private=self._source.allow_private_addresses, proxies=proxies())
        self._proxy = FilteringProxy(exits, most_bytes=self._settings.getint("NEWSARCHIVE_RENDER_BYTES"))
        self._log = LogLimit(self._settings.getint("NEWSARCHIVE_RENDER_LOG_LINES"))
        logging.getLogger(_LIBRARY).addFilter(self._log)
        self._is_unwanted = self.abort_requests(self._is_refused)
        self._requests = 0
        self._watch: PageWatch | None = None
        self._proxy_address = ""
        self._process: int | None = None
        self._lock = asyncio.Lock()
        self._launched = False
        self._unavailable: BrowserUnavailableError | None = None
        self._served = 0

    async def render(self, request: Request) -> Response:
        """Return the page as a reader's browser shows it, in UTF-8.

        Raises RenderingError (RenderingTimeoutError past the deadline), PrivateAddressError if it leads into
        a private network, CrawlStoppingError, or BrowserUnavailableError: for this and every later page if
        the browser cannot be started.
        """
        async with self._lock:
            if is_stopping(self.crawler):
                raise CrawlStoppingError(f"{request.url} is left for the next crawl")
            await self._start()
            visit = self._proxy.begin()
            self._requests, self._log.passed = 0, 0
            self._watch = request.meta.get(WATCH_KEY) or self._leafing(request)
            try:
                response = await self._rendered(request, visit)
            finally:
                self._watch = None
                await self._close_page()
            self._count("page")
            return response

    def _leafing(self, request: Request) -> PageLeafing | None:
        """Return what leafs through the page, None if nothing is pressed on it."""
        if not request.meta.get(LEAF_KEY):
            return None
        pause = self._settings.getfloat("DOWNLOAD_DELAY")
        return PageLeafing(pause, self._settings.getfloat("NEWSARCHIVE_WATCH_SECONDS"))

    async def _start(self) -> None:
        if self._unavailable is not None:
            raise self._unavailable
        try:
            if not self._launched:
                await self._prepare()
            await self.launch_browser()
        except (Error, OSError) as error:
            self._unavailable = BrowserUnavailableError(f"Chromium cannot be started: {_first_line(error)}")
            raise self._unavailable from error

    async def _prepare(self) -> None:
        if not self.launch_options:
            chromium = self._settings["NEWSARCHIVE_CHROMIUM"]
            self._proxy_address = await self._proxy.start()
            self.launch_options = launch_options(chromium, self._proxy_address)
        await self.launch_driver()
        self._launched = True

    async def _rendered(self, request: Request, visit: Visit) -> Response:
        work: asyncio.Future[Response] = asyncio.ensure_future(self.fetch(request))
        try:
            return await self._within_deadline(work)
        except PlaywrightTimeoutError as error:  # no byte of the page came
            self._demand_allowed(visit)
            raise RenderingTimeoutError(_first_line(error)) from error
        except Error as error:
            self._demand_allowed(visit)
            raise RenderingError(_first_line(error)) from error
        except RenderingLimitError as error:
            logger.warning("%s is not rendered: %s", request.url, error)
            raise
        except RenderingError as error:
            if not isinstance(error, CrawlStoppingError | RenderingTimeoutError):
                self._demand_allowed(visit)
            raise
        finally:
            if visit.spent:
                self._count("too_large")
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _within_deadline(self, work: asyncio.Future[Response]) -> Response:
        """Wait for a page until its deadline, or until the crawl is being stopped."""
        deadline = self._settings.getfloat("NEWSARCHIVE_RENDER_DEADLINE")
        deadline += self._watch.seconds if self._watch else 0.0
        for _ in range(max(1, round(deadline / _STOP_CHECK))):
            done, _pending = await asyncio.wait({work}, timeout=_STOP_CHECK)
            if done:
                return work.result()
            self._demand_limits()
            if is_stopping(self.crawler):
                raise CrawlStoppingError("the crawl is being stopped")
        self._count("deadline")
        raise RenderingTimeoutError(f"not rendered within {deadline:g} s")

    def _is_refused(self, request: Any) -> bool:
        """Say whether a request is aborted; beyond the limit every request is."""
        self._requests += 1
        if self._requests > self._most_requests:
            return True
        if self._is_unwanted and self._is_unwanted(request):
            return True
        return self._watch is not None and self._watch.refuses(request)

    def _demand_limits(self) -> None:
        """Raise RenderingLimitError if the page has made too many requests or filled too much memory."""
        if self._requests > self._most_requests:
            self._count("too_many_requests")
            raise RenderingLimitError(f"the page made more than {self._most_requests:,} requests")
        if self._process is None:
            self._process = browser_process(self._proxy_address)
        most = self._settings.getint("NEWSARCHIVE_RENDER_MEMORY")
        if self._process is not None and private_bytes(self._process) > most:
            self._count("too_much_memory")
            end_renderers(self._process)
            # The browser is replaced after this page.
            self._served = self._settings.getint("NEWSARCHIVE_RENDER_PAGES")
            raise RenderingLimitError(f"the page made the browser fill more than {most >> 20:,} MB")

    @property
    def _most_requests(self) -> int:
        return self._settings.getint("NEWSARCHIVE_RENDER_REQUESTS")

    async def visit(self, request: Request, page: Page) -> Response:
        """Load a page, wait until it settles, and return it; replaces what the library does for a page."""
        last, version = LastDocument(page), browser_version(page)
        if self._watch is not None:
            await self._watch.attach(page)
        else:
            await page.add_init_script(NOTE_HEADS)
        referer = request.headers.get("Referer")
        answer = await page.goto(
            request.url, wait_until="commit", referer=referer.decode("latin-1") if referer else None
        )
        settle = self._settings.getfloat("NEWSARCHIVE_RENDER_SETTLE")
        if not await self._settled(page, settle):
            self._count("unsettled")
        if self._watch is not None:
            await self._watch.act(page)
        elif request.meta.get(SCROLL_KEY):
            await scroll_to_end(page, settle)
        elif await show_lazy_boxes(page):
            await wait_until_settled(page, settle)
        document = last.response or answer
        if document is None:
            raise RenderingError("the page's URL gave no document")
        most = self._settings.getint("NEWSARCHIVE_RENDER_BYTES")
        if self._watch is not None and self._watch.has_left(page):
            # A control led to what was stopped, or elsewhere: the page is gone, what it showed is known.
            return page_of_links(self._watch.page_url, self._watch.offered, request, version)
        try:
            response = await response_of(page, document, last.url or document.url, request, version, most)
        except RenderingLimitError:
            self._count("too_long")
            raise
        if isinstance(self._watch, PageLeafing):
            return response.replace(body=with_links(response.body, self._watch.offered))
        return response

    async def _settled(self, page: Page, seconds: float) -> bool:
        """Wait until a page comes to rest, and for what it says it still waits for; return whether it did."""
        end = time.monotonic() + seconds
        if not await wait_until_settled(page, seconds):
            return False
        if self._watch is not None or not await wait_for_rest(page, end - time.monotonic()):
            return True
        return await wait_until_settled(page, max(_LEAST_REST, end - time.monotonic()))

    def context_settings(self) -> dict[str, Any]:
        return context_options(
            self._settings["USER_AGENT"],
            self._settings.getdict("DEFAULT_REQUEST_HEADERS"),
            verify_tls=self._source.verify_tls,
        )

    async def _close_page(self) -> None:
        """Close the page and its context.

        Replace a browser that does not close them or has served enough pages.
        """
        closed = await _closed_in_time(asyncio.gather(*(context.close() for context in self.contexts())))
        self._served += 1
        if self._log.kept_back:
            self.stats.inc_value("newsarchive/render/log_lines_left_out", self._log.kept_back)
            logger.warning(
                "%d further messages of the browser about one page are not logged", self._log.kept_back
            )
            self._log.kept_back = 0
        if not closed or self._served >= self._settings.getint("NEWSARCHIVE_RENDER_PAGES"):
            await self._recycle()

    async def _recycle(self) -> None:
        self._count("recycled")
        self._served, self._process = 0, None
        browser = self.take_browser()
        if browser is not None and not await _closed_in_time(browser.close()):
            await _closed_in_time(self.close_driver())
            self._launched = False
        self.forget_contexts()

    async def close_all(self) -> None:
        await _closed_in_time(self.close_session())
        await self._proxy.close()
        logging.getLogger(_LIBRARY).removeFilter(self._log)

    def _demand_allowed(self, visit: Visit) -> None:
        if "private_address" in visit.refused.values():
            self._count("private_address")
            raise PrivateAddressError(f"{', '.join(visit.refused)} is a private address")

    def _count(self, outcome: str) -> None:
        self.stats.inc_value(f"newsarchive/render/{outcome}")


class LogLimit(logging.Filter):
    """Passes at most `most` of the library's warnings a page, without tracebacks, and counts the rest."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.passed = self.kept_back = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True  # the operator asked for it by the level
        self.passed += 1
        record.exc_info = record.exc_text = None
        if self.passed <= self._most:
            return True
        self.kept_back += 1
        return False


async def _closed_in_time(work: Any) -> bool:
    """Wait until something closes; return whether it did in time. An object that is gone counts as closed."""
    try:
        with suppress(Error):
            await asyncio.wait_for(work, _CLOSE_TIMEOUT)
    except (TimeoutError, OSError):
        return False
    return True


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
