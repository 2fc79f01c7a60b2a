"""Opens a pool: of worker processes, or one that works in this process."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Generic, Self, TypeVar

from newsarchive.environment import worker_count
from newsarchive.workers.limits import Limits
from newsarchive.workers.pool import ExtractionPool
from newsarchive.workers.refusal import refuse_page
from newsarchive.workers.worker_process import no_model

# Errors of a full disk, a full quota and `ulimit -f`.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_T = TypeVar("_T")
_R = TypeVar("_R")


class InlinePool(Generic[_T, _R]):
    """Has the methods of ExtractionPool, but calls the function in this process and without limits.

    For tests, debugging, and `NEWSARCHIVE_WORKERS=0`.
    """

    def __init__(self, function: Callable[[_T], _R]) -> None:
        self._function = function

    def submit(self, value: _T) -> Future[_R]:
        """Return the future of one value's result; it is done already."""
        future: Future[_R] = Future()
        try:
            future.set_result(self._call(value))
        except Exception as error:
            future.set_exception(error)
        return future

    def map(self, values: Iterable[_T]) -> Iterator[_R]:
        """Yield the results in the order of the values; each is computed when it is asked for."""
        return map(self._call, values)

    def _call(self, value: _T) -> _R:
        """Call the function. Only the language model needs a file, when it is loaded for the first page."""
        try:
            return self._function(value)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise no_model(error) from error
            raise

    def close(self) -> None:
        """Do nothing: there are no processes to end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


Pool = ExtractionPool[_T, _R] | InlinePool[_T, _R]


def open_pool(
    function: Callable[[_T], _R],
    *,
    workers: int | None = None,
    refuse: Callable[[_T, str], _R] = refuse_page,
    limits: Limits | None = None,
) -> Pool[_T, _R]:
    """Return a pool of `workers` processes (default: `worker_count()`); with 0 it has none, and no limits."""
    count = worker_count() if workers is None else workers
    if not count:
        return InlinePool(function)
    return ExtractionPool(function, workers=count, refuse=refuse, limits=limits)


async def submitted(pool: Pool[_T, _R], value: _T) -> asyncio.Future[_R]:
    """Return the future of one value's result, without blocking the event loop.

    For the first value and after a restart, the pool starts its processes. That takes a second, and several
    on a busy machine (2026-11).
    """
    if isinstance(pool, InlinePool):
        return asyncio.wrap_future(pool.submit(value))
    return asyncio.wrap_future(await asyncio.get_running_loop().run_in_executor(None, pool.submit, value))
