"""Measures the private memory of all processes of a browser, as the kernel reports it.

Chromium's own limits bound only the heap of scripts, not what they use outside it. RLIMIT_AS does not help:
Chromium reserves terabytes of address space and would not start.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def browser_process(proxy: str) -> int | None:
    """Return the main process of the browser that uses the proxy at this address, None if there is none.

    No other browser uses that proxy: this process owns its port.
    """
    mark = f"--proxy-server={proxy}".encode()
    for folder in _PROC.glob("[0-9]*"):
        arguments = _read(folder / "cmdline").split(b"\0")
        if mark in arguments and not any(one.startswith(b"--type=") for one in arguments):
            return int(folder.name)
    return None


def private_bytes(browser: int) -> int:
    """Return the bytes of memory that the processes of a browser do not share."""
    return sum(_private(number) for number in _family(browser))


def end_renderers(browser: int) -> None:
    """Kill the renderer processes: a page that fills the memory does not close on request."""
    for number in _family(browser):
        if b"--type=renderer" in _read(_PROC / str(number) / "cmdline").split(b"\0"):
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _family(browser: int) -> Iterator[int]:
    waiting = [browser]
    while waiting:
        number = waiting.pop()
        yield number
        for task in (_PROC / str(number) / "task").glob("*"):
            waiting += [int(child) for child in _read(task / "children").split()]


def _private(number: int) -> int:
    fields = _read(_PROC / str(number) / "statm").split()  # proc_pid_statm(5): size resident shared …
    return (int(fields[1]) - int(fields[2])) * _PAGE if len(fields) > 2 else 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the process has ended
        return b""
