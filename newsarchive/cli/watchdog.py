"""Limits for commands that run a user's query: memory, and time even within one call.

A database checks the clock, and Python checks signals, only between steps. One function over one long value
is one step and can take hours (`instr` of 4 MB in 2 MB: ten minutes, in which SIGTERM had no effect). So
another thread watches, and ends the process.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from newsarchive.cli.output import drop_partial
from newsarchive.errors import EndedEarlyError
from newsarchive.logs.console import print_error
from newsarchive.storage.database.engine import LOCK_WAIT

# Bytes of memory that a query may use beyond what the program has at its start: a few of the longest values
# (50 MB; four bytes a character), as text, bytes and output, and a row group of Parquet.
_MEMORY = 2 << 30
# Seconds from the end of the time limit to that of the process, in which the database should report it.
_GRACE = 2.0
# Seconds of processor time after which a call counts as stuck. A call that waits for a lock or for the
# processor uses none.
_BUSY = 1.0
# Seconds for a call that waits: a server then applies its own limit, but within one function (strpos of 400
# KB in 200 KB: 26 s, of 4 MB an hour) it notices neither its limit nor our cancel.
WAITING_GRACE = LOCK_WAIT + 5.0
SIGNALLED_GRACE = 5.0  # and after a signal
_TICK = 0.25

_Row = TypeVar("_Row")


class Watchdog:
    """A context manager that watches `calling` and `rows`, and ends the process if one of them is stuck."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._deadline = time.monotonic() + timeout
        # When the call began, and the processor time at that moment.
        self._since: tuple[float, float] | None = None
        self._signalled: float | None = None
        self._over = threading.Event()
        self._exits = ExitStack()

    def __enter__(self) -> Self:
        reading, writing = self._exits.enter_context(_signals())
        thread = threading.Thread(target=self._look, args=(reading,), name="watch", daemon=True)
        try:
            thread.start()
        except (RuntimeError, MemoryError) as error:
            self._exits.close()
            raise _too_much("it may have") from error
        self._exits.callback(thread.join)
        self._exits.callback(os.write, writing, b"\0")  # wakes the thread
        self._exits.callback(self._over.set)
        self._exits.enter_context(_bounded_memory())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exits.close()
        if isinstance(error, MemoryError):
            raise _too_much(f"the {_MEMORY >> 20:,} MiB it may have") from error

    @contextmanager
    def calling(self) -> Iterator[None]:
        """Watch the code within the block."""
        self._since = time.monotonic(), time.process_time()
        try:
            yield
        finally:
            self._since = None

    def rows(self, rows: Iterator[_Row]) -> Iterator[_Row]:
        """Watch the reading of each row, but not its use."""
        while True:
            with self.calling():
                found = [row for row in [next(rows, None)] if row is not None]
            if not found:
                return
            yield found[0]

    def _look(self, signals: int) -> None:
        while not self._over.is_set():
            if select.select([signals], [], [], _TICK)[0] and os.read(signals, 64):
                self._signalled = time.monotonic()
            now, since = time.monotonic(), self._since
            if since is None:
                continue
            busy = time.process_time() >= since[1] + _BUSY
            if self._signalled is not None and now > self._signalled + (_GRACE if busy else SIGNALLED_GRACE):
                self._end("by a signal")
            if now > max(since[0], self._deadline) + (_GRACE if busy else WAITING_GRACE):
                self._end(f"after {self._timeout:g} s")

    def _end(self, when: str) -> None:
        error = EndedEarlyError(
            f"The query was stopped {when} while one function was running; the result is cut short.",
            hint="Give functions shorter values: cut texts with substr(). A server may still be running it.",
        )
        with suppress(OSError, ValueError):
            print_error(error)
            sys.stderr.flush()
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        drop_partial()
        os._exit(error.exit_code)


def _too_much(most: str) -> EndedEarlyError:
    return EndedEarlyError(
        f"This needs more memory than {most}; the result is cut short.",
        hint="Query less at a time: fewer rows, or texts cut with substr(). See also 'ulimit -v'.",
    )


@contextmanager
def _bounded_memory() -> Iterator[None]:
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _address_space() + _MEMORY
    if before == resource.RLIM_INFINITY or most < before:
        with suppress(ValueError, OSError):  # the system has no such limit
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _address_space() -> int:
    """Return the bytes of memory that the process has mapped now (proc_pid_statm(5))."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return _MEMORY
    return pages * resource.getpagesize()


@contextmanager
def _signals() -> Iterator[tuple[int, int]]:
    """Yield both ends of a pipe that a signal makes readable, even if the main thread is stuck."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    main = threading.current_thread() is threading.main_thread()
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False) if main else -1
    try:
        yield reading, writing
    finally:
        if main:
            signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)
