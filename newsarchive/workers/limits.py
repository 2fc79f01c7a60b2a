"""The limits of time and memory for one page, in a worker process or without one."""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsarchive.errors import WorkersUnavailableError

_MEGABYTE = 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one worker process.

    `cpu_seconds` of processor time are given to one page: unlike a clock they do not depend on how busy the
    machine is, so that a page's fate is the same for any number of workers. `wall_seconds` ends a page that
    waits without computing. `memory_bytes` is what a worker may grow by over its size at the start (address
    space); `pages` is when a worker is replaced by a fresh one, against slow leaks of the C libraries.
    """

    # The slowest of 2,000 real pages takes under 1 s; one with
    # 841 KB of broken JSON-LD took a peer 45 s (docs/explanation/performance.md#one-page-must-not-cost-all).
    cpu_seconds: float = 20.0
    wall_seconds: float = 120.0
    # A tree takes about ten times its page; pages are at most 32 MiB (imports.page_file), with room for text.
    memory_bytes: int = 1_536 * 1024**2
    pages: int = 500


class OutOfTimeError(BaseException):
    """The block under `processor_time` took too long; no `except Exception` of a reader may keep it."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError in the block once this process has computed for so long in it.

    That ends a search by a regular expression, too: Python's engine looks for signals while it searches. A
    library in C is ended when it returns. In other threads than the main one the block has no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_number: int, _frame: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def address_space() -> int:
    """Return the size of this process, as RLIMIT_AS counts it."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def demand_memory(room: int) -> int:
    """Return what this process may have with `room` bytes to grow by.

    Raises WorkersUnavailableError where it is less that somebody else allows (`ulimit -v`): to go on with
    that would refuse honest pages.
    """
    most = address_space() + room
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY and allowed < most:
        raise WorkersUnavailableError(
            f"Workers cannot be started: one takes up to {most // _MEGABYTE:,} MB of address space,"
            f" and this process may have {allowed // _MEGABYTE:,} MB (ulimit -v).",
            hint="Raise the limit (ulimit -v unlimited). NEWSARCHIVE_WORKERS=0 reads pages without workers,"
            " but also without limits of time and memory.",
        )
    return most
