"""Measures a browser's memory as the kernel counts it: all its processes, shared pages once.

Chromium's own limits bound the heap of scripts, not what they keep outside it, and RLIMIT_AS keeps it from
starting: it reserves terabytes of address space.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def browser_process(proxy: str) -> int | None:
    """Return the first process of the browser that goes through the proxy at this address.

    No other browser has that proxy, since the port is ours; None where there is none.
    """
    mark = f"--proxy-server={proxy}".encode()
    for folder in _PROC.glob("[0-9]*"):
        arguments = _read(folder / "cmdline").split(b"\0")
        if mark in arguments and not any(one.startswith(b"--type=") for one in arguments):
            return int(folder.name)
    return None


def private_bytes(browser: int) -> int:
    """Return the memory of a browser's processes that they do not share."""
    return sum(_private(number) for number in _family(browser))


def end_renderers(browser: int) -> None:
    """Kill the processes that run pages: a page that fills the memory does not close when asked to."""
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
    except OSError:  # it ended meanwhile
        return b""
