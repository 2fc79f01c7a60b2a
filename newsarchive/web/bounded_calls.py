"""Calls whose cost nobody knows beforehand: an analyst's SQL, the reading of a page somebody else wrote.

They run in processes of their own, with limits of time and memory. One step of SQLite, or of a parser, may
take hours, and nothing stops a thread in it (newsarchive.cli.watchdog); a process can be ended.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as OutOfTime
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.storage.queries.given_up import ended_when_given_up
from newsarchive.workers.worker_process import enter_worker

_A = TypeVar("_A")
_B = TypeVar("_B")
# Processes, and so calls at a time; each may take a processor.
_PROCESSES = 2
# Calls that may wait for one; each holds a thread. Requests wait before that (newsarchive.web.fair_shares).
_WAITING = 2
# Bytes that a process may use beyond its start: a few of the longest values (50 MB) and a page's tree.
_MEMORY = 1 << 30
# Calls after which a process is replaced: C libraries may leak.
_CALLS = 500
# Imported once, by the server that forks the processes.
_PRELOADED = ("newsarchive.web.sql_answers", "newsarchive.web.captured_page", "newsarchive.web.marked_page")
# Seconds beyond the time limit of a query, in which the database should report it.
_GRACE = 2.0


class PoolFullError(ArchiveError):
    """All processes are busy, and as many calls wait as may."""


class BoundedCalls:
    """A pool of processes, begun with the first call. `timeout` is in seconds and counts the waiting too."""

    def __init__(self, timeout: float, *, processes: int = _PROCESSES) -> None:
        self._timeout = timeout
        self._processes = processes
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(_PROCESSES + _WAITING)
        self._pool: ProcessPool | None = None

    def call(self, function: Callable[[_A], _B], value: _A) -> _B:
        """Return `function(value)`, both of which can be pickled.

        Raises what it raises; EndedEarlyError if it takes too long or too much memory, PoolFullError at once
        if as many calls wait as are answered: each holds a thread that a page may need.
        """
        if not self._room.acquire(blocking=False):
            raise PoolFullError(
                "Other questions are being answered, and as many wait.", hint="Ask again in some seconds."
            )
        try:
            return self._answered(function, value)
        finally:
            self._room.release()

    def _answered(self, function: Callable[[_A], _B], value: _A) -> _B:
        future = self._begun().schedule(function, args=[value], timeout=self._timeout + _GRACE)
        try:
            with ended_when_given_up(future.cancel):
                result: _B = future.result(timeout=2 * self._timeout + _GRACE)
        except CancelledError as error:
            raise EndedEarlyError("Nobody waited for the answer any more.") from error
        except (OutOfTime, ProcessExpired) as error:
            future.cancel()  # type: ignore[no-untyped-call]
            late = isinstance(error, OutOfTime)
            raise EndedEarlyError(
                f"This was stopped after {self._timeout:g} s."
                if late
                else "This needs more memory than allowed.",
                hint="Ask for less at a time: fewer rows, or texts cut with substr().",
            ) from error
        except MemoryError as error:
            raise EndedEarlyError(
                "This needs more memory than allowed.",
                hint="Ask for less at a time: fewer rows, or texts cut with substr().",
            ) from error
        return result

    def warm_up(self) -> None:
        """Begin the processes, so that the first who asks need not wait for it."""
        self._begun().schedule(abs, args=[1])

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
            pool.join()

    def _begun(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or not self._pool.active:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(list(_PRELOADED))
                self._pool = ProcessPool(
                    max_workers=self._processes,
                    max_tasks=_CALLS,
                    initializer=enter_worker,
                    initargs=[_MEMORY],
                    context=context,
                )
            return self._pool
