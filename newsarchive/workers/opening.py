"""Which pool to use: worker processes, or this process when none are wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from newsarchive.workers.count import worker_count
from newsarchive.workers.inline import InlinePool
from newsarchive.workers.limits import Limits
from newsarchive.workers.pool import ExtractionPool
from newsarchive.workers.refusal import refuse_page

T = TypeVar("T")
R = TypeVar("R")

Pool = ExtractionPool[T, R] | InlinePool[T, R]


def open_pool(
    function: Callable[[T], R],
    *,
    workers: int | None = None,
    refuse: Callable[[T, str], R] = refuse_page,
    limits: Limits | None = None,
) -> Pool[T, R]:
    """Return a pool of so many worker processes (default: `worker_count()`); 0 means none, and no limits."""
    count = worker_count() if workers is None else workers
    if not count:
        return InlinePool(function)
    return ExtractionPool(function, workers=count, refuse=refuse, limits=limits)


async def submitted(pool: Pool[T, R], value: T) -> asyncio.Future[R]:
    """Return the future of one value's result; the event loop goes on while the pool starts its processes.

    That takes a second, and several on a busy machine (2026-11), for the first value and after a restart.
    """
    if isinstance(pool, InlinePool):
        return asyncio.wrap_future(pool.submit(value))
    return asyncio.wrap_future(await asyncio.get_running_loop().run_in_executor(None, pool.submit, value))
