"""A crawl of a source with code: it asks, reads lists and reads pages by it, and tells of its errors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.crawling import Project
from tests.listings.timeline_server import serving

CODE = Path(__file__).parent / "timeline_source.py"
PARSE = "    def parse(self, page: PageToParse) -> ParsedFacts | None:\n"
FAILS = f"""{PARSE}        if page.url.endswith("/a/2"):
            raise LookupError("a page that this code does not know")
"""
FORMER = """

from datetime import date


class BeforeTheRedesign(SourceCode):
    until = date(2024, 8, 12)
"""


@pytest.fixture
def base() -> Iterator[str]:
    with serving() as base:
        yield base


@pytest.fixture
def project(tmp_path: Path, base: str, sqlite_template: Path) -> Project:
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    project = Project(tmp_path)
    project.declare("harbour", f"[[feeds]]\nurl = '{base}/api/timeline'\n[expect]\nselectors = 0.9\n")
    code = CODE.read_text(encoding="utf-8")
    assert PARSE in code
    (tmp_path / "sources" / "harbour.py").write_text(code.replace(PARSE, FAILS) + FORMER)
    return project


def titles(project: Project) -> list[str]:
    return [title for (title,) in project.rows("SELECT title FROM current_articles ORDER BY url")]


def test_lists_and_pages_are_read_by_the_code(project: Project) -> None:
    done = project.run("crawl", "harbour")
    assert done.returncode == 0, done.stderr
    assert titles(project) == ["Harbour: Board deepens channel number 1", "Board deepens channel number 2"]
    assert (
        "the source's own code failed on 1 pages; they were read without it: code (LookupError)."
        in done.stderr
    )


def test_reprocess_reads_old_captures_by_the_class_of_their_day(project: Project) -> None:
    assert project.run("crawl", "harbour").returncode == 0
    project.change("UPDATE fetches SET fetched_at = '2024-08-12 10:00:00.000000' WHERE url LIKE '%/a/1'")
    done = project.run("reprocess", "--source", "harbour")
    assert done.returncode == 0, done.stderr
    assert titles(project)[0] == "Board deepens channel number 1"


def test_a_list_that_the_code_cannot_read_is_a_failure(project: Project) -> None:
    code = project.folder / "sources" / "harbour.py"
    code.write_text(code.read_text().replace('["posts"]', '["entries"]'))
    done = project.run("crawl", "harbour")
    assert "KeyError: 'entries'" in done.stderr
    assert project.rows("SELECT reason FROM fetch_failures") == [("reader_failed",)]
