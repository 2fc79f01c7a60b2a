"""The questions of docs/how-to get the answers beside them, on both databases."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from tests.cli.inside import run
from tests.documents.questions import PAGES, answer, questions
from tests.newsroom_demo import DemoProject
from tests.newsroom_visits import Newsroom
from tests.views.bay_pages import FIRST_MONDAY, write_manifest, write_withdrawal

QUESTIONS = questions()
# Filled once, not once a worker.
SQLITE = pytest.param("sqlite", marks=pytest.mark.xdist_group("newsroom"))
# One process visits the newsroom on PostgreSQL for all of them.
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.xdist_group("analysing"))


def add_small_paper(url: str, folder: Path) -> str:
    """Import the pages of the small paper, and that one of them is gone; it was crawled once, before."""
    pages = folder / "pages"
    pages.mkdir()
    variables = {"NEWSARCHIVE_DATABASE_URL": url, "NEWSARCHIVE_WORKERS": "0"}
    for words in (
        ("pages", str(write_manifest(pages))),
        ("warc", str(write_withdrawal(folder)), "--source", "bay"),
    ):
        code, _, said = run("import", *words, cwd=folder, variables=variables)
        assert code == 0, said
    archive = open_archive(url)
    begun = FIRST_MONDAY - timedelta(days=2)  # from then on somebody watched, and a silent day is a gap
    archive.crawls.end(archive.crawls.begin("bay", CrawlKind.CRAWL, begun), begun, "finished")
    archive.close()
    return url


@pytest.fixture(scope="module")
def sqlite_newsroom(tmp_path_factory: pytest.TempPathFactory, newsroom_visits: Newsroom) -> str:
    """The sample newsroom visited twice, so that its edit is there, and the small paper."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copy(newsroom_visits.visits[1].archive, folder / "archive.db")
    return add_small_paper(f"sqlite:///{folder}/archive.db", folder)


@pytest.fixture(scope="module")
def postgres_newsroom(tmp_path_factory: pytest.TempPathFactory, module_postgres_url: str) -> str:
    """The same on PostgreSQL."""
    folder = tmp_path_factory.mktemp("newsroom")
    project = DemoProject(folder)
    project.environment |= {"NEWSARCHIVE_DATABASE_URL": module_postgres_url, "NEWSARCHIVE_WORKERS": "0"}
    for _ in range(2):
        done = project.run("demo")
        assert done.returncode == 0, done.stderr
    return add_small_paper(module_postgres_url, folder)


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def newsroom(request: pytest.FixtureRequest) -> str:
    """A filled archive, once on each database."""
    return str(request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_newsroom"))


def test_every_question_has_its_answer() -> None:
    """A fence of SQL is asked, so one without an answer would be checked by nobody."""
    assert len(QUESTIONS) >= 28
    asked = sum(page.read_text(encoding="utf-8").count("```sql") for page in PAGES)
    assert len(QUESTIONS) == asked


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda at: QUESTIONS[at].words)
def test_the_answer_is_the_one_beside_it(newsroom: str, number: int) -> None:
    one = QUESTIONS[number]
    assert answer(newsroom, one.sql) == one.answer, f"{one.page.name}: {one.words}"
