"""A paper whose stories are hidden for a while by one trouble of the whole site; real crawls."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.asking import ask
from tests.cli.crawling import ROOT, Project
from tests.mockserver.troubled import STORIES

STATE = "SELECT state FROM source_health WHERE source = 'courier'"
SHOWN = (
    "SELECT count(*), count(DISTINCT text), count(authors), count(withdrawn_at), max(revision)"
    " FROM current_articles"
)
# All stories, each with its own text and its by-line, none withdrawn, none edited.
WELL = [(STORIES, STORIES, STORIES, 0, 1)]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper at a port, as tests.mockserver.troubled serves it."""

    port: int

    def set(self, **values: str | int) -> None:
        """Change what it answers."""
        asked = "&".join(f"{name}={value}" for name, value in values.items())
        build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{self.port}/-/set?{asked}", timeout=10).close()


@contextmanager
def serving() -> Iterator[Paper]:
    command = [sys.executable, "-m", "tests.mockserver.troubled"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Paper(int(process.stdout.readline()))
        finally:
            process.kill()


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    with serving() as running:
        yield running


class Desk:
    """Crawls the paper and asks the archive."""

    def __init__(self, folder: Path, url: str, paper: Paper) -> None:
        self.project, self.url, self.paper = Project(folder), url, paper
        self.project.declare("courier", f'feeds = [{{ url = "http://127.0.0.1:{paper.port}/feed.xml" }}]\n')

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.project.run(*arguments, NEWSARCHIVE_DATABASE_URL=self.url)

    def crawl(self, mode: str, code: int) -> str:
        self.paper.set(mode=mode)
        done = self.run("crawl", "courier")
        assert done.returncode == code, done.stderr
        return done.stderr

    def asked(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in ask(self.url, sql)]


@pytest.fixture
def desk(tmp_path: Path, archive_url: str, paper: Paper) -> Desk:
    paper.set(mode="well", edition=0, stories=STORIES)
    return Desk(tmp_path, archive_url, paper)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("wall", "login_wall"),
        ("form", "login_wall"),
        ("error", "error_page"),
        ("sorry", "same_text"),
        ("page", "same_text"),
        ("bare", "fields_lost"),
    ],
)
def test_trouble_and_back(desk: Desk, mode: str, kind: str) -> None:
    desk.crawl("well", 0)
    assert desk.asked(SHOWN) == WELL
    said = desk.crawl(mode, 3)
    assert f"incident.{kind}: " in said
    assert "newsarchive incidents --source courier" in said
    assert desk.asked(STATE) == [("incident",)]
    assert desk.asked(SHOWN) == WELL, "the revision from before is shown"
    desk.crawl(mode, 3)
    assert desk.asked(SHOWN) == WELL
    assert desk.asked("SELECT kind, state, crawls_seen FROM incidents") == [(kind, "open", 2)]
    desk.crawl("well", 0)
    assert desk.asked(STATE) == [("healthy",)]
    assert desk.asked(SHOWN) == WELL
    assert desk.asked("SELECT kind, state FROM incidents") == [(kind, "over")]
    desk.crawl("well", 0)
    assert desk.asked(SHOWN) == WELL
    assert desk.asked("SELECT count(*) FROM url_events WHERE event IN ('withdrawn', 'returned')") == [(0,)]
    assert desk.run("db", "verify").returncode == 0
