"""Sends the pages of a crawl to the worker processes, which run all stages in one call."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newsarchive.errors import PageNotReadError, WorkersUnavailableError
from newsarchive.extensions.crawl_archive import ArchiveExtension
from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.hints import NO_HINTS, NOTHING_SHARED, PageHints
from newsarchive.items import FetchedPage, PageToRead, Reading
from newsarchive.stages import run_line
from newsarchive.workers import Pool, open_pool, submitted, worker_count
from newsarchive.workers.refusal import KILLED

_UNAVAILABLE = "workers_unavailable"


async def _nobody(_reason: str) -> None:
    """Do nothing: there is no crawl to end."""


class PageReaderExtension:
    """Reads pages in worker processes, since that is what costs processor time.

    `hints` returns what is known about a page beforehand. `give_up` ends the crawl if there are no workers;
    `error` is then the reason.
    """

    def __init__(
        self,
        workers: int,
        hints: Callable[[FetchedPage], PageHints] = lambda _: NO_HINTS,
        give_up: Callable[[str], Awaitable[None]] = _nobody,
    ) -> None:
        self._workers, self._hints, self._give_up = workers, hints, give_up
        self._pool: Pool[PageToRead, Reading] | None = None
        self._closing: asyncio.Task[None] | None = None
        self.error: WorkersUnavailableError | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        async def give_up(reason: str) -> None:
            await crawler.engine.close_spider_async(reason=reason)

        context = crawl_context(crawler)

        def hints(page: FetchedPage) -> PageHints:
            archive = crawler.get_extension(ArchiveExtension)
            return context.hints(archive.shared_parts(page) if archive else NOTHING_SHARED)

        return cls(worker_count(), hints, give_up)

    def open(self) -> None:
        """Make the pool; its processes start with the first page.

        Raises CloseSpider if there can be no workers; `error` is then the reason.
        """
        try:
            self._pool = open_pool(run_line, workers=self._workers)
        except WorkersUnavailableError as error:
            self.error = error
            raise CloseSpider(_UNAVAILABLE) from error

    async def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._pool.close)

    async def read(self, page: FetchedPage) -> Reading:
        """Return the reading of a page after all stages.

        Raises PageNotReadError if its workers were killed, or if there are none, which ends the crawl.
        """
        if self._pool is None:
            raise RuntimeError("open() has not run")
        try:
            reading = await (await submitted(self._pool, PageToRead(page=page, hints=self._hints(page))))
        except WorkersUnavailableError as error:
            self._end_crawl(error)
            raise PageNotReadError(f"not read: {page.url}") from error
        if reading.article.reason == KILLED:
            raise PageNotReadError(f"not read: {page.url}")
        return reading

    def _end_crawl(self, error: WorkersUnavailableError) -> None:
        if self.error is None:
            self.error = error
            self._closing = asyncio.get_running_loop().create_task(self._close_crawl())

    async def _close_crawl(self) -> None:
        await self._give_up(_UNAVAILABLE)
