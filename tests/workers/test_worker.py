"""Workers die with their parent, however it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def family(parent: int) -> set[int]:
    """Return the living descendants of a process, zombies not counted."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if fields[0] != "Z":
            parents[int(status.parent.name)] = int(fields[1])
    found: set[int] = set()
    while new := {child for child, its in parents.items() if its in found | {parent}} - found:
        found |= new
    return found


def gone(numbers: set[int]) -> set[int]:
    """Return those that still live after waiting up to five seconds for all to end."""
    deadline = time.monotonic() + 5
    while numbers and time.monotonic() < deadline:
        numbers = {number for number in numbers if Path(f"/proc/{number}/stat").exists() and alive(number)}
        time.sleep(0.02)
    return numbers


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("work", ["busy", "spin", "sleep"])
def test_no_worker_outlives_its_parent(how: signal.Signals, work: str) -> None:
    program = [sys.executable, "-m", "tests.workers.parent", work]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        numbers = {int(word) for word in parent.stdout.readline().split()}
        assert len(numbers) == 3, "the parent and two workers"
        time.sleep(0.4)
        everyone = family(parent.pid) | numbers
        assert len(everyone) >= 5, "two workers of either pool, and the fork server"
        os.kill(parent.pid, how)
        parent.wait(timeout=10)
        assert gone(everyone) == set()
