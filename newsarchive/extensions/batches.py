"""Many pages, one commit: flushed when they are many, when one has waited, or when nothing more will come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from newsarchive.errors import ArchiveError

T = TypeVar("T")
R = TypeVar("R")

MOST = 50  # rows/s grow no further with larger batches (FACTS 6)
QUIET = 0.1  # seconds without a new value (FACTS 5)
# Seconds a value waits at most for others: a kill loses what waits. 20 pages/s still make batches of ten.
OLDEST = 0.5


class Batches(Generic[T, R]):
    """Gathers values; each caller waits for the result of its own.

    `save` gets a batch and returns a result for each value, in order. An ArchiveError it raises reaches every
    caller of the batch; after any other error each value is tried alone, so that a bad page costs that page
    only. `is_full` says that nothing more will come before something is saved; what comes all the same while
    a batch is saved makes the next one.
    """

    def __init__(
        self,
        save: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        *,
        is_full: Callable[[], bool] = lambda: False,
        most: int = MOST,
        quiet: float = QUIET,
        oldest: float = OLDEST,
    ) -> None:
        self._save, self._is_full = save, is_full
        self._most, self._quiet, self._oldest = most, quiet, oldest
        self._since = 0.0  # when the first of those waiting came
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def add(self, value: T) -> R:
        """Return what the batch with this value gave for it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        if not self._waiting:
            self._since = loop.time()
        self._waiting.append((value, future))
        if self._timer is not None:
            self._timer.cancel()
        if len(self._waiting) >= self._most or (self._is_full() and not self._running):
            self._begin()
        else:
            left = self._since + self._oldest - loop.time()
            self._timer = loop.call_later(min(self._quiet, max(left, 0.0)), self._begin)
        return await future

    async def flush(self) -> None:
        """Save what waits, and return when nothing is under way."""
        self._begin()
        while self._running:
            await asyncio.gather(*self._running)

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            batch, self._waiting = self._waiting, []
            task = asyncio.get_running_loop().create_task(self._run(batch))
            self._running.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self._is_full():
            self._begin()

    async def _run(self, batch: list[tuple[T, asyncio.Future[R]]]) -> None:
        futures = [future for _, future in batch]
        try:
            results = await self._save([value for value, _ in batch])
        except Exception as error:  # every caller of the batch must hear of it
            if len(batch) == 1 or isinstance(error, ArchiveError):
                _settle(futures, error)
            else:
                for one in batch:
                    await self._run([one])
            return
        for future, result in zip(futures, results, strict=True):
            if not future.done():
                future.set_result(result)


def _settle(futures: Sequence[asyncio.Future[R]], error: Exception) -> None:
    for future in futures:
        if not future.done():
            future.set_exception(error)
