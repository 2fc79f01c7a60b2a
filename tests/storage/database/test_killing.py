"""`kill -9` in the middle of saving: what was said to be saved is there, and nothing is there by half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from tests.forking import ForkedProcess
from tests.storage.conftest import Rows
from tests.storage.making import NOON, article

ROOT = Path(__file__).resolve().parents[3]
SAVE_FOR_EVER = """
import itertools, sys
from newsarchive.storage import open_archive
from tests.storage.making import NOON, SPAM, article
archive = open_archive(sys.argv[1])
crawl = archive.crawls.begin(None, "import", NOON)
for batch in itertools.count():
    urls = [f"https://lantern.example/{batch}/{number}" for number in range(3)]
    archive.saves.save(crawl, [article(url, text=url, removed=(SPAM,)) for url in urls])
    print(batch, flush=True)
"""
BATCH = 3


@pytest.mark.parametrize("after", [1, 9])
def test_nothing_said_to_be_saved_is_lost(archive_url: str, rows: Rows, after: int) -> None:
    command = [sys.executable, "-c", SAVE_FOR_EVER, archive_url]
    with ForkedProcess(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(after)]
        child.kill()
        said += [int(line) for line in child.stdout]
        child.wait()
    archive = open_archive(archive_url)
    articles = rows("SELECT count(*) FROM current_articles WHERE authors = 'Ada Holm; Bo Lind'")[0][0]
    assert articles >= BATCH * len(said)
    assert articles % BATCH == 0
    for table in ("articles", "revisions", "fetches", "payloads", "removed_blocks", "url_events"):
        assert rows(f"SELECT count(*) FROM {table}") == [(articles,)], table
    urls = [f"https://lantern.example/{batch}/0" for batch in said]
    again = [article(url, text=url) for url in urls]
    crawl = archive.crawls.begin(None, CrawlKind.IMPORT, NOON)
    assert {one.outcome for one in archive.saves.save(crawl, again)} == {"unchanged"}
    assert rows("SELECT count(*) FROM fetches") == [(articles,)]
    archive.close()
