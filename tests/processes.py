"""Which processes came from one, and which of them still live (for tests that kill)."""

from __future__ import annotations

import time
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


def _state(number: int) -> tuple[str, int]:
    """State letter and parent (proc_pid_stat(5)); `X` for one that is gone."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return "X", 0
    return fields[0], int(fields[1])
