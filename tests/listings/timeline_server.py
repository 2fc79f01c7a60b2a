"""The mock site whose articles only a JSON interface names, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cli.crawling import ROOT
from tests.forking import ForkedProcess


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site; yield its base address."""
    command = [sys.executable, "-m", "tests.mockserver.timeline"]
    with ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.kill()
