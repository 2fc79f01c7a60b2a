"""Tries a page that failed once more, alone in a fresh process, before the page is blamed.

The first failure may have other causes: other pages took the memory or the time, an old worker leaked, an
operator or the kernel (out of memory) killed the worker. Nothing tells who killed a process. So an idle
process, the witness, runs beside the second attempt: if a signal ends both, the page is not to blame.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from newsarchive.errors import WorkersUnavailableError
from newsarchive.workers.fork_server import fork_server, one_process
from newsarchive.workers.limits import Limits
from newsarchive.workers.worker_process import serve, stand_by, with_page

_T = TypeVar("_T")
_R = TypeVar("_R")


@dataclass(eq=False, slots=True)
class Task(Generic[_T, _R]):
    """A value, the future of its result, and how often it failed.

    `failures` counts limits, crashes and exceptions; `kills` counts workers that somebody else may have
    killed. `cause` describes the last of them.
    """

    value: _T
    future: Future[_R] = field(default_factory=Future)
    failures: int = 0
    kills: int = 0
    cause: str = ""

    def __post_init__(self) -> None:
        # A running future cannot be cancelled. If the caller cancelled it, setting its result would raise.
        self.future.set_running_or_notify_cancel()

    def finish(self, result: Any) -> None:
        """Set the result, with the original page and its bytes put back."""
        self.future.set_result(with_page(result, getattr(self.value, "page", self.value)))


def start_worker(limits: Limits, function: Callable[[Any], Any]) -> ProcessPool:
    """Return a pool of one process that has imported the function's module."""
    modules = (function.__module__, "newsarchive.workers.worker_process", "newsarchive.workers.warm")
    return one_process(limits.memory_bytes, modules, calls=limits.pages)


# This many failures of its own make a page poison; the second one happens in a fresh process.
FAILURES_UNTIL_POISON = 2
# A page that loses this many workers to somebody else is left for another run.
_KILLS = 3
# Our limits end a worker with SIGPROF, crashes with SIGSEGV, SIGABRT …. These signals come from somebody
# else, or from the kernel when memory runs out.
_FROM_OUTSIDE = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT})
_LOOK = 0.5  # seconds between two checks whether the process still runs
# Somebody who kills workers one after another needs a moment to get to the witness.
_MOMENT = 0.25


def is_from_outside(error: BaseException) -> bool:
    """Say whether somebody else may have ended the worker."""
    return isinstance(error, ProcessExpired) and error.exitcode in _FROM_OUTSIDE


def cause_of(error: BaseException) -> str:
    """Describe what a page did, without process numbers or times, which would differ between runs."""
    if isinstance(error, TimeoutError):
        return "kept its worker busy beyond the time limit"
    if isinstance(error, ProcessExpired):
        return "ended its worker (limit of time or memory, or a crash)"
    message: Any = str(error).splitlines()[:1]
    return f"raised {type(error).__name__}: {message[0]}" if message else f"raised {type(error).__name__}"


class Judge:
    """Tries one task after another; `close`, called from another thread, ends the current one."""

    def __init__(self, function: Callable[[Any], Any], limits: Limits) -> None:
        self._function, self._limits = function, limits
        self._lock = threading.Lock()
        self._processes: ProcessPool | None = None
        self._closed = False

    def try_alone(self, task: Task[_T, _R]) -> _R:
        """Return the task's result; after FAILURES_UNTIL_POISON or _KILLS, raise its last error.

        Raises CancelledError when closed, WorkersUnavailableError if no worker can be started.
        """
        while True:
            witness = fork_server().Process(target=stand_by, daemon=True)
            witness.start()
            try:
                return self._once(task)
            except (CancelledError, WorkersUnavailableError):
                raise
            except Exception as error:
                if is_from_outside(error):
                    time.sleep(_MOMENT)
                if isinstance(error, BrokenProcessPool) or (
                    is_from_outside(error) and not witness.is_alive()
                ):
                    task.kills += 1
                else:
                    task.failures += 1
                task.cause = cause_of(error)
                if task.failures >= FAILURES_UNTIL_POISON or task.kills >= _KILLS:
                    raise
            finally:
                witness.kill()
                witness.join()

    def close(self) -> None:
        """End the process of the current task, and try no other."""
        with self._lock:
            self._closed = True
            processes = self._processes
        if processes is not None:
            processes.stop()  # type: ignore[no-untyped-call] # pebble annotates most of its code, not this

    def _once(self, task: Task[_T, _R]) -> _R:
        with self._lock:
            if self._closed:
                raise CancelledError
            processes = self._processes = start_worker(self._limits, self._function)
        try:
            done = processes.schedule(
                serve,
                args=[self._function, task.value, self._limits.cpu_seconds],
                timeout=self._limits.wall_seconds,
            )
            while not wait([done], timeout=_LOOK).done:
                if not processes.active:  # broken before it gave the page to a worker: no callback comes
                    raise BrokenProcessPool("the worker died as it started")
            result: _R = done.result()
            return result
        finally:
            processes.stop()  # type: ignore[no-untyped-call] # as above
            processes.join()
