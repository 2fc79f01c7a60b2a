"""The one thread that talks to the archive: calls in order, off the event loop, patient."""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, ParamSpec, TypeVar

from newsarchive.errors import ArchiveError, ArchiveLockedError, ArchiveUnavailableError

P = ParamSpec("P")
R = TypeVar("R")

logger = logging.getLogger(__name__)

# Seconds: a database that goes away for a minute costs nothing (docs/explanation/hostile-web.md#crashes).
PATIENCE = 60.0
PAUSE = 0.5
# Seconds that a crawl which was told to stop still waits for its archive: some more tries, and whoever sent
# the signal does not take the crawl for hung.
LAST_PATIENCE = 2.0
# A call that takes longer than any batch does (seconds): the archive does not answer, or is locked.
STALLED = 2.0


class Writer:
    """Runs synchronous calls one after another in one thread: docs/explanation/scrapy.md#one-writer-thread.

    `is_told_to_stop` says that somebody waits for the end of the crawl: then patience ends soon.
    """

    def __init__(
        self,
        *,
        patience: float = PATIENCE,
        pause: float = PAUSE,
        is_told_to_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._patience, self._pause, self._is_told_to_stop = patience, pause, is_told_to_stop
        self._last_try: float | None = None  # since the crawl was told to stop; for all calls together
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._hurry = threading.Event()
        self._away = False
        self._began: float | None = None  # the call under way
        self.retries = 0

    @property
    def is_stalled(self) -> bool:
        """Whether nothing can be stored now: the archive is away, full or locked, or does not answer.

        What is fetched meanwhile may have been fetched in vain.
        """
        began = self._began
        return self._away or (began is not None and time.monotonic() - began > STALLED)

    async def once(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the result of the call, tried once: at opening, an operator's mistake must not wait."""
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._timed(lambda: function(*args, **kwargs))
        )

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the result of the call; tried for PATIENCE seconds while the archive is away or locked.

        Once the crawl is told to stop, for LAST_PATIENCE seconds more.
        """
        return await self.once(self._patiently, lambda: function(*args, **kwargs))

    def hurry(self) -> None:
        """Try once only from now on: the crawl is being given up."""
        self._hurry.set()

    def close(self) -> None:
        """End the thread after the call it is in; closing twice is no error."""
        self._executor.shutdown(wait=True)

    def _timed(self, call: Callable[[], R]) -> R:
        self._began = time.monotonic()
        try:
            return call()
        finally:
            self._began = None

    def _patiently(self, call: Callable[[], R]) -> R:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                result = call()
            except (ArchiveUnavailableError, ArchiveLockedError) as error:
                if self._hurry.is_set() or time.monotonic() >= min(deadline, self._end_of_patience()):
                    raise
                self._tell_away(error)
                self.retries += 1
                self._hurry.wait(self._pause)
            else:
                self._tell_back()
                return result

    def _end_of_patience(self) -> float:
        if self._last_try is None:
            if not self._is_told_to_stop():
                return math.inf
            self._last_try = time.monotonic() + LAST_PATIENCE
        return self._last_try

    def _tell_away(self, error: ArchiveError) -> None:
        if not self._away:
            self._away = True
            logger.warning(
                "%s Nothing is asked for until it is back; waited for are %d seconds.",
                error.message,
                self._patience,
            )

    def _tell_back(self) -> None:
        if self._away:
            self._away = False
            logger.warning("The archive is back; the crawl goes on.")


# Many pages, one commit: flushed when they are many, when one has waited, or when nothing more will come.

T = TypeVar("T")

# Rows/s grow no further with larger batches (docs/explanation/performance.md#batches).
MOST = 50
# Seconds without a new value (docs/explanation/scrapy.md#back-pressure).
QUIET = 0.1
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
