"""A paper whose stories are hidden for a while by one trouble of the whole site; real crawls."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.asking import ask, change
from tests.cli.crawling import ROOT, Project
from tests.databases import BOTH
from tests.forking import ForkedProcess
from tests.mockserver.troubled import STORIES
from tests.monitoring.receiving import receiver

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
    with ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
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
        self.told: dict[str, str] = {}
        self.project.declare("courier", f'feeds = [{{ url = "http://127.0.0.1:{paper.port}/feed.xml" }}]\n')

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.project.run(*arguments, NEWSARCHIVE_DATABASE_URL=self.url, **self.told)

    def crawl(self, mode: str, code: int) -> str:
        self.paper.set(mode=mode)
        done = self.run("crawl", "courier")
        assert done.returncode == code, done.stderr
        return done.stderr

    def asked(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in ask(self.url, sql)]


@pytest.fixture
def desk(tmp_path: Path, sqlite_url: str, paper: Paper) -> Desk:
    paper.set(mode="well", edition=0, stories=STORIES)
    return Desk(tmp_path, sqlite_url, paper)


@pytest.fixture(scope="module")
def archive_of_well(tmp_path_factory: pytest.TempPathFactory, paper: Paper, sqlite_template: Path) -> Path:
    """The archive after the first crawl of all stories; not to be changed."""
    folder = tmp_path_factory.mktemp("well")
    shutil.copy(sqlite_template, folder / "archive.db")
    paper.set(mode="well", edition=0, stories=STORIES)
    first = Desk(folder, f"sqlite:///{folder}/archive.db", paper)
    first.crawl("well", 0)
    assert first.asked(SHOWN) == WELL
    return folder / "archive.db"


@pytest.fixture
def well(desk: Desk, archive_of_well: Path) -> Desk:
    """A desk that has crawled all stories once."""
    shutil.copy(archive_of_well, desk.project.folder / "archive.db")
    return desk


@pytest.fixture(params=BOTH)
def well_on_both(request: pytest.FixtureRequest, tmp_path: Path, paper: Paper) -> Desk:
    """The same on each database: all that incidents ask in SQL, `tests/storage/monitoring` asks of both."""
    if request.param == "sqlite":
        made: Desk = request.getfixturevalue("well")
        return made
    paper.set(mode="well", edition=0, stories=STORIES)
    made = Desk(tmp_path, request.getfixturevalue("postgres_url"), paper)
    made.crawl("well", 0)
    assert made.asked(SHOWN) == WELL
    return made


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("wall", "login_wall"),
        ("error", "error_page"),
        ("sorry", "error_page"),
        ("bare", "fields_lost"),
    ],
)
def test_trouble_and_back(well: Desk, mode: str, kind: str) -> None:
    desk = well
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


def test_a_theme_that_writes_a_sentence_into_every_story(well_on_both: Desk) -> None:
    """Nobody edited a story; one that is edited besides is told."""
    desk = well_on_both
    assert "incident.same_lines: " in desk.crawl("themed", 3)
    assert desk.asked(SHOWN) == WELL
    desk.paper.set(edition=1)
    desk.crawl("themed", 3)
    assert desk.asked("SELECT count(*) FROM article_changes WHERE edits > 0") == [(STORIES // 4,)]
    desk.crawl("well", 0)
    assert desk.asked("SELECT kind, state FROM incidents") == [("same_lines", "over")]
    assert desk.run("db", "verify").returncode == 0


@pytest.mark.parametrize(("mode", "kind"), [("form", "login_wall"), ("page", "same_text")])
def test_the_same_trouble_in_another_form(well: Desk, mode: str, kind: str) -> None:
    """The page of the wall under the addresses of the stories; one story under all of them."""
    desk = well
    assert f"incident.{kind}: " in desk.crawl(mode, 3)
    assert desk.asked(SHOWN) == WELL
    desk.crawl("well", 0)
    assert desk.asked("SELECT kind, state FROM incidents") == [(kind, "over")]
    assert desk.asked(SHOWN) == WELL


@pytest.mark.parametrize("mode", ["wall", "form", "sorry"])
def test_stories_that_were_never_seen_but_in_trouble(desk: Desk, mode: str) -> None:
    desk.paper.set(stories=STORIES - 3)
    desk.crawl("well", 0)
    desk.paper.set(stories=STORIES)
    desk.crawl(mode, 3)
    assert desk.asked("SELECT count(*) FROM current_articles") == [(STORIES - 3,)]
    change(desk.url, "UPDATE urls SET next_check_at = '2026-01-01 00:00:00' WHERE incident_id IS NOT NULL")
    desk.crawl("well", 0)
    desk.crawl("well", 0)
    assert [row[:4] for row in desk.asked(SHOWN)] == [row[:4] for row in WELL]
    assert desk.asked("SELECT count(*) FROM current_articles WHERE url LIKE '%login%'") == [(0,)]
    assert desk.asked("SELECT count(*) FROM search_entries") == [(STORIES,)]
    assert desk.run("db", "verify").returncode == 0


def test_people_are_told_once(desk: Desk, tmp_path: Path) -> None:
    metrics = tmp_path / "metrics"
    metrics.mkdir()
    with receiver() as received:
        told = {"NEWSARCHIVE_NOTIFY": received.address, "NEWSARCHIVE_METRICS": str(metrics)}
        desk.told |= told
        gauge = 'newsarchive_open_incidents{kind="fields_lost",source="courier"}'
        for mode, code, value in (("well", 0, 0), ("bare", 3, 1), ("bare", 3, 1), ("well", 0, 0)):
            desk.crawl(mode, code)
            assert f"{gauge} {value:.1f}" in (metrics / "newsarchive_courier.prom").read_text()
        assert [title for title, _ in received.messages()] == [
            "newsarchive: courier: its pages are in doubt",
            "newsarchive: courier is well again (its pages are in doubt)",
        ]
        assert f"{STORIES} articles lost what the same pages had before" in received.messages()[0][1]
    story = f"http://127.0.0.1:{desk.paper.port}/news/4"
    assert "an edit: revision 2, undone: incident 1 (fields_lost)" in desk.run("why", story).stdout
    assert "what its page showed · undone: incident 1 (fields_lost)" in desk.run("history", story).stdout
    rows = desk.run("incidents", "--all", "--format", "jsonl").stdout.splitlines()
    assert [(row["kind"], row["state"], row["edits"]) for row in map(json.loads, rows)] == [
        ("fields_lost", "over", STORIES)
    ]
    assert "No incident is open." in desk.run("incidents").stderr
    assert desk.run("incidents", "dismiss", "1").returncode == 2


def test_a_dismissal_hides_until_it_is_taken_back(well_on_both: Desk) -> None:
    desk = well_on_both
    desk.crawl("bare", 3)
    said = desk.run("incidents", "dismiss", "1").stderr
    assert f"its {STORIES} edits stay undone; newsarchive incidents accept 1 takes that back" in said
    said = desk.run("incidents").stderr
    assert (
        f"Incident 1 of courier (fields_lost) was dismissed and hides the edits of {STORIES} articles" in said
    )
    assert "No incident is open." in said
    (row,) = map(json.loads, desk.run("status", "--format", "jsonl").stdout.splitlines())
    assert row["hidden_edits"] == STORIES
    (row,) = map(json.loads, desk.run("incidents", "--all", "--format", "jsonl").stdout.splitlines())
    assert (row["state"], row["hidden"]) == ("dismissed", STORIES)
    assert f"its {STORIES} edits are ordinary ones now" in desk.run("incidents", "accept", "1").stderr
    assert desk.asked("SELECT count(*) FROM current_articles WHERE revision = 2") == [(STORIES,)]
    assert desk.run("incidents").stderr.strip() == "No incident is open."
    assert desk.run("db", "verify").returncode == 0


def test_stories_that_answer_503_are_neither_gone_nor_edited(well: Desk) -> None:
    desk = well
    desk.paper.set(mode="down")
    desk.run("crawl", "courier")
    assert desk.asked(SHOWN) == WELL
    desk.run("unblock", f"127.0.0.1:{desk.paper.port}")
    desk.crawl("well", 0)
    assert desk.asked(SHOWN) == WELL


def test_a_corrected_name_and_a_small_paper_are_none(well: Desk) -> None:
    desk = well
    desk.paper.set(edition=1)
    desk.crawl("well", 0)
    assert desk.asked("SELECT count(*) FROM current_articles WHERE revision = 2") == [(STORIES // 4,)]
    assert desk.asked("SELECT count(*) FROM incidents") == [(0,)]


def test_a_paper_of_three_stories(desk: Desk) -> None:
    desk.paper.set(stories=3)
    desk.crawl("well", 0)
    desk.crawl("bare", 0)
    assert desk.asked(SHOWN) == [(3, 3, 0, 0, 2)]
