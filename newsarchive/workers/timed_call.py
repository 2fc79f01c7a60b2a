"""One call in a process of its own, which is ended after its time, whatever it waits for."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from newsarchive.workers.fork_server import one_process
from newsarchive.workers.worker_process import serve

_A = TypeVar("_A")
_B = TypeVar("_B")
_LOOK = 0.25  # seconds between two checks whether the process still runs; a signal is seen at once
_GRACE = 5.0  # seconds in which the pool should have ended what takes too long


def call_in_time(
    function: Callable[[_A], _B], value: _A, *, seconds: float, memory: int, modules: Sequence[str] = ()
) -> _B:
    """Return `function(value)`, both of which can be pickled; `memory` are the bytes it may use.

    Raises what it raises, TimeoutError if it takes too long, BrokenProcessPool or pebble's ProcessExpired if
    its process is ended, OSError or RuntimeError if none can be started, WorkersUnavailableError if it cannot
    have the memory.
    """
    pool = one_process(memory, modules)
    try:
        future = pool.schedule(serve, args=[function, value, seconds], timeout=seconds)
        until = time.monotonic() + seconds + _GRACE
        while True:
            try:
                result: _B = future.result(timeout=_LOOK)
            except OutOfTime:
                if future.done() or time.monotonic() > until:
                    raise
                if not pool.active:  # it forgets what its process had
                    raise BrokenProcessPool("the process was ended") from None
            else:
                return result
    finally:
        pool.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
        pool.join()
