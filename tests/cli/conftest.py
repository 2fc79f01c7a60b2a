"""Fixtures of the command line's tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.cli.crawling import ROOT, MockServer
from tests.forking import ForkedProcess


@pytest.fixture
def server() -> Iterator[MockServer]:
    process = ForkedProcess(
        [sys.executable, "-m", "tests.mockserver"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        yield MockServer(int(process.stdout.readline()))
        process.kill()
