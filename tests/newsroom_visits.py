"""The sample newsroom crawled three times, once for all tests that look at what came of it.

They are of the group `newsroom`, so that one worker has them all: a visit takes some six seconds.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.newsroom_demo import DemoProject

ROWS = (
    "SELECT (SELECT count(*) FROM article_history) AS revisions,"
    " (SELECT count(*) FROM current_articles) AS articles, (SELECT count(*) FROM removed_text) AS removed"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What one run printed, and what was in the archive after it; `archive` is a copy of the file."""

    done: CompletedProcess[str]
    articles: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    counts: dict[str, int]
    archive: Path


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The project and its visits, in order."""

    project: DemoProject
    visits: list[Visit]


@pytest.fixture(scope="session")
def newsroom_visits(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Three visits; not to be changed."""
    project = DemoProject(tmp_path_factory.mktemp("newsroom"))
    kept = tmp_path_factory.mktemp("visits")
    return Newsroom(project, [_visit(project, kept / f"{number}.db") for number in (1, 2, 3)])


def _visit(project: DemoProject, kept: Path) -> Visit:
    done = project.run("demo")
    assert done.returncode == 0, done.stderr
    shutil.copy(project.folder / "var" / "newsarchive.db", kept)
    return Visit(
        done=done,
        articles=project.query("SELECT * FROM current_articles"),
        removed=project.query("SELECT url, revision, text FROM removed_text"),
        counts=project.query(ROWS)[0],
        archive=kept,
    )
