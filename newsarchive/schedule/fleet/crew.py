"""What the jobs of a worker do: crawl a source, and defer those that are due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from newsarchive.errors import ArchiveError, UsageError
from newsarchive.schedule.board import Board
from newsarchive.schedule.child_crawls import ChildCrawls
from newsarchive.schedule.due import due_now
from newsarchive.schedule.fleet import timing
from newsarchive.schedule.fleet.retries import CrawlEndedError
from newsarchive.schedule.runs import Runs, Say
from newsarchive.storage.jobs.queue import another_waits, not_to_defer

R = TypeVar("R")


class Crew:
    """`at_work` are the numbers of the jobs that crawl in this process now."""

    def __init__(
        self, board: Board, runs: Runs, crawls: ChildCrawls, *, url: str, threads: Executor, say: Say
    ) -> None:
        self._board, self._runs, self.crawls = board, runs, crawls
        self._url, self._threads, self._say = url, threads, say
        self.at_work: set[int] = set()

    async def crawl(self, job: int, source: str) -> None:
        """Crawl a source if it is due; CrawlEndedError for any exit code but 0."""
        self.at_work.add(job)
        try:
            code = await self.in_thread(self._crawl, source)
        finally:
            self.at_work.discard(job)
        if code:
            relieved = await self.in_thread(self._relieved, source)
            raise CrawlEndedError(source, code, stopped=self.crawls.stopped, relieved=relieved)

    async def to_defer(self) -> list[str]:
        """Return the sources that are due and have no job yet, those that have waited longest first."""
        return await self.in_thread(self._to_defer)

    async def raise_alarms(self) -> None:
        """Tell of sources that no crawl of any machine was heard of for long."""
        await self.in_thread(self._raise_alarms)

    async def in_thread(self, function: Callable[..., R], *args: object) -> R:
        """Call what blocks."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: function(*args))

    def _crawl(self, source: str) -> int:
        self._board.refresh()
        if source not in self._board.declared:
            self._say(f"{source}: there is a job for it, but no declaration on this machine")
            return UsageError.exit_code
        return self._runs.crawl(source)

    def _raise_alarms(self) -> None:
        self._board.refresh()
        self._board.raise_alarms()

    def _relieved(self, source: str) -> bool:
        try:
            return another_waits(self._url, source)
        except ArchiveError:  # then the job cannot be put back either; upkeep finds it
            return False

    def _to_defer(self) -> list[str]:
        look = self._board.look()
        taken = not_to_defer(self._url, timing.PAUSE)
        at_work = {name for name, standing in look.stands.items() if standing.holder is not None}
        return [name for name in due_now(look.moments, look.now) if name not in taken | at_work]
