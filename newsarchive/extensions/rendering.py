"""Decides whether pages of a source are fetched with a browser: declared, remembered, or tried out.

With `render = "auto"` pages that are empty but for scripts are tried with the browser one at a time, until a
few tries have shown whether it helps. The result holds for all other pages and for later crawls.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol, Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector

from newsarchive import clock
from newsarchive.compat.scrapy_private import is_stopping
from newsarchive.errors import BrowserUnavailableError, CrawlStoppingError
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.lifecycle import RenderMode
from newsarchive.storage.interfaces.crawl_store import Rendering

logger = logging.getLogger(__name__)

_R = TypeVar("_R")

# The request's meta key that asks the download handler for the browser.
RENDER_KEY = "newsarchive_render"
# And that has the page scrolled to its end, as a survey does that finds a list so.
SCROLL_KEY = "newsarchive_scroll"
# And that has it leafed through: scrolled, and what means more pressed, as long as that brings links.
LEAF_KEY = "newsarchive_leaf"
# Prefix of the stats that count pages that needed a browser, by outcome.
RENDER_COUNTER = "newsarchive/render/"
# Two of three tries must help: a page that is empty in the browser, too, often has no content.
_MOST_TRIES, _ENOUGH = 3, 2
# Sites are rebuilt now and then, so after some weeks it is tried again, at the cost of three pages.
_REMEMBERED = timedelta(days=28)
_UNKNOWN = Rendering(mode=RenderMode.PLAIN, tried=0, helped=0, decided_at=datetime.min.replace(tzinfo=UTC))


class Memory(Protocol):
    """Stores whether a source needs a browser (ArchiveExtension)."""

    async def rendering(self) -> Rendering | None:
        """Return the result of earlier crawls of the source."""

    async def remember_rendering(self, rendering: Rendering) -> None:
        """Store the result for later crawls."""


class RenderingExtension:
    """The browser for the spider.

    `possible`: whether there is a browser. `ask` fetches a URL with it. `is_stopping` returns true once
    nothing new may be fetched.
    """

    def __init__(
        self,
        declared: Literal["auto", "never", "browser"],
        stats: StatsCollector,
        *,
        possible: bool,
        ask: Callable[[str], Awaitable[Response]],
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._declared, self._stats = declared, stats
        self._possible, self._ask, self._is_stopping = possible, ask, is_stopping
        self._broken = False  # there is a browser, which does not start
        self._memory: Memory | None = None
        self._known = _UNKNOWN
        self._turn = asyncio.Lock()
        self._doubted = 0  # pages in doubt in a row that the browser did not help with

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        async def ask(url: str) -> Response:
            return await crawler.engine.download_async(_rendered(url))

        return cls(
            crawl_context(crawler).source.render,
            crawler.stats,
            possible=bool(crawler.settings.get("NEWSARCHIVE_CHROMIUM")),
            ask=ask,
            is_stopping=lambda: is_stopping(crawler),
        )

    async def open(self, memory: Memory) -> None:
        """Load the result of earlier crawls, unless it is too old."""
        self._memory = memory
        known = await memory.rendering() if self._declared == "auto" else None
        if known is not None and known.decided_at > clock.now() - _REMEMBERED:
            self._known = known

    @property
    def tries(self) -> bool:
        """Whether an empty page may be fetched again with the browser."""
        return self._declared == "auto" and (self._known.mode is RenderMode.BROWSER or not self._decided)

    @property
    def from_start(self) -> bool:
        """Whether articles and section pages are fetched with the browser from the start."""
        found_out = self._declared == "auto" and self._known.mode is RenderMode.BROWSER and self._possible
        return self._declared == "browser" or found_out

    async def improve(self, url: str, look: Callable[[Response], Awaitable[_R | None]]) -> _R | None:
        """Fetch a page whose text is in doubt again with the browser; None if that does not help.

        Nothing is concluded for the site, since the page could be read without a browser. After as many pages
        in a row that it did not help with as `attempt` tries, no more are tried in this crawl. None too if
        there is no browser, or if the crawl is being stopped.
        """
        async with self._turn:
            if not self._possible or self._doubted >= _MOST_TRIES:
                return None
            try:
                result = await self._look_again(url, look)
            except CrawlStoppingError:
                return None
            self._doubted = 0 if result is not None else self._doubted + 1
            return result

    async def attempt(self, url: str, look: Callable[[Response], Awaitable[_R | None]]) -> _R | None:
        """Fetch an empty page again with the browser; None if that does not help, or is not tried.

        `look` reads the rendered response, and returns None if it holds no more than before. Raises
        CrawlStoppingError if the page is left for the next crawl.
        """
        async with self._turn:
            if self._possible and not self._decided:
                return await self._try(url, look)
        if not self._possible:
            self._count_missing()
            return None
        return await self._look_again(url, look) if self._known.mode is RenderMode.BROWSER else None

    def count(self, outcome: str) -> None:
        """Count what became of a page that needs a browser."""
        self._stats.inc_value(RENDER_COUNTER + outcome)

    def _count_missing(self) -> None:
        self.count("no_browser")
        if self._broken:
            self.count("not_started")

    async def _try(self, url: str, look: Callable[[Response], Awaitable[_R | None]]) -> _R | None:
        result = await self._look_again(url, look)
        if not self._possible:
            return result  # no browser, so nothing was learned
        helped = self._known.helped + (result is not None)
        self._known = Rendering(
            mode=RenderMode.BROWSER if helped >= _ENOUGH else RenderMode.PLAIN,
            tried=self._known.tried + 1,
            helped=helped,
            decided_at=clock.now(),
        )
        if self._memory is not None:
            await self._memory.remember_rendering(self._known)
        return result

    async def _look_again(self, url: str, look: Callable[[Response], Awaitable[_R | None]]) -> _R | None:
        response = await self._asked(url)
        result = await look(response) if response is not None else None
        if response is not None:
            self.count("helped" if result is not None else "no_help")
        return result

    async def _asked(self, url: str) -> Response | None:
        """Return the rendered response, None if there is none: counted, and the page is kept as it was."""
        if self._is_stopping():
            self.count("stopped")
            raise CrawlStoppingError(f"{url} is left for the next crawl")
        response = None
        try:
            response = await self._ask(url)
        except CrawlStoppingError:
            self.count("asked")
            self.count("stopped")
            raise
        except BrowserUnavailableError as error:  # nobody was asked
            logger.warning("%s", error)
            self._possible, self._broken = False, True
            self._count_missing()
            return None
        except IgnoreRequest:  # redirected to a URL that robots.txt forbids, or into a private network
            self.count("refused")
        except Exception:  # any failed download; the renderer counts its timeouts
            self.count("failed")
        self.count("asked")
        return response

    @property
    def _decided(self) -> bool:
        return self._known.mode is RenderMode.BROWSER or self._known.tried >= _MOST_TRIES


def _rendered(url: str) -> Request:
    return Request(url, meta={RENDER_KEY: True, "dont_retry": True}, dont_filter=True)
