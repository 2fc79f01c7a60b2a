"""Which processes came from one, which of them still live, and what one is about (for tests that kill)."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path


def family(parent: int) -> set[int]:
    """Return the living descendants of a process, itself not counted."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        state, its_parent = _state(int(folder.name))
        if state not in "ZX":
            parents[int(folder.name)] = its_parent
    found: set[int] = set()
    while new := {child for child, its in parents.items() if its in found | {parent}} - found:
        found |= new
    return found


def grandchildren(parent: int) -> set[int]:
    """Return the living descendants that are not its own children: workers of a fork server."""
    return {number for number in family(parent) if _state(number)[1] != parent}


def still_alive(numbers: set[int], seconds: float = 5) -> set[int]:
    """Return those that still live after waiting for all to end."""
    deadline = time.monotonic() + seconds
    while numbers and time.monotonic() < deadline:
        numbers = {number for number in numbers if _state(number)[0] not in "ZX"}
        time.sleep(0.02)
    return numbers


def wait_until(holds: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Return once something holds that others bring about; fail with `what` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def wait_until_heeding(parent: int, number: signal.Signals = signal.SIGTERM, seconds: float = 120) -> None:
    """Return once the process has a handler for the signal (proc_pid_status(5), SigCgt)."""
    deadline = time.monotonic() + seconds
    while not int(_field(parent, "SigCgt"), 16) & 1 << (number - 1):
        assert time.monotonic() < deadline, "it takes no notice of the signal"
        time.sleep(0.02)


def wait_until_idle(parent: int, seconds: float = 120) -> None:
    """Return once the process heeds SIGTERM and sleeps, at several looks: it waits for somebody."""
    wait_until_heeding(parent, seconds=seconds)
    deadline = time.monotonic() + seconds
    asleep = 0
    before = ""
    while asleep < 5:
        assert time.monotonic() < deadline, "it does not come to rest"
        time.sleep(0.05)
        switched = _field(parent, "voluntary_ctxt_switches")
        asleep = asleep + 1 if (_state(parent)[0], switched) == ("S", before) else 0
        before = switched


def wait_until_threads(parent: int, count: int, seconds: float = 120) -> None:
    """Return once the process has so many threads."""
    deadline = time.monotonic() + seconds
    while int(_field(parent, "Threads")) < count:
        assert time.monotonic() < deadline, "it starts no thread"
        time.sleep(0.02)


def _field(number: int, name: str) -> str:
    for line in Path(f"/proc/{number}/status").read_text(errors="replace").splitlines():
        if line.startswith(f"{name}:"):
            return line.partition(":")[2].strip()
    raise AssertionError(f"process {number} has ended")


def _state(number: int) -> tuple[str, int]:
    """State letter and parent (proc_pid_stat(5)); `X` for one that is gone."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return "X", 0
    return fields[0], int(fields[1])
