"""The scheduler of one machine, in real processes: what is due is crawled, once, and a stop is a stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.crawling import MockServer, Project
from tests.monitoring.receiving import receiver
from tests.processes import family, still_alive

# The program with shorter pauses between two looks: a quarter of a minute is long for a test.
WATCHFUL = (
    "import newsarchive.schedule.scheduler as s; s._LOOK_INTERVAL = 0.2;"
    " from newsarchive.cli import main; main()"
)
LOOKS = 1.0  # seconds for some looks, also on a busy machine


@pytest.fixture
def project(tmp_path: Path, server: MockServer) -> Project:
    made = Project(tmp_path)
    made.make_archive()
    return made


@contextmanager
def scheduler(project: Project, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a scheduler that writes to schedule.log; it is killed at the end where it still runs."""
    process = project.start("schedule", *arguments, program=WATCHFUL, to=project.folder / "schedule.log")
    try:
        yield process
    finally:
        everyone = family(process.pid)
        process.kill()
        process.communicate()
        still_alive(everyone, 15)


def said(project: Project) -> str:
    return (project.folder / "schedule.log").read_text()


def wait_until(true: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def reasons(project: Project) -> list[tuple[str | None]]:
    return project.rows("SELECT reason FROM crawls ORDER BY id")


def test_a_list_of_no_sources_says_so(project: Project) -> None:
    (project.folder / "sources").mkdir()
    listed = project.run("schedule", "--list")
    assert (listed.returncode, listed.stdout) == (0, "")
    assert "No source is declared. Declare one: newsarchive sources new URL" in listed.stderr


def test_what_is_due_is_crawled_and_missed_runs_once(project: Project, server: MockServer) -> None:
    project.declare("first", f'every = "30m"\naddresses = {{ urls = ["{server.base}/a/1"] }}\n')
    assert project.run("crawl", "first").returncode == 0
    project.change("UPDATE crawls SET started_at = '2026-01-01 00:00:00'")  # thousands of runs ago
    project.declare("second", f'at = ["04:00"]\naddresses = {{ urls = ["{server.base}/a/2"] }}\n')
    listed = project.run("schedule", "--list")
    assert listed.returncode == 0, listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()[2:]] == ["second", "first"]
    with scheduler(project, "--jobs", "1") as process:
        wait_until(lambda: said(project).count("finished, exit code 0") == 2)
        time.sleep(LOOKS)  # some looks more: nothing is due any more
        # A file that changes is read again; one that breaks is said, and its source goes on as it was.
        project.declare("third", f'addresses = {{ urls = ["{server.base}/a/3"] }}\n')
        (project.folder / "sources" / "first.toml").write_text("every = ")
        project.change("UPDATE crawls SET started_at = '2026-01-01' WHERE source_id = 1")
        wait_until(lambda: said(project).count("finished, exit code 0") == 4)
        process.send_signal(signal.SIGUSR1)
        wait_until(lambda: said(project).count("What is due") == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 3
    log = said(project)
    assert log.count("first.toml: is not valid TOML") == 1
    assert "(the last valid declaration is still used)" in log
    assert "; its file is invalid, the last valid one is used" in log
    assert "Crawls since the start: 4 finished." in log
    assert "Traceback" not in log
    crawled = project.rows("SELECT s.name FROM crawls c JOIN sources s ON s.id = c.source_id ORDER BY c.id")
    assert [name for (name,) in crawled[:3]] == ["first", "second", "first"]
    assert sorted(crawled[3:]) == [("first",), ("third",)]


def test_overdue_rechecks_are_made_on_a_running_clock(project: Project, server: MockServer) -> None:
    """The plan, the scheduler and its child each read a real clock: what one finds due the others do too."""
    story = f"{server.base}/a/1"
    project.declare("mock", f'addresses = {{ urls = ["{story}"] }}\n')  # listings: none is due for an hour
    assert project.run("crawl", "mock").returncode == 0

    def let_half_an_hour_pass() -> None:
        ago = "datetime('now', '-30 minutes')"
        project.change(f"UPDATE crawls SET started_at = {ago}, ended_at = {ago}")
        project.change(
            f"UPDATE urls SET last_fetched_at = {ago}, next_check_at = datetime({ago}, '+5 minutes')"
        )

    let_half_an_hour_pass()
    assert " due" in project.run("schedule", "--list").stdout.splitlines()[2]
    server.set(edition=1)
    crawled = project.run("crawl", "--due")
    assert "No source is due" not in crawled.stderr
    assert project.rows("SELECT max(number) FROM revisions") == [(2,)], "the edit was seen"
    let_half_an_hour_pass()
    server.set(edition=2)
    with scheduler(project) as process:
        wait_until(lambda: "finished, exit code 0" in said(project))
        time.sleep(LOOKS)  # some looks more
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 3
    assert "Crawls since the start: 1 finished." in said(project), "once, and nothing was started in vain"
    assert project.rows("SELECT max(number) FROM revisions") == [(3,)]


def test_sigterm_ends_it_and_its_crawls_within_ten_seconds(project: Project, server: MockServer) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    server.set(slow=15)  # no answer comes in time
    with scheduler(project) as process:
        server.wait_for(process)
        everyone = family(process.pid)
        process.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        assert process.wait(timeout=15) == 3
        took = time.monotonic() - asked
    assert took < 10
    assert not still_alive(everyone)
    assert "Crawls since the start: 1 interrupted." in said(project)
    # What was interrupted is due, at once, and goes on.
    assert "interrupted" in project.run("schedule", "--list").stdout


def test_a_crawl_by_hand_is_not_overlapped(project: Project, server: MockServer) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    server.set(slow=5)
    by_hand = project.start("crawl", "many")
    server.wait_for(by_hand)
    project.change("UPDATE crawls SET started_at = '2026-01-01'")  # so that it is due again
    with scheduler(project) as process:
        wait_until(lambda: "passed over, process" in said(project))
        time.sleep(LOOKS)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 3
    assert said(project).count("passed over, process") == 1
    assert "Crawls since the start: 1 passed over." in said(project)
    assert reasons(project) == [(None,)]
    by_hand.kill()
    by_hand.communicate()


def test_once_crawls_what_is_due_and_ends(project: Project, server: MockServer) -> None:
    for number in (1, 2):
        project.declare(f"s{number}", f'addresses = {{ urls = ["{server.base}/a/{number}"] }}\n')
    (project.folder / "sources" / "s3.toml").write_text("title = 3")
    with scheduler(project, "--once") as process:
        assert process.wait(timeout=180) == 2, said(project)
    assert "s3.toml: title = 3: allowed: " in said(project)
    assert reasons(project) == [("finished",)] * 2
    (project.folder / "sources" / "s3.toml").unlink()
    again = project.run("schedule", "--once")
    assert (again.returncode, again.stdout) == (0, "")
    assert "No source is due." in again.stderr


def test_a_source_that_is_not_due_for_long_is_not_silent(project: Project, server: MockServer) -> None:
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/1"] }}\nevery = "7d"\n')
    assert project.run("crawl", "mock").returncode == 0
    moments = ("started_at", "heartbeat_at", "ended_at")
    passed = ", ".join(f"{name} = datetime({name}, '-3 days')" for name in moments)
    project.change(f"UPDATE crawls SET {passed}")
    assert project.run("schedule", "--once").returncode == 0
    assert project.rows("SELECT kind FROM alarms") == []


def test_a_crawl_that_fails_is_held_back(project: Project, server: MockServer) -> None:
    project.declare("many", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n')
    server.set(slow=5)
    with scheduler(project) as process:
        server.wait_for(process)
        [(child,)] = project.rows("SELECT pid FROM crawls")
        os.kill(child, signal.SIGKILL)
        wait_until(lambda: "many: failed, exit code 3" in said(project))
        time.sleep(LOOKS)
        process.send_signal(signal.SIGUSR1)
        wait_until(lambda: "backing off until" in said(project))
        assert said(project).count("crawl started") == 1


@pytest.mark.parametrize(
    ("environment", "code", "words"),
    [
        ({"NEWSARCHIVE_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, 4, "There is no archive"),
        ({"NEWSARCHIVE_SOURCES": "/nowhere"}, 2, "does not exist"),
    ],
)
def test_mistakes_are_said_at_the_start(
    project: Project, environment: dict[str, str], code: int, words: str
) -> None:
    project.declare("one", 'addresses = { urls = ["http://h.example/a"] }\n')
    done = project.run("schedule", **environment)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_it_tells_of_silence_and_speaks_as_the_log_does(project: Project, server: MockServer) -> None:
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/1"] }}\n')
    assert project.run("crawl", "mock").returncode == 0
    project.change(
        "UPDATE crawls SET started_at = '2026-01-01', heartbeat_at = '2026-01-01', ended_at = '2026-01-01'"
    )
    with receiver() as received:
        told = {"NEWSARCHIVE_NOTIFY": received.address, "NEWSARCHIVE_LOG": "json"}
        done = project.run("schedule", "--once", **told)
        assert done.returncode == 0, done.stderr
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        assert any("finished, exit code 0" in line["message"] for line in lines)
        assert [title for title, _ in received.messages()] == ["newsarchive: mock: no longer crawled"]
        assert project.run("schedule", "--once", **told).returncode == 0
        [_, (over, _)] = received.messages()
        assert "well again" in over
