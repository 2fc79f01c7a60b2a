"""ANALYSING.md: its dictionary is what the database says, its questions get its answers on both databases."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.storage import open_archive
from tests.cli.inside import run
from tests.newsroom_demo import DemoProject
from tests.newsroom_visits import Newsroom
from tests.views.analysing import FILE, answer, questions, with_dictionary
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
    archive.crawls.end(archive.crawls.begin("bay", "crawl", begun), begun, "finished")
    archive.close()
    return url


@pytest.fixture(scope="module")
def sqlite_newsroom(tmp_path_factory: pytest.TempPathFactory, newsroom_visits: Newsroom) -> str:
    """The sample newsroom visited twice, so that its edit is there, and the small paper."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copy(newsroom_visits.visits[1].archive, folder / "archive.db")
    return add_small_paper(f"sqlite:///{folder}/archive.db", folder)


@pytest.fixture(scope="module")
def postgres_newsroom(tmp_path_factory: pytest.TempPathFactory, fresh_postgres_url: str) -> str:
    """The same on PostgreSQL."""
    folder = tmp_path_factory.mktemp("newsroom")
    project = DemoProject(folder)
    project.environment["NEWSARCHIVE_DATABASE_URL"] = fresh_postgres_url
    for _ in range(2):
        done = project.run("demo")
        assert done.returncode == 0, done.stderr
    return add_small_paper(fresh_postgres_url, folder)


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def newsroom(request: pytest.FixtureRequest) -> str:
    """A filled archive, once on each database."""
    return str(request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_newsroom"))


def test_there_are_enough_questions_in_order() -> None:
    assert len(QUESTIONS) >= 15
    assert [one.number for one in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))
    assert len(QUESTIONS) == FILE.read_text(encoding="utf-8").count("```sql")


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=lambda at: str(at + 1))
def test_the_answer_is_the_one_beside_it(newsroom: str, number: int) -> None:
    one = QUESTIONS[number]
    assert answer(newsroom, one.sql) == one.answer, one.words


def test_the_dictionary_is_fresh() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == with_dictionary(text), "ANALYSING.md is behind the views: run 'make docs'"
