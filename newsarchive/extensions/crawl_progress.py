"""Shows a crawl's progress on stderr: a line every few seconds, as long as something changes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.extensions.crawl_context import crawl_context
from newsarchive.lifecycle import READ
from newsarchive.logs.console import print_message

_INTERVAL = 5.0  # seconds


class ProgressExtension:
    """Prints the numbers of requests, of stored, unchanged and refused pages, and of errors."""

    def __init__(self, source: str, stats: StatsCollector, print_message: Callable[[str], None]) -> None:
        self._source, self._stats, self._print_message = source, stats, print_message
        # Nothing is told of a crawl that has not begun, or ended before it began: another holds its source.
        self._last = f"{source}: 0 requests"
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawl_context(crawler).source.name, crawler.stats, print_message)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def spider_closed(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self.report()

    def report(self) -> None:
        """Print the progress unless nothing has changed since the last line."""
        line = self._line()
        if line != self._last:
            self._print_message(line)
            self._last = line

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_INTERVAL)
            self.report()

    def _line(self) -> str:
        requests = self._stats.get_value("downloader/request_count", 0)
        counts = {str(outcome): self._count(f"store/{outcome}") for outcome in READ}
        counts["not modified"] = self._count("article/not_modified")
        counts["problems"] = self._stats.get_value("log_count/ERROR", 0)
        outcomes = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
        return f"{self._source}: {requests} requests" + (f", {outcomes}" if outcomes else "")

    def _count(self, name: str) -> int:
        return int(self._stats.get_value(f"newsarchive/{name}", 0))
