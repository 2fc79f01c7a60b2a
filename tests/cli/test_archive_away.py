"""A crawl whose archive goes away, or is full, stops asking: what comes could not be stored."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.asking import ask
from tests.cli.crawling import Project
from tests.databases import OwnServer
from tests.processes import family, still_alive

AWAY = pytest.mark.xdist_group("away")  # they stop and start one server
STORIES = 130  # three seconds of crawl; 32 may wait to be stored, 8 be on their way, and 50 in one batch
# Parts of a story: to read twelve takes three times as long, and only so many fill what a disk has left.
SHORT, LONG = 2, 12
# Waits as many seconds for its archive as `patience` says.
IMPATIENT = """
import settings.test
settings.test.NEWSARCHIVE_ARCHIVE_PATIENCE = {patience}
{before}
from newsarchive.cli import main
main()
"""
# As many pages (4 KiB) as SQLite may have: then it says what it says of a disk that is full.
FULL = """
from newsarchive.storage.database import engine
prepare = engine._prepare_sqlite
def limited(connection, record):
    prepare(connection, record)
    connection.execute("PRAGMA max_page_count = {pages}")
engine._prepare_sqlite = limited
"""


class Site(ThreadingHTTPServer):
    """Serves a list of stories, and remembers which of them were asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.parts = SHORT
        self.asked: list[str] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Stories have as many parts as the site says."""

    server: Site

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        if not self.path.startswith("/story/"):
            self.send_error(404)
            return
        self.server.asked.append(self.path)
        said = "".join(
            f"<p>Part {part} of story {number}: the pilots counted {int(number) * 7 + part} ships off the"
            f" northern quay, and {part * 13} of them were waiting for the tide to turn.</p>"
            for part in range(self.server.parts)
        )
        title = f"<title>Ships off the quay, count {number}</title>"
        head = f"<html lang=en>{title}<article><h1>Ships off the quay, count {number}</h1>"
        body = f"{head}{said}</article>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture
def project(tmp_path: Path, site: Site) -> Project:
    made = Project(tmp_path, workers=1)
    declare(made, site, delay=0.025)
    return made


def declare(project: Project, site: Site, *, delay: float) -> None:
    listed = ", ".join(f'"{site.base}/story/{number}"' for number in range(STORIES))
    project.declare("quay", f"addresses = {{ urls = [{listed}] }}\n")
    file = project.folder / "sources" / "quay.toml"
    file.write_text(file.read_text().replace("delay = 0", f"delay = {delay}"))


def crawl_again(project: Project, site: Site, **environment: str) -> None:
    """Crawl what the archive lacks, without a pause."""
    declare(project, site, delay=0)
    again = project.run("crawl", "quay", NEWSARCHIVE_WORKERS="0", **environment)
    assert again.returncode == 0, again.stderr


def wait_for(process: subprocess.Popen[str], site: Site, stories: int) -> None:
    while len(site.asked) < stories:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


@AWAY
def test_a_server_that_stays_away(project: Project, site: Site, own_postgres_server: OwnServer) -> None:
    """The whole site was fetched, and thrown away."""
    there: dict[str, Any] = {"NEWSARCHIVE_DATABASE_URL": own_postgres_server.url}
    program = IMPATIENT.format(patience=4, before="")
    process = project.start("crawl", "quay", program=program, **there)
    wait_for(process, site, 30)
    own_postgres_server.stop()
    before = len(site.asked)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 4, said
    # Only with the next batch it is met that the archive is away.
    assert len(site.asked) - before <= 60 < STORIES - before
    assert "Fetching pauses until the archive can be used again" in said
    assert "could not be stored; the next crawl fetches them again" in said
    assert "Traceback" not in said, said
    own_postgres_server.start()
    stored = "SELECT count(*) FROM current_articles"
    [(kept,)] = ask(own_postgres_server.url, stored)
    asked = len(site.asked)
    crawl_again(project, site, **there)
    assert ask(own_postgres_server.url, stored) == [(STORIES,)]
    rest = site.asked[asked:]
    assert len(set(rest)) >= STORIES - kept, "what was thrown away is asked for again"


@AWAY
def test_a_server_that_comes_back(project: Project, site: Site, own_postgres_server: OwnServer) -> None:
    there: dict[str, Any] = {"NEWSARCHIVE_DATABASE_URL": own_postgres_server.url}
    program = IMPATIENT.format(patience=60, before="")
    process = project.start("crawl", "quay", program=program, NEWSARCHIVE_WORKERS="0", **there)
    wait_for(process, site, 30)
    own_postgres_server.stop()
    time.sleep(3)  # long enough for more than the whole site
    paused = len(site.asked)
    own_postgres_server.start()
    _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert paused < STORIES
    assert "The archive can be used again" in said
    assert sorted(site.asked) == sorted(f"/story/{number}" for number in range(STORIES)), "each once"
    stored = "SELECT count(*) FROM current_articles"
    assert ask(own_postgres_server.url, stored) == [(STORIES,)]


def end_of(process: subprocess.Popen[str], *signals: signal.Signals) -> tuple[str, float]:
    """Send the signals; return what the crawl said, and the seconds that it took to end."""
    asked = time.monotonic()
    try:
        for place, number in enumerate(signals):
            time.sleep(0.5 if place else 0)
            process.send_signal(number)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    return said, time.monotonic() - asked


def wait_until_away(said: Path, process: subprocess.Popen[str]) -> None:
    while "Fetching pauses until the archive can be used again" not in said.read_text():
        assert process.poll() is None, said.read_text()
        time.sleep(0.05)


# How long a crawl may take to end when told to, in seconds: two for the archive, the rest for a busy machine.
SOON = 20
PATIENT = 600


def test_a_signal_is_heeded_while_the_disk_is_full(project: Project, site: Site, tmp_path: Path) -> None:
    project.make_archive()
    site.parts = LONG
    pages = (project.folder / "archive.db").stat().st_size // 4096 + 80
    full = IMPATIENT.format(patience=PATIENT, before=FULL.format(pages=pages))
    process = project.start("crawl", "quay", program=full, to=tmp_path / "said")
    wait_until_away(tmp_path / "said", process)
    _, took = end_of(process, signal.SIGTERM)
    said = (tmp_path / "said").read_text()
    assert took < SOON
    assert process.returncode == 4, said
    assert "database or disk is full" in said
    assert "could not be stored; the next crawl fetches them again" in said
    assert "Traceback" not in said, said
    assert not still_alive({process.pid})


@AWAY
def test_a_signal_is_heeded_while_the_server_is_away(
    project: Project, site: Site, tmp_path: Path, own_postgres_server: OwnServer
) -> None:
    there: dict[str, Any] = {"NEWSARCHIVE_DATABASE_URL": own_postgres_server.url}
    program = IMPATIENT.format(patience=PATIENT, before="")
    process = project.start("crawl", "quay", program=program, to=tmp_path / "said", **there)
    wait_for(process, site, 30)
    own_postgres_server.stop()
    wait_until_away(tmp_path / "said", process)
    _, took = end_of(process, signal.SIGINT)
    own_postgres_server.start()
    said = (tmp_path / "said").read_text()
    assert took < SOON
    assert process.returncode == 4, said
    assert "could not be stored; the next crawl fetches them again" in said
    assert "Traceback" not in said, said


def test_a_second_signal_ends_a_crawl_at_once(project: Project, site: Site, tmp_path: Path) -> None:
    project.make_archive()
    site.parts = LONG
    pages = (project.folder / "archive.db").stat().st_size // 4096 + 80
    endless = "import newsarchive.extensions.writer as w; w._LAST_PATIENCE = 600"
    full = IMPATIENT.format(patience=PATIENT, before=f"{FULL.format(pages=pages)}\n{endless}")
    process = project.start("crawl", "quay", program=full, to=tmp_path / "said")
    wait_until_away(tmp_path / "said", process)
    children = family(process.pid)
    assert children, "its workers"
    _, took = end_of(process, signal.SIGTERM, signal.SIGTERM)
    said = (tmp_path / "said").read_text()
    assert took < SOON
    assert process.returncode == 3, said
    assert "a second signal ended the crawl at once" in said
    assert "Traceback" not in said, said
    assert not still_alive({process.pid, *children}, seconds=SOON)


def test_a_disk_that_is_full(project: Project, site: Site) -> None:
    project.make_archive()
    site.parts = LONG
    pages = (project.folder / "archive.db").stat().st_size // 4096 + 80
    full = IMPATIENT.format(patience=4, before=FULL.format(pages=pages))
    process = project.start("crawl", "quay", program=full, NEWSARCHIVE_WORKERS="0")
    _, said = process.communicate(timeout=90)
    assert process.returncode == 4, said
    assert "database or disk is full" in said
    assert "Traceback" not in said, said
    assert 0 < len(site.asked) <= STORIES * 0.8, "nothing is asked for that cannot be stored"
    assert "could not be stored; the next crawl" in said
    check = project.run("db", "verify")
    assert check.returncode == 0, check.stdout + check.stderr
    crawl_again(project, site)
    assert project.rows("SELECT count(*) FROM current_articles") == [(STORIES,)]
