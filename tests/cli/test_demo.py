"""`newsarchive demo` from the outside: what it does when something is wrong, and that nothing outlives it."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from newsarchive.cli.demo import prepare
from tests.asking import change
from tests.databases import make_sqlite_archive
from tests.newsroom_demo import DemoProject


@pytest.fixture
def project(tmp_path: Path) -> DemoProject:
    return DemoProject(tmp_path)


def processes_in(folder: Path) -> list[int]:
    """The living processes whose current folder is `folder`."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def wait_until_empty(folder: Path, seconds: float = 20) -> list[int]:
    deadline = time.monotonic() + seconds
    while (left := processes_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def test_unknown_source_is_a_usage_error_without_a_table(project: DemoProject) -> None:
    done = project.run("demo", "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_spoilt_visit_count_says_what_to_do(project: DemoProject) -> None:
    (project.folder / "var").mkdir()
    make_sqlite_archive(project.folder / "var" / "newsarchive.db")
    (project.folder / "var" / "newsroom.visits").write_text("many")
    done = project.run("demo")
    assert done.returncode == 2
    assert "Remove the file" in done.stderr
    assert "Traceback" not in done.stderr


def test_only_a_new_archive_begins_at_the_first_visit(
    project: DemoProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.folder)
    monkeypatch.delenv("NEWSARCHIVE_DATABASE_URL", raising=False)
    visits = project.folder / "var" / "newsroom.visits"
    visits.parent.mkdir()
    visits.write_text("7\n")
    assert prepare() == visits.parent
    assert not visits.exists()
    visits.write_text("7\n")
    prepare()
    assert visits.read_text() == "7\n"


def test_archive_that_cannot_be_made(project: DemoProject) -> None:
    project.environment["NEWSARCHIVE_DATABASE_URL"] = f"sqlite:///{project.folder}/absent/a.db"
    done = project.run("demo")
    assert done.returncode == 4
    assert "mkdir" in done.stderr
    assert not (project.folder / "var" / "newsroom.visits").exists()


def test_stopped_before_the_crawl_began_shows_no_table(project: DemoProject) -> None:
    with project.start("demo") as demo:
        assert demo.stderr is not None
        assert "visit 1" in demo.stderr.readline()
        demo.send_signal(signal.SIGTERM)  # the crawl is still importing, or not even started
        out, err = demo.communicate(timeout=60)
    assert (demo.returncode, out) == (3, "")
    assert "No crawl of newsroom started" in err or "Stopped by SIGTERM" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_it(project: DemoProject, number: signal.Signals) -> None:
    with project.start("demo") as demo:
        assert demo.stderr is not None
        assert "visit 1" in demo.stderr.readline()
        time.sleep(0.5)  # somewhere in the crawl
        demo.send_signal(number)
        demo.communicate(timeout=60)
    assert wait_until_empty(project.folder) == []
    if number != signal.SIGKILL:
        assert demo.returncode in (0, 3)  # 0: the crawl had just ended
        return
    archive = project.folder / "var" / "newsarchive.db"
    if archive.exists():
        # If the crawl outlived the newsroom by a moment, it remembers for minutes that robots.txt was away,
        # and asks a host that failed after a minute at the earliest.
        forgotten = "robots_tried_at = '2026-01-01 00:00:00', blocked_until = NULL, blocked_reason = NULL"
        change(f"sqlite:///{archive}", f"UPDATE hosts SET {forgotten}")
    again = project.run("demo")
    assert again.returncode == 0, again.stderr
