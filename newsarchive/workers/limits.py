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

    `cpu_seconds` is the processor time for one page. Unlike elapsed time, it does not depend on how busy the
    machine is, so that the number of workers does not change which pages are refused. `wall_seconds` ends a
    page that waits without computing. `memory_bytes` is how much a worker's address space may grow after its
    start. After `pages` pages a worker is replaced, because the C libraries may leak memory.
    """

    # The slowest of 2,000 real pages takes less than 1 s; a page with 841 KB of broken JSON-LD took another
    # extractor 45 s (docs/explanation/performance.md#one-page-must-not-cost-all).
    cpu_seconds: float = 20.0
    wall_seconds: float = 120.0
    # A parsed tree takes about ten times the memory of its page, and pages are at most 32 MiB long
    # (imports.page_file); the rest is for the text.
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
    """Return the address space that this process needs to grow by `room` bytes.

    Raises WorkersUnavailableError if `ulimit -v` allows less: with so little memory, ordinary pages would be
    refused.
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
