"""Workers that cannot be had are one clear error, and whoever kills them costs no page."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.crawling import PROGRAM, ROOT, MockServer, Project
from tests.forking import ADDRESS_SPACE, run_forked
from tests.imports.making import html
from tests.imports.warc_making import Warc
from tests.processes import grandchildren

NARROW = 1_500_000_000  # bytes: less than a worker's room
NO_FILES = 8_000  # KB: more than the archives of these tests, less than the language model unpacked


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path) -> Project:
    made = Project(tmp_path, workers=1)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    return made


def narrow(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line with less address space than a worker takes."""
    return run_forked(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        env=project.environment | {ADDRESS_SPACE: str(NARROW)},
        timeout=120,
    )


def without_files(project: Project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line where the language model cannot be unpacked; a fork would have read it."""
    shell = f'ulimit -f {NO_FILES}; exec "$@"'
    command = ["bash", "-c", shell, "bash", sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=project.environment | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("work", ["crawl", "pages", "warc", "extract", "decode"])
def test_too_little_memory_for_workers_is_one_error(
    server: MockServer, project: Project, work: str, tmp_path: Path
) -> None:
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/5"] }}')
    page, manifest, out = tmp_path / "page.html", tmp_path / "in.jsonl", str(tmp_path / "out.jsonl")
    page.write_bytes(html())
    manifest.write_text(json.dumps({"id": "1", "path": str(page), "url": "https://bay.example/1"}) + "\n")
    warc = Warc()
    warc.add("https://bay.example/1", html())
    commands = {
        "crawl": ("crawl", "mock"),
        "pages": ("import", "pages", str(manifest)),
        "warc": ("import", "warc", str(warc.write(tmp_path / "a.warc"))),
        "extract": ("extract", "--manifest", str(manifest), "--output", out),
        "decode": ("decode", "--manifest", str(manifest), "--output", out),
    }
    server.set(edition=0)
    done = narrow(project, *commands[work])
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Workers cannot be started") == 1
    assert "ulimit -v unlimited" in done.stderr
    assert not Path(out).exists()
    assert not [entry for entry in server.log() if "/a/" in entry["path"]], "asked for what nobody can read"
    assert project.rows("SELECT count(*) FROM captures") == [(0,)]


def test_one_page_needs_no_worker(project: Project, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(html())
    done = narrow(project, "extract", str(page))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["verdict"] == "article"


@pytest.mark.parametrize("work", ["crawl", "extract", "no workers"])
def test_no_room_for_temporary_files_is_one_error(
    server: MockServer, project: Project, work: str, tmp_path: Path
) -> None:
    """The fork server died of it each time it was started; each time it said so in a traceback.

    How each command says that there are no workers is above.
    """
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/5"] }}')
    page, manifest, out = tmp_path / "page.html", tmp_path / "in.jsonl", str(tmp_path / "out.jsonl")
    page.write_bytes(html())
    manifest.write_text(json.dumps({"id": "1", "path": str(page), "url": "https://bay.example/1"}) + "\n")
    commands = {
        "crawl": ("crawl", "mock"),
        "extract": ("extract", "--manifest", str(manifest), "--output", out),
        "no workers": ("import", "pages", str(manifest)),
    }
    workers = "0" if work == "no workers" else "1"
    done = without_files(project, *commands[work], NEWSARCHIVE_WORKERS=workers)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("The language model cannot be unpacked") == 1
    assert "TMPDIR" in done.stderr
    assert not Path(out).exists()
    assert project.rows("SELECT count(*) FROM captures") == [(0,)]


def test_who_kills_the_workers_of_a_crawl_costs_no_page(server: MockServer, project: Project) -> None:
    project.declare("mock", f'feeds = [{{ url = "{server.base}/many.xml" }}]')
    server.set(slow=0.3)
    process = project.start("crawl", "mock", NEWSARCHIVE_WORKERS="2")
    server.wait_for(process)
    for _ in range(8):
        for number in grandchildren(process.pid):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.15)  # less than a worker takes to start and fetch its page
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode in {0, 4}, said
    again = project.run("crawl", "mock")
    assert again.returncode == 0, again.stderr
    assert project.rows(
        "SELECT count(*) FROM captures WHERE verdict <> 'article' AND url LIKE '%/slow/%'"
    ) == [(0,)]
    assert project.rows("SELECT count(*) FROM current_articles") == [(60,)]


def test_a_survey_without_workers_is_one_error(server: MockServer, project: Project) -> None:
    """Its sitemap is packed, which only a worker may unpack."""
    site = (f"{server.base}/", "--allow-private-addresses", "--delay", "0", "--dry-run")
    done = narrow(project, "sources", "new", *site)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Workers cannot be started") == 1
    assert [entry["path"] for entry in server.log()][-1] == "/news.xml.gz"
