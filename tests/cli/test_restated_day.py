"""A real site that moves the day of a story twice and leaves its words, crawled by real processes."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.asking import ask
from tests.cli.crawling import Project
from tests.cli.test_crawl_health import dead_port
from tests.cli.test_vanishing import POSTS, Site

NAME = "posts/report-0-from-the-quay.html"


def date(site: Site, day: str, seconds: int) -> None:
    """Have the first post state a day; the server knows by the file's time that it is another one."""
    file = site.folder / NAME
    page = file.read_text().partition("</title>")
    rest = page[2].partition("<article>")[2]
    stated = f'<meta property="article:published_time" content="{day}T08:00:00+00:00">'
    file.write_text(f"{page[0]}</title>{stated}<article>{rest}")
    moment = time.time() + seconds
    os.utime(file, (moment, moment))


def test_a_day_that_moves_twice(sqlite_url: str, tmp_path: Path) -> None:
    """On SQLite alone: `tests/storage/articles/test_restated_facts.py` asks both."""
    site = Site(tmp_path / "site", dead_port())
    site.write()
    project = Project(tmp_path)
    project.declare("harbour", f'feeds = [{{ url = "{site.base}/feed.xml" }}]\n')
    days = [f"{datetime.now(UTC) - timedelta(days=ago):%Y-%m-%d}" for ago in (3, 2, 1)]
    said = []
    with site.serving():
        for number, day in enumerate((*days, days[-1])):
            date(site, day, number * 5 - 60)
            done = project.run("crawl", "harbour", NEWSARCHIVE_DATABASE_URL=sqlite_url)
            assert done.returncode == 0, done.stderr
            said.append(done.stderr)
    asked = (
        "SELECT substr(said_before, 1, 10), substr(said_after, 1, 10) FROM article_restatements"
        " ORDER BY seen_at"
    )
    assert ask(sqlite_url, asked) == [(days[0], days[1]), (days[1], days[2])]
    assert ["stated anew" in one for one in said] == [False, True, True, False]
    assert ask(sqlite_url, "SELECT count(*), max(revision) FROM article_history") == [(POSTS, 1)]
    of_page = f"url = '{site.base}/{NAME}' AND status = 200"
    kept = f"SELECT payload_kept FROM captures WHERE {of_page} ORDER BY fetched_at"
    assert [bool(one) for (one,) in ask(sqlite_url, kept)][:3] == [True, True, True]
