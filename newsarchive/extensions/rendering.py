"""Whether pages of this crawl's source are asked for through a browser: declared, remembered, or found out.

For a source in `auto` nothing is known at first: pages that are shells wait for each other while a few are
tried, and what became of these decides for the others and for the crawls to come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol, Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.statscollectors import StatsCollector

from newsarchive import clock
from newsarchive.errors import BrowserUnavailableError, CrawlStoppingError
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.storage.interfaces.crawl_store import Rendering

R = TypeVar("R")

# The request's meta key that asks the download handler for the browser.
RENDER = "newsarchive_render"
# Stats of this beginning count what became of pages that needed a browser.
COUNTED = "newsarchive/render/"
# A page that is empty in the browser too is most often one that has nothing to say: two of three must help.
MOST_TRIES, ENOUGH = 3, 2
# Sites are rebuilt now and then, so it is found out anew after some weeks: that costs three pages.
REMEMBERED = timedelta(days=28)
UNKNOWN = Rendering(mode="plain", tried=0, helped=0, decided_at=datetime.min.replace(tzinfo=UTC))


class Memory(Protocol):
    """Where what was found out is kept (ArchiveExtension)."""

    async def rendering(self) -> Rendering | None:
        """Return what earlier crawls of the source found out."""

    async def remember_rendering(self, rendering: Rendering) -> None:
        """Keep it for later ones."""


class RenderingExtension:
    """The spider's and the pipelines' way to the browser.

    `possible` says that there is one to ask; `ask` fetches an address with it; `is_stopping` that nothing new
    is to be begun.
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
        self._memory: Memory | None = None
        self._known = UNKNOWN
        self._turn = asyncio.Lock()

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
        """Take what earlier crawls found out, unless that is too long ago."""
        self._memory = memory
        known = await memory.rendering() if self._declared == "auto" else None
        if known is not None and known.decided_at > clock.now() - REMEMBERED:
            self._known = known

    @property
    def tries(self) -> bool:
        """Whether an empty page may be asked for again: nothing else is declared, nor found out."""
        return self._declared == "auto" and (self._known.mode == "browser" or not self._decided)

    @property
    def from_start(self) -> bool:
        """Whether articles and sections are asked for through the browser at once."""
        found_out = self._declared == "auto" and self._known.mode == "browser" and self._possible
        return self._declared == "browser" or found_out

    async def attempt(self, url: str, look: Callable[[Response], Awaitable[R | None]]) -> R | None:
        """Ask for an empty page again through the browser; None when that does not help, or is not tried.

        `look` says what the answer is worth, None for no more than before. CrawlStoppingError when the page
        is to be left for the next crawl.
        """
        async with self._turn:
            if self._possible and not self._decided:
                return await self._try(url, look)
        if not self._possible:
            self._count("no_browser")
            return None
        return await self._look_again(url, look) if self._known.mode == "browser" else None

    async def _try(self, url: str, look: Callable[[Response], Awaitable[R | None]]) -> R | None:
        result = await self._look_again(url, look)
        if not self._possible:
            return result  # no browser: nothing was found out
        helped = self._known.helped + (result is not None)
        self._known = Rendering(
            mode="browser" if helped >= ENOUGH else "plain",
            tried=self._known.tried + 1,
            helped=helped,
            decided_at=clock.now(),
        )
        if self._memory is not None:
            await self._memory.remember_rendering(self._known)
        return result

    async def _look_again(self, url: str, look: Callable[[Response], Awaitable[R | None]]) -> R | None:
        response = await self._asked(url)
        result = await look(response) if response is not None else None
        if response is not None:
            self._count("helped" if result is not None else "no_help")
        return result

    async def _asked(self, url: str) -> Response | None:
        """The rendered answer, None where there is none: counted, and the page stays as it was."""
        if self._is_stopping():
            self._count("stopped")
            raise CrawlStoppingError(f"{url} is left for the next crawl")
        self._count("asked")
        try:
            return await self._ask(url)
        except CrawlStoppingError:
            self._count("stopped")
            raise
        except BrowserUnavailableError:
            self._possible = False
            self._count("no_browser")
        except IgnoreRequest:  # it led to what robots.txt forbids, or into a private network
            self._count("refused")
        except Exception:  # whatever the download died of; the renderer counts its deadline
            self._count("failed")
        return None

    @property
    def _decided(self) -> bool:
        return self._known.mode == "browser" or self._known.tried >= MOST_TRIES

    def _count(self, outcome: str) -> None:
        self._stats.inc_value(COUNTED + outcome)


def is_stopping(crawler: Crawler) -> bool:
    """Say whether the crawl is being ended, so that no download may begin."""
    slot = crawler.engine._slot  # Scrapy has no public word for it
    return not crawler.crawling or slot is None or slot.closing is not None


def is_told_to_stop(crawler: Crawler) -> bool:
    """Say whether a signal ends the crawl; one that ends because all is done, or by a limit, was not told."""
    return not crawler.crawling


def _rendered(url: str) -> Request:
    return Request(url, meta={RENDER: True, "dont_retry": True}, dont_filter=True)
