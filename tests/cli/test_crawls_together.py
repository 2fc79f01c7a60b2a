"""Real crawls writing to one archive at once: no error, nothing doubled, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsarchive.storage.queries.run_query import run_query
from tests.cli.crawling import MockServer, Project

OWN = 3
# Asked for by every crawl: whichever is first stores them.
SHARED = ("/a/1", "/a/2")


def asked(url: str, sql: str) -> list[tuple[Any, ...]]:
    with run_query(url, sql, timeout=30) as result:
        return list(result.rows)


@pytest.mark.parametrize(("database", "crawls"), [("sqlite", 2), ("postgresql", 6)])
def test_crawls_write_together(
    database: str, crawls: int, request: pytest.FixtureRequest, server: MockServer, tmp_path: Path
) -> None:
    url = str(request.getfixturevalue("sqlite_url" if database == "sqlite" else "postgres_url"))
    project = Project(tmp_path)
    own = {f"paper{at}": [f"/a/{100 * at + n}" for n in range(1, OWN + 1)] for at in range(1, crawls + 1)}
    for name, paths in own.items():
        listed = ", ".join(f'"{server.base}{path}"' for path in (*paths, *SHARED))
        project.declare(name, f"addresses = {{ urls = [{listed}] }}\n")
    # Without worker processes of their own, which would be most of the work here.
    variables: dict[str, Any] = {"NEWSARCHIVE_DATABASE_URL": url, "NEWSARCHIVE_WORKERS": "0"}
    running = [project.start("crawl", name, **variables) for name in own]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0] * crawls, told
    assert not any("Traceback" in text or "is locked" in text for text in told), told

    wanted = sorted(
        f"{server.base}{path}" for path in {path for paths in own.values() for path in paths} | set(SHARED)
    )
    assert sorted(row[0] for row in asked(url, "SELECT url FROM current_articles")) == wanted
    assert asked(url, "SELECT count(*), max(revision) FROM article_history") == [(len(wanted), 1)]
    assert asked(url, "SELECT count(*), count(DISTINCT url) FROM urls WHERE article_id IS NOT NULL") == [
        (len(wanted),) * 2
    ]
    assert asked(url, "SELECT count(*) FROM fetches WHERE outcome = 'new'") == [(len(wanted),)]
    assert asked(url, "SELECT count(*) FROM crawls WHERE reason = 'finished'") == [(crawls,)]
    assert asked(url, "SELECT count(*) FROM urls WHERE state = 'claimed'") == [(0,)]
    words = "SELECT count(DISTINCT article_id) FROM article_search('harbour')"
    assert asked(url, words) == [(len(wanted),)]
