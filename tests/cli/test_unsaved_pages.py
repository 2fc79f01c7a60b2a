"""A crawl in which a bug keeps pages from being stored says so and ends with 1; the others are stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import ask
from tests.cli.crawling import Project
from tests.cli.test_incidents import Paper, serving
from tests.mockserver.troubled import STORIES

# Saving a page whose number is that of a story raises what only a bug raises.
BROKEN = """
from newsarchive.storage.articles import saving
plan = saving.plan_save
def broken(connection, page, *args, **kwargs):
    if page.asked.endswith("/3"):
        raise TypeError("an invented bug")
    return plan(connection, page, *args, **kwargs)
saving.plan_save = broken
from newsarchive.cli import main
main()
"""
ENDING = """
from newsarchive.storage.monitoring.incident_records import ArchiveIncidents
def broken(self, crawl, at):
    raise TypeError("an invented bug")
ArchiveIncidents.judge = broken
from newsarchive.cli import main
main()
"""
SHOWN = "SELECT count(*) FROM current_articles"


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    with serving() as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, paper: Paper) -> Project:
    paper.set(mode="well", edition=0, stories=STORIES)
    made = Project(tmp_path)
    made.declare("courier", f'feeds = [{{ url = "http://127.0.0.1:{paper.port}/feed.xml" }}]\n')
    return made


def crawl(project: Project, program: str, url: str) -> tuple[int, str]:
    process = project.start("crawl", "courier", program=program, NEWSARCHIVE_DATABASE_URL=url)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def test_a_page_that_a_bug_kept_from_being_stored(project: Project, archive_url: str) -> None:
    code, said = crawl(project, BROKEN, archive_url)
    assert code == 1, said
    assert "a bug ended one call of the archive (first: TypeError: an invented bug)" in said
    assert "Traceback" in said, "docs/reference/exit-codes.md"
    assert ask(archive_url, SHOWN) == [(STORIES - 1,)]
    failed = "SELECT cause, ended_at FROM alarms WHERE kind = 'failed'"
    assert ask(archive_url, failed) == [("A crawl crashed because of a bug: TypeError.", None)]
    again = project.run("crawl", "courier", NEWSARCHIVE_DATABASE_URL=archive_url)
    assert again.returncode == 0, again.stderr
    assert ask(archive_url, SHOWN) == [(STORIES,)]
    assert ask(archive_url, f"{failed} AND ended_at IS NULL") == []


def test_a_bug_at_the_end_of_a_crawl(project: Project, sqlite_url: str) -> None:
    code, said = crawl(project, ENDING, sqlite_url)
    assert code == 1, said
    assert "an invented bug" in said
    assert ask(sqlite_url, SHOWN) == [(STORIES,)]
