"""Numbers too great for a database or the calendar are mistakes, and the message says what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from tests.cli.inside import run
from tests.storage.making import NOON, article

ROWS, DAYS, SECONDS = "x<=2147483647", "x<=36500", "x<=2000000"
ONE = ("query", "SELECT title FROM current_articles")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ((*ONE, "--limit", "99999999999999999999"), ROWS),
        (("search", "ferry", "--limit", "9223372036854775807"), ROWS),
        (("crawl", "lantern", "--limit", "99999999999999999999"), ROWS),
        (("db", "prune", "--not-modified-days", "1000000"), DAYS),
        *(
            ((*command, "--timeout", seconds), SECONDS)
            for command in (ONE, ("search", "ferry"))
            for seconds in ("inf", "nan", "1e30", "2000001")
        ),
        (("sources", "new", "https://lantern.example/", "--delay", "nan"), "x<=600"),
    ],
)
def test_too_much(sqlite_url: str, tmp_path: Path, words: tuple[str, ...], allowed: str) -> None:
    code, out, err = run(*words, cwd=tmp_path, variables={"NEWSARCHIVE_DATABASE_URL": sqlite_url})
    assert (code, out, "Traceback" in err) == (2, "", False), err
    assert allowed in err


def test_the_most_that_is_allowed(archive_url: str, tmp_path: Path) -> None:
    archive = open_archive(archive_url)
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), [article()])
    archive.close()
    most = ("--limit", "2147483647", "--timeout", "2000000")
    for words, said in (
        ((*ONE, *most), "Ferry runs again"),
        (("search", "ferry", *most), "Ferry runs again"),
        (("search", "ferry", *most, "--sort", "relevance"), "Ferry runs again"),
        (("search", "ferry", *most, "--as-of", "2999-01-01"), "Ferry runs again"),
        (("db", "prune", "--not-modified-days", "36500", "--dry-run"), "0 responses 304"),
    ):
        code, out, err = run(*words, cwd=tmp_path, variables={"NEWSARCHIVE_DATABASE_URL": archive_url})
        assert (code, said in out + err) == (0, True), err
