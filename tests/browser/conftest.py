"""A real Chromium, and the site it is sent to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.browser.chromium import INSTALL_HINT, usable_chromium
from tests.cli.crawling import ROOT, MockServer, Project
from tests.forking import ForkedProcess


@pytest.fixture(scope="session")
def chromium() -> str:
    """The file of a Chromium; without one its tests skip, loudly, and fail where CI=1 promises one."""
    found = usable_chromium(os.environ.get("NEWSARCHIVE_CHROMIUM"))
    if found is None:
        message = f"NO CHROMIUM: nothing that needs a browser is tested. {INSTALL_HINT}"
        if os.environ.get("CI") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture
def site() -> Iterator[MockServer]:
    process = ForkedProcess(
        [sys.executable, "-m", "tests.browser.site"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        yield MockServer(int(process.stdout.readline()))
        process.kill()


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path) -> Project:
    """Where pages misbehave, ask for a worker: the crawl itself watches the browser meanwhile."""
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    return Project(tmp_path)
