"""A real site whose posts are moved away and back, or that answers no more, crawled by real processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest
from sqlalchemy import create_engine, select, update

from newsarchive.storage.database.location import parsed
from newsarchive.storage.schema import urls
from tests.asking import ask
from tests.cli.crawling import Project, next_second
from tests.cli.test_crawl_health import dead_port
from tests.forking import ForkedProcess
from tests.monitoring.receiving import receiver

POSTS = 12
STATE = "SELECT state FROM source_health WHERE source = 'harbour'"
INCIDENTS = "SELECT kind, state, affected FROM incidents ORDER BY incident_id"
WITHDRAWN = "SELECT count(*) FROM current_articles WHERE withdrawn_at IS NOT NULL"


@dataclass
class Site:
    """A folder with a feed and posts, and the port at which Python's own server serves it."""

    folder: Path
    port: int

    def write(self) -> None:
        """Write the feed and the posts it names."""
        (self.folder / "posts").mkdir(parents=True)
        items = []
        for number in range(POSTS):
            name = f"posts/report-{number}-from-the-quay.html"
            title = f"Report {number} from the northern quay"
            said = "".join(
                f"<p>In part {part} of report {number} the pilot said that {number * 31 + part} crates were"
                f" landed at berth {part + number} before noon, and that no ship waited in the roads.</p>"
                for part in range(5)
            )
            page = f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{said}</article></html>"
            (self.folder / name).write_text(page)
            items.append(f"<item><title>{title}</title><link>{self.base}/{name}</link></item>")
        feed = f'<rss version="2.0"><channel><title>Harbour</title>{"".join(items)}</channel></rss>'
        (self.folder / "feed.xml").write_text(feed)
        (self.folder / "robots.txt").write_text("User-agent: *\nAllow: /\n")

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def move(self, old: str, new: str) -> None:
        """Rename the folder of posts, as an operator of the site does."""
        (self.folder / old).rename(self.folder / new)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve the folder in a process of its own."""
        command = [sys.executable, "-m", "http.server", str(self.port), "--bind", "127.0.0.1"]
        process = ForkedProcess(command, cwd=self.folder, stderr=subprocess.DEVNULL)
        try:
            self._wait()
            yield
        finally:
            process.kill()
            process.wait()

    def _wait(self) -> None:
        opener = build_opener(ProxyHandler({}))
        for _ in range(100):
            try:
                opener.open(f"{self.base}/robots.txt", timeout=5).close()
            except URLError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the server does not answer")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "site", dead_port())
    made.write()
    return made


@pytest.fixture
def project(tmp_path: Path, site: Site) -> Project:
    made = Project(tmp_path)
    made.declare("harbour", f'feeds = [{{ url = "{site.base}/feed.xml" }}]\n')
    return made


def time_passes(url: str, hours: int) -> None:
    """Let what is missing be missing for so much longer."""
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        found = select(urls.c.id, urls.c.missing_since).where(urls.c.missing_since.is_not(None))
        for row in connection.execute(found).all():
            since = row.missing_since - timedelta(hours=hours)
            connection.execute(update(urls).where(urls.c.id == row.id).values(missing_since=since))
    engine.dispose()


def test_posts_moved_away_and_back(sqlite_url: str, project: Project, site: Site) -> None:
    """On SQLite alone: what it asks in SQL, `monitoring` and `articles` of `tests/storage` ask of both."""
    with site.serving(), receiver() as received:
        told = {"NEWSARCHIVE_DATABASE_URL": sqlite_url, "NEWSARCHIVE_NOTIFY": received.address}

        def crawl(code: int) -> str:
            next_second()
            done = project.run("crawl", "harbour", **told)
            assert done.returncode == code, done.stderr
            return done.stderr

        crawl(0)
        assert ask(sqlite_url, "SELECT count(*) FROM current_articles") == [(POSTS,)]
        site.move("posts", "away")
        said = crawl(3)
        assert f"vanished: {POSTS} of {POSTS} (100%) articles rechecked last are gone" in said
        assert ask(sqlite_url, STATE) == [("vanished",)]
        time_passes(sqlite_url, 2)
        crawl(3)
        assert ask(sqlite_url, WITHDRAWN) == [(0,)], "nothing after two hours"
        site.move("away", "posts")
        said = crawl(0)
        assert f"{POSTS} not modified" in said, "all are asked for again, at once"
        assert ask(sqlite_url, STATE) == [("healthy",)]
        assert ask(sqlite_url, "SELECT count(*) FROM urls WHERE missing_since IS NOT NULL") == [(0,)]
        assert [title for title, _ in received.messages()] == [
            "newsarchive: harbour: articles vanish",
            "newsarchive: harbour is well again (articles vanish)",
        ]

        assert ask(sqlite_url, INCIDENTS) == [("vanished", "over", POSTS)]

        site.move("posts", "away")
        crawl(3)
        time_passes(sqlite_url, 49)
        crawl(3)
        assert ask(sqlite_url, WITHDRAWN) == [(0,)], "gone for two days, but looked at only twice"
        crawl(3)
        assert ask(sqlite_url, WITHDRAWN) == [(POSTS,)]
        site.move("away", "posts")
        crawl(0)
        assert ask(sqlite_url, WITHDRAWN) == [(0,)]
    turns = (
        "SELECT event, count(*) FROM url_events WHERE article_id IS NOT NULL GROUP BY event ORDER BY event"
    )
    assert ask(sqlite_url, turns) == [("returned", POSTS), ("withdrawn", POSTS)]
    url = f"{site.base}/posts/report-0-from-the-quay.html"
    why = project.run("why", url, **told).stdout
    story = [line[21:].partition(" · ")[0] for line in why.splitlines() if line[:2] == "20"]
    assert story == [
        f'found in {site.base}/feed.xml as "Report 0 from the northern quay"',
        "200 a new article: revision 1",
        *["404 gone: not_found, during incident 1 (vanished)"] * 2,
        "304 not modified since",
        *["404 gone: not_found, during incident 2 (vanished)"] * 3,
        "the article counts as withdrawn: not_found",
        "304 not modified since",
        "the article is back: not_modified",
    ]


def test_a_site_that_answers_no_more(project: Project, site: Site) -> None:
    project.make_archive()
    with receiver() as received:
        told = {"NEWSARCHIVE_NOTIFY": received.address}
        with site.serving():
            assert project.run("crawl", "harbour", **told).returncode == 0
        done = project.run("crawl", "harbour", **told)
        assert done.returncode == 3, done.stderr
        assert "was answered (timeout, no connection, unknown host, or 5xx)" in done.stderr
        assert project.rows(STATE) == [("unanswered",)]
        again = project.run("crawl", "harbour", **told)  # the host is left alone now, and nothing is asked
        assert again.returncode == 3, again.stderr
        assert project.rows(STATE) == [("unanswered",)]
        project.change("UPDATE hosts SET blocked_until = NULL, backoff = NULL, failures = 0")
        with site.serving():
            assert project.run("crawl", "harbour", **told).returncode == 0
        assert [title for title, _ in received.messages()] == [
            "newsarchive: harbour: the site shows us nothing",
            "newsarchive: harbour is well again (the site shows us nothing)",
        ]
        assert project.rows(STATE) == [("healthy",)]
        assert project.rows("SELECT kind, state FROM incidents") == [("unanswered", "over")]


@pytest.mark.parametrize("feed", ["http://127.0.0.1:{port}/feed", "http://nowhere.invalid/feed"])
@pytest.mark.parametrize("how", ["harbour", "--due"])
def test_a_site_that_never_answered(project: Project, feed: str, how: str) -> None:
    """Refused connections and unknown names: exit 0 and `healthy` it was."""
    project.declare("harbour", f'feeds = [{{ url = "{feed.format(port=dead_port())}" }}]\n')
    project.make_archive()
    done = project.run("crawl", how)
    assert done.returncode == 3, done.stderr
    said = "answered: the site did not answer the last request, so no page was requested"
    assert said in done.stderr
    assert project.rows(STATE) == [("unanswered",)]
