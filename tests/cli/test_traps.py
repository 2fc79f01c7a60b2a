"""One text under ever new addresses: a crawl leaves the rest alone, says so, and stores all else."""

from __future__ import annotations

from pathlib import Path

from newsarchive.discovery.urls.crawler_traps import MOST_COPIES
from tests.cli.crawling import MockServer, Project

COPIED = 60


def test_copies_are_left_alone_and_counted(server: MockServer, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.make_archive()
    copies = [f"{server.base}/copies/{number}" for number in range(1_000, 1_000 + COPIED)]
    addresses = [*copies, *(f"{server.base}/a/{number}" for number in (2, 3, 4))]
    project.declare("mock", f"addresses = {{ urls = {addresses} }}")
    done = project.run("crawl", "mock")
    # One text under most addresses is an incident, too.
    assert done.returncode == 3, done.stderr
    assert "incident.same_text" in done.stderr
    asked = sum("/copies/" in entry["path"] for entry in server.log())
    assert MOST_COPIES <= asked < COPIED, "those on their way when the template was closed"
    [(skipped,)] = project.rows("SELECT count(*) FROM url_events WHERE reason = 'trap'")
    assert asked + skipped == COPIED
    assert "no more of them are fetched" in done.stderr
    rows = project.rows("SELECT url FROM current_articles WHERE url LIKE '%/a/%'")
    assert {url.rpartition("/")[2] for (url,) in rows} == {"2", "3", "4"}
