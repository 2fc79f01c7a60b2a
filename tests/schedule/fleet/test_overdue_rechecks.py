"""Two crawls on the real clock: rechecks that wait make their source due, whoever starts crawls."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import ask, change
from tests.cli.crawling import PROGRAM, Project
from tests.cli.test_incidents import Paper, serving
from tests.mockserver.troubled import STORIES
from tests.schedule.fleet.trial import HASTY, wait_until

# The crawl before was an hour ago, no listing is due, and articles have waited for a quarter of an hour.
PAST = (
    "UPDATE crawls SET started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour'",
    "UPDATE feeds SET next_poll_at = now() at time zone 'utc' + interval '1 day'",
    "UPDATE urls SET next_check_at = now() at time zone 'utc' - interval '15 minutes' WHERE kind = 'article'",
)
PATIENCE = 120


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    with serving() as running:
        yield running


@pytest.mark.parametrize("how", ["crawl --due", "schedule --once", "worker"])
def test_rechecks_that_are_due_start_a_crawl(
    how: str, own_postgres_url: str, tmp_path: Path, paper: Paper
) -> None:
    project = Project(tmp_path)
    project.declare("courier", f'feeds = [{{ url = "http://127.0.0.1:{paper.port}/feed.xml" }}]\n')
    place = {"NEWSARCHIVE_DATABASE_URL": own_postgres_url}

    def looked_at() -> int:
        query = "SELECT count(*) FROM fetches WHERE crawl_id > 1 AND outcome = 'not_modified'"
        return int(ask(own_postgres_url, query)[0][0])

    assert project.run("db", "upgrade", **place).returncode == 0
    assert project.run("crawl", "courier", **place).returncode == 0
    assert "No source is due" in project.run("crawl", "--due", **place).stderr
    change(own_postgres_url, *PAST)
    if how != "worker":
        done = project.run(*how.split(), **place)
        assert done.returncode == 0, done.stderr
        assert looked_at() == STORIES
        return
    process = project.start(
        how, "--concurrency", "1", program=HASTY + PROGRAM, NEWSARCHIVE_DATABASE_URL=own_postgres_url
    )
    try:
        wait_until(lambda: looked_at() == STORIES, PATIENCE)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 3
