"""Chooses the pool: worker processes, or this process if none are wanted."""

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

# The pool's twin without processes: for tests, debugging, and `NEWSARCHIVE_WORKERS=0`.

# What a full disk, a full quota and `ulimit -f` say.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_T = TypeVar("_T")
_R = TypeVar("_R")


class InlinePool(Generic[_T, _R]):
    """Calls the function where it is asked to; same doors as ExtractionPool, no limits."""

    def __init__(self, function: Callable[[_T], _R]) -> None:
        self._function = function

    def submit(self, value: _T) -> Future[_R]:
        """Return a future that is done already."""
        future: Future[_R] = Future()
        try:
            future.set_result(self._call(value))
        except Exception as error:
            future.set_exception(error)
        return future

    def map(self, values: Iterable[_T]) -> Iterator[_R]:
        """Yield the results in the order of the values, each made when asked for."""
        return map(self._call, values)

    def _call(self, value: _T) -> _R:
        """Call the function. It is pure: what wants a file is the language model, at its first page."""
        try:
            return self._function(value)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise no_model(error) from error
            raise

    def close(self) -> None:
        """Nothing to let go of."""

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
    """Return a pool of so many worker processes (default: `worker_count()`); 0 means none, and no limits."""
    count = worker_count() if workers is None else workers
    if not count:
        return InlinePool(function)
    return ExtractionPool(function, workers=count, refuse=refuse, limits=limits)


async def submitted(pool: Pool[_T, _R], value: _T) -> asyncio.Future[_R]:
    """Return the future of one value's result; the event loop goes on while the pool starts its processes.

    That takes a second, and several on a busy machine (2026-11), for the first value and after a restart.
    """
    if isinstance(pool, InlinePool):
        return asyncio.wrap_future(pool.submit(value))
    return asyncio.wrap_future(await asyncio.get_running_loop().run_in_executor(None, pool.submit, value))
