"""The newsroom's server as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def newsroom_port() -> Iterator[int]:
    """The port of a newsroom at its first visit."""
    command = [sys.executable, "-m", "newsarchive.newsroom", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        word, port = process.stdout.readline().split()
        assert word == "ready"
        yield int(port)
        process.terminate()
        assert process.wait(timeout=10) == 0
