"""Several sources in one call: a signal or a killed child ends the round, and nothing outlives it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.crawling import MockServer, Project

# With a turn that is over soon.
SOON = "import settings.test as t; t.NEWSARCHIVE_CRAWL_TURN = 0.5; from newsarchive.cli import main; main()"


@pytest.fixture
def project(tmp_path: Path, server: MockServer, sqlite_template: Path) -> Project:
    made = Project(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    made.declare("first", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    made.declare("second", f'addresses = {{ urls = ["{server.base}/a/2"] }}\n')
    return made


def start_and_wait(project: Project, server: MockServer) -> subprocess.Popen[str]:
    """Start a crawl of all sources; return when the first is at work."""
    server.set(slow=0.3)
    process = project.start("crawl", "--all")
    server.wait_for(process)
    return process


def child_of(process: subprocess.Popen[str]) -> int:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[0])


def test_sigterm_ends_the_round(project: Project, server: MockServer) -> None:
    with start_and_wait(project, server) as process:
        child = child_of(process)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in err) == (3, False)
    assert "ended early (shutdown)" in err
    assert not Path(f"/proc/{child}").exists()
    assert project.rows("SELECT reason FROM crawls") == [("shutdown",)]


def test_a_second_signal_ends_it_at_once_with_3(project: Project, server: MockServer) -> None:
    with start_and_wait(project, server) as process:
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
        process.communicate(timeout=120)
    assert process.returncode == 3


def test_a_site_that_takes_long_holds_no_others_up(project: Project, server: MockServer) -> None:
    """Byte by byte, or by lists without end, it held up all that came after it: for hours."""
    server.set(slow=2.0)
    with project.start("crawl", "--all", program=SOON) as process:
        _, err = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in err) == (0, False), err
    assert "first: its crawl takes longer than 0.5 s; others start beside it" in err
    ends = project.rows(
        "SELECT s.name, c.ended_at FROM crawls c JOIN sources s ON s.id = c.source_id ORDER BY c.id"
    )
    assert [row[0] for row in ends] == ["first", "second"]
    assert ends[1][1] < ends[0][1]


def test_a_killed_child_is_3_and_the_next_source_goes_on(project: Project, server: MockServer) -> None:
    with start_and_wait(project, server) as process:
        os.kill(child_of(process), signal.SIGKILL)
        _, err = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in err) == (3, False)
    assert "ended by SIGKILL; run it again" in err
    assert project.rows("SELECT title IS NOT NULL FROM current_articles WHERE source = 'second'") == [(1,)]


def test_a_child_ends_with_its_parent(project: Project, server: MockServer) -> None:
    with start_and_wait(replace(project, workers=1), server) as process:
        child = child_of(process)
        process.kill()
        process.communicate(timeout=120)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()
    assert project.rows("SELECT reason FROM crawls") == [("shutdown",)]
