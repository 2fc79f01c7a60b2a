"""`kill -9` of a crawl, again and again: few answers are not stored yet, and are asked for once more."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from newsarchive.extensions.crawl_archive import most_unstored
from newsarchive.middlewares.host_gate import SPARE_REQUESTS
from tests.cli.crawling import MockServer, Project
from tests.mockserver.site import CROWD

KILLS = 3
CONCURRENCY = 8  # of Project.declare: so many answers may be on their way beside those that have come


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path) -> Project:
    made = Project(tmp_path, workers=1)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    return made


def stored(project: Project) -> set[str]:
    return {"/" + url.split("/", 3)[3] for (url,) in project.rows("SELECT url FROM current_articles")}


def sent(server: MockServer) -> Counter[str]:
    """Return how often each story was sent; a recheck that finds it as it was sends nothing."""
    log = (entry for entry in server.log() if entry["status"] == "200")
    return Counter(entry["path"] for entry in log if entry["path"].startswith("/slow/"))


def test_a_kill_loses_few_answers_and_nothing_else_is_asked_for_again(
    server: MockServer, project: Project
) -> None:
    project.declare("mock", f'feeds = [{{ url = "{server.base}/crowd.xml" }}]')
    most = most_unstored(1) + CONCURRENCY + SPARE_REQUESTS
    lost: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for _ in range(KILLS):
        server.set(edition=0, slow=0)
        before = len(stored(project))
        process = project.start("crawl", "mock", to=project.folder / "said.txt")
        while project.rows("SELECT count(*) FROM articles")[0][0] < before + most:
            assert process.poll() is None, (project.folder / "said.txt").read_text()
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        answered = sent(server)
        in_flight = set(answered) - stored(project)
        assert len(in_flight) <= most
        lost.update(in_flight)
        asked.update(answered)
    server.set(edition=0, slow=0)
    done = project.run("crawl", "mock")
    assert done.returncode == 0, done.stderr
    assert len(stored(project)) == CROWD
    asked.update(sent(server))
    again = {path: number for path, number in asked.items() if number > 1 + lost[path]}
    assert again == {}, "asked for again, though no kill met it between answer and commit"
