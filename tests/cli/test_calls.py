"""Lists that say an article was changed: it is looked at at once, while they are believed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.planning.rechecking import REPORTED_CLASS
from tests.cli.crawling import Project

PAGE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The ferry to Holm runs again, the harbour master said on Monday morning, {more}.</p>
<p>The pier was mended in nine days by eleven people, who were thanked with coffee and with cake.</p>
<p>Tickets cost what they cost before, and bicycles go free until the end of the coming summer.</p>
</article></body></html>"""
STORIES = range(3)
LONG_AGO = "2026-01-01T00:00:00Z"


class Site:
    """Three stories and a sitemap in a folder, served by a process of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder, self.base = folder, f"http://127.0.0.1:{port}"
        for number in STORIES:
            self.write(number, "and nobody was surprised")
        self.stamp({})

    def write(self, number: int, more: str) -> None:
        text = PAGE.format(title=f"Ferry number {number} sails", more=more)
        (self._folder / f"story-{number}.html").write_text(text, encoding="utf-8")

    def stamp(self, changed: dict[int, str]) -> None:
        """Say when each story was changed."""
        urls = "".join(
            f"<url><loc>{self.base}/story-{number}.html</loc>"
            f"<lastmod>{changed.get(number, LONG_AGO)}</lastmod></url>"
            for number in STORIES
        )
        xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        (self._folder / "map.xml").write_text(xml, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "www"
    folder.mkdir()
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        yield Site(folder, int(said.partition(" port ")[2].split()[0]))
        process.terminate()


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path, site: Site) -> Project:
    made = Project(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    made.declare("quay", f'sitemaps = [{{ url = "{site.base}/map.xml" }}]\n')
    assert made.run("crawl", "--due").returncode == 0
    assert looks(made) == {0: 1, 1: 1, 2: 1}
    time.sleep(1.1)  # stamps and the archive have whole seconds
    return made


def looks(project: Project) -> dict[int, int]:
    rows = project.rows(
        "SELECT substr(url, -6, 1), count(*) FROM fetches WHERE url LIKE '%story%' GROUP BY url ORDER BY 1"
    )
    return {int(number): count for number, count in rows}


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def again(project: Project, *arguments: str) -> dict[int, int]:
    """Crawl when only the sitemap is due."""
    time.sleep(1.1)
    project.change("UPDATE feeds SET next_poll_at = last_polled_at, last_full_at = NULL")
    project.change("UPDATE crawls SET started_at = '2026-01-01 00:00:00'")
    done = project.run("crawl", *(arguments or ("--due",)))
    assert done.returncode == 0, done.stderr
    return looks(project)


def test_a_stamp_later_than_the_last_look_calls(site: Site, project: Project) -> None:
    assert again(project) == {0: 1, 1: 1, 2: 1}, "nothing is due, and nothing is called for"
    site.write(1, "and everybody was surprised")
    site.stamp({1: now()})
    assert again(project) == {0: 1, 1: 2, 2: 1}
    assert project.rows("SELECT max(number) FROM revisions WHERE text LIKE '%everybody%'") == [(2,)]
    assert project.rows(f"SELECT checks, edits FROM edit_rates WHERE age_class = {REPORTED_CLASS}") == [
        (1, 1)
    ]


def test_lists_that_are_not_believed_are_followed_once_a_crawl(site: Site, project: Project) -> None:
    rates = "INSERT INTO edit_rates (source_id, age_class, checks, edits, days)"
    project.change(f"{rates} SELECT id, {REPORTED_CLASS}, 100, 0, 100 FROM sources")
    site.stamp(dict.fromkeys(STORIES, now()))
    assert sum(again(project).values()) == 4


def test_a_backfill_looks_at_nothing_known(site: Site, project: Project) -> None:
    site.stamp(dict.fromkeys(STORIES, now()))
    assert again(project, "quay", "--since", "2020-01-01", "--backfill") == {0: 1, 1: 1, 2: 1}
