"""A single writer thread: runs archive calls in order, off the event loop, and retries those that fail."""

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

_P = ParamSpec("_P")
_R = TypeVar("_R")

logger = logging.getLogger(__name__)

# Seconds: a database may be away for a minute without any loss (docs/explanation/hostile-web.md#crashes).
_PATIENCE = 60.0
_PAUSE = 0.5
# Seconds that a crawl still waits for its archive after it was told to stop: enough for some tries, and short
# enough that it does not seem to hang.
_LAST_PATIENCE = 2.0
# Seconds; longer than any batch takes. After that the archive is taken to be locked or not to answer.
_STALLED = 2.0


class Writer:
    """Runs synchronous calls one after another in one thread: docs/explanation/scrapy.md#one-writer-thread.

    `patience`: seconds to retry, `pause`: seconds between tries. `is_told_to_stop` returns true once the
    crawl is to stop; retries then end after _LAST_PATIENCE seconds.
    """

    def __init__(
        self,
        *,
        patience: float = _PATIENCE,
        pause: float = _PAUSE,
        is_told_to_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._patience, self._pause, self.is_told_to_stop = patience, pause, is_told_to_stop
        self._last_try: float | None = None  # since the crawl was told to stop; for all calls together
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._hurry = threading.Event()
        self._away = False
        self._began: float | None = None  # the call under way
        self.retries = 0

    @property
    def is_stalled(self) -> bool:
        """Whether nothing can be stored now: the archive is unavailable, full or locked, or does not answer.

        Pages that are fetched meanwhile may be lost, and would be fetched again.
        """
        began = self._began
        return self._away or (began is not None and time.monotonic() - began > _STALLED)

    async def once(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Return the result of one try. Used when opening: an operator's mistake must show at once."""
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._timed(lambda: function(*args, **kwargs))
        )

    async def run(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Return the result of the call; retries while the archive is unavailable or locked.

        Raises ArchiveError when patience ends.
        """
        return await self.once(self._patiently, lambda: function(*args, **kwargs))

    def hurry(self) -> None:
        """Do not retry from now on: the crawl is being given up."""
        self._hurry.set()

    def close(self) -> None:
        """End the thread after its current call; idempotent."""
        self._executor.shutdown(wait=True)

    def _timed(self, call: Callable[[], _R]) -> _R:
        self._began = time.monotonic()
        try:
            return call()
        finally:
            self._began = None

    def _patiently(self, call: Callable[[], _R]) -> _R:
        deadline = time.monotonic() + self._patience
        tried = False
        while True:
            try:
                result = call()
            except (ArchiveUnavailableError, ArchiveLockedError) as error:
                if self._hurry.is_set() or time.monotonic() >= min(deadline, self._end_of_patience()):
                    if tried:
                        logger.warning("The archive still cannot be used; the crawl is given up.")
                    raise
                self._tell_away(error)
                tried = True
                self.retries += 1
                self._hurry.wait(self._pause)
            else:
                # Only a call that failed knows: a read succeeds while the disk is full, too.
                if tried and self._away:
                    self._away = False
                    logger.warning("The archive can be used again; the crawl goes on.")
                return result

    def _end_of_patience(self) -> float:
        if self._last_try is None:
            if not self.is_told_to_stop():
                return math.inf
            self._last_try = time.monotonic() + _LAST_PATIENCE
        return self._last_try

    def _tell_away(self, error: ArchiveError) -> None:
        if not self._away:
            self._away = True
            logger.warning(
                "%s Fetching pauses until the archive can be used again, for %d seconds at most.",
                error.message if error.message.endswith((".", "!", "?")) else f"{error.message}.",
                self._patience,
            )


_T = TypeVar("_T")

# Larger batches are not faster (docs/explanation/performance.md#batches).
_MOST = 50
# Seconds without a new value (docs/explanation/scrapy.md#back-pressure).
_QUIET = 0.1
# The most seconds a value waits for others: a kill loses what waits. 20 pages/s still make batches of ten.
_OLDEST = 0.5


class Batches(Generic[_T, _R]):
    """Saves values in batches, so that many pages share one commit; each caller gets its own result.

    A batch is saved when it has `most` values, after `quiet` seconds without a new one, when its oldest value
    has waited `oldest` seconds, or when `is_full` says that no further value will come before something is
    saved. `save` gets a batch and returns a result for each value, in order. Every caller of the batch gets
    an ArchiveError that it raises; after any other error each value is saved alone, so that a bad page costs
    only itself.
    """

    def __init__(
        self,
        save: Callable[[Sequence[_T]], Awaitable[Sequence[_R]]],
        *,
        is_full: Callable[[], bool] = lambda: False,
        most: int = _MOST,
        quiet: float = _QUIET,
        oldest: float = _OLDEST,
    ) -> None:
        self._save, self._is_full = save, is_full
        self._most, self._quiet, self._oldest = most, quiet, oldest
        self._since = 0.0  # when the first of those waiting came
        self._waiting: list[tuple[_T, asyncio.Future[_R]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def add(self, value: _T) -> _R:
        """Add a value; return its result once the batch is saved."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[_R] = loop.create_future()
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
        """Save all values; return when nothing is being saved."""
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

    async def _run(self, batch: list[tuple[_T, asyncio.Future[_R]]]) -> None:
        futures = [future for _, future in batch]
        try:
            results = await self._save([value for value, _ in batch])
        except Exception as error:  # every caller of the batch must get it
            if len(batch) == 1 or isinstance(error, ArchiveError):
                _settle(futures, error)
            else:
                for one in batch:
                    await self._run([one])
            return
        for future, result in zip(futures, results, strict=True):
            if not future.done():
                future.set_result(result)


def _settle(futures: Sequence[asyncio.Future[_R]], error: Exception) -> None:
    for future in futures:
        if not future.done():
            future.set_exception(error)
