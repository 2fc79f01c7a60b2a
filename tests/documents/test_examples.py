"""The examples of README.md and docs/how-to that ask for the newest: the same order on both databases."""

from __future__ import annotations

import re

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.queries.run_query import run_query
from tests.documents.markdown import ROOT
from tests.storage.making import NOON, article

EXAMPLE = re.compile(r'newsarchive query "([^"]*\bORDER BY \S*published_at DESC\b[^"]*)"')
DATES = {"of today": "2026-03-14T09:30:00+08:00", "of last year": "2025-03-14", "undated": None}


@pytest.mark.parametrize("name", ["README.md", "docs/how-to/connect.md", "docs/how-to/search.md"])
def test_an_example_puts_unknown_dates_last(archive_url: str, name: str) -> None:
    archive = open_archive(archive_url)
    stories = [
        article(
            f"https://lantern.example/{number}",
            title=title,
            text="经济日报今日报道渡轮复航。",
            published_at=date,
        )
        for number, (title, date) in enumerate(reversed(DATES.items()))
    ]
    archive.saves.save(archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON), stories)
    archive.close()
    examples = EXAMPLE.findall((ROOT / name).read_text(encoding="utf-8"))
    assert examples
    for sql in examples:
        with run_query(archive_url, sql, timeout=60) as result:
            title = result.columns.index("title")
            assert [row[title] for row in result.rows] == list(DATES)
