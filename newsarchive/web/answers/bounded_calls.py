"""Calls whose cost nobody knows beforehand: an analyst's SQL, the reading of a page somebody else wrote.

They run in processes of their own, with limits of time and memory. One step of SQLite, or of a parser, may
take hours, and nothing stops a thread in it (newsarchive.cli.watchdog); a process can be ended.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from newsarchive.errors import ArchiveError, EndedEarlyError
from newsarchive.storage.queries.given_up import ended_when_given_up, nobody_waits
from newsarchive.workers.fork_server import one_process

_A = TypeVar("_A")
_B = TypeVar("_B")
# Processes, and so calls at a time; each may take a processor.
_PROCESSES = 2
# Calls that may wait for one; each holds a thread. Requests wait before that (web.guard.fair_shares).
_WAITING = 2
# Bytes that a process may use beyond its start: a few of the longest values (50 MB) and a page's tree.
_MEMORY = 1 << 30
# Calls after which a process is replaced: C libraries may leak.
_CALLS = 500
# Imported once, by the server that forks the processes.
_PRELOADED = (
    "newsarchive.web.answers.sql_answers",
    "newsarchive.web.pages.captured_page",
    "newsarchive.web.pages.marked_page",
)
# Seconds beyond the time limit of a query, in which the database should report it.
_GRACE = 2.0
_LOOK = 0.25  # seconds between two checks whether somebody still waits for the answer
_LESS = "Ask for less at a time: fewer rows, or texts cut with substr()."


class PoolFullError(ArchiveError):
    """All processes are busy, and as many calls wait as may."""


class BoundedCalls:
    """Calls in processes, begun when needed. `timeout` is in seconds; a call waits so long for one, too."""

    def __init__(self, timeout: float, *, processes: int = _PROCESSES) -> None:
        self._timeout = timeout
        self._room = threading.BoundedSemaphore(_PROCESSES + _WAITING)
        self._free = threading.Condition()
        self._idle = [_Desk() for _ in range(processes)]
        self._desks = tuple(self._idle)
        self._closings = 0

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
        closings = self._closings
        try:
            with self._free_desk(closings) as desk:
                for last in (False, True):
                    try:
                        return self._asked(desk, closings, function, value)
                    except BrokenProcessPool:  # killed as it fetched the call, or while it had none
                        if last:
                            raise
        except CancelledError as error:
            raise EndedEarlyError("Nobody waited for the answer any more.") from error
        except OutOfTime as error:
            raise EndedEarlyError(f"This was stopped after {self._timeout:g} s.", hint=_LESS) from error
        except (ProcessExpired, MemoryError) as error:
            raise EndedEarlyError("This needs more memory than allowed.", hint=_LESS) from error
        except BrokenProcessPool as error:
            raise EndedEarlyError(
                "The process that answers was ended, twice.",
                hint="Ask again; 'dmesg' shows processes that were killed for lack of memory.",
            ) from error
        raise AssertionError  # the second try returns or raises

    def _asked(self, desk: _Desk, closings: int, function: Callable[[_A], _B], value: _A) -> _B:
        with self._free:
            self._demand_open(closings)
            pool = desk.begun()
        try:
            future = pool.schedule(function, args=[value], timeout=self._timeout + _GRACE)
        except RuntimeError as error:  # it died this moment
            raise BrokenProcessPool from error
        until = time.monotonic() + 2 * self._timeout + _GRACE
        with ended_when_given_up(future.cancel):
            while not future.done():
                try:
                    return future.result(timeout=_LOOK)
                except OutOfTime:
                    if future.done():
                        break
                    # A pool that ends forgets what it had not yet given to its process, and what that has.
                    if not pool.active:
                        self._demand_open(closings)
                        raise BrokenProcessPool("the process was ended") from None
                    if time.monotonic() > until:
                        future.cancel()  # type: ignore[no-untyped-call]
                        raise
        return future.result()

    def _demand_open(self, closings: int) -> None:
        """Raise EndedEarlyError if `close` was called meanwhile."""
        if self._closings != closings:
            raise EndedEarlyError("The server was stopped before the answer came.")

    def warm_up(self) -> None:
        """Begin the processes, so that the first who asks need not wait for it."""
        with self._free:
            for desk in self._desks:
                desk.begun().schedule(abs, args=[1])

    def close(self) -> None:
        """End the processes, and the calls that run or wait."""
        with self._free:
            self._closings += 1
            self._free.notify_all()
            pools = [desk.pool for desk in self._desks if desk.pool is not None]
            for desk in self._desks:
                desk.pool = None
        for pool in pools:
            pool.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this
        for pool in pools:
            pool.join()

    @contextmanager
    def _free_desk(self, closings: int) -> Iterator[_Desk]:
        """Wait for a process that has no call; raises CancelledError where nobody waits for the answer."""
        until = time.monotonic() + self._timeout
        with self._free:
            while not self._idle:
                self._demand_open(closings)
                if nobody_waits():
                    raise CancelledError
                if time.monotonic() > until:
                    raise OutOfTime
                self._free.wait(_LOOK)
            desk = self._idle.pop()
        try:
            yield desk
        finally:
            with self._free:
                self._idle.append(desk)
                self._free.notify()


@dataclass(eq=False, slots=True)
class _Desk:
    """A process, in a pool of its own (newsarchive.workers.pool says why); it has one call at a time."""

    pool: ProcessPool | None = None

    def begun(self) -> ProcessPool:
        """Return the pool, a new one where the last has broken."""
        if self.pool is None or not self.pool.active:
            self.pool = one_process(_MEMORY, _PRELOADED, calls=_CALLS)
        return self.pool
