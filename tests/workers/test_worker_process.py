"""Workers die with their parent, however it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forking import ForkedProcess
from tests.processes import family, still_alive, wait_until

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("work", ["busy", "spin", "sleep"])
def test_no_worker_outlives_its_parent(how: signal.Signals, work: str) -> None:
    program = [sys.executable, "-m", "tests.workers.parent", work, "workers"]
    begin = subprocess.Popen if work == "busy" else ForkedProcess
    with begin(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        numbers = {int(word) for word in parent.stdout.readline().split()}
        assert len(numbers) == 3, f"the parent and two workers; the parent ended with {parent.poll()}"
        wait_until(
            lambda: len(family(parent.pid) | numbers) >= 5, "two workers of either pool, and the fork server"
        )
        everyone = family(parent.pid) | numbers
        os.kill(parent.pid, how)
        parent.wait(timeout=10)
        assert still_alive(everyone) == set()
