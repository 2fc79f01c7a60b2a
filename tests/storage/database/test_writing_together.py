"""Several writers at once, and readers beside them: no error, no duplicate, nothing lost."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from newsarchive.storage.queries.run_query import run_query
from tests.forking import ForkedProcess
from tests.storage.conftest import Rows
from tests.storage.database.writing_together import write_pages

PAGES = 10
ROOT = Path(__file__).resolve().parents[3]


def count(url: str) -> int:
    """As an analyst asks while crawls write."""
    with run_query(url, "SELECT count(*) FROM current_articles", timeout=30) as result:
        return int(str(next(iter(result.rows))[0]))


def nothing_lost(rows: Rows, writers: int) -> None:
    """Every page of every writer is there, each article once, each save told."""
    assert rows("SELECT count(*) FROM articles") == [(PAGES * (writers + 1),)]
    assert rows("SELECT count(*), max(number) FROM revisions") == [(PAGES * (writers + 1), 1)]
    assert rows("SELECT count(*) FROM fetches WHERE outcome IN ('new', 'unchanged')") == [
        (2 * PAGES * writers,)
    ]
    assert rows("SELECT count(*) FROM crawls WHERE reason <> 'finished'") == [(0,)]
    assert rows("SELECT max(last_revision) FROM learnings") == rows("SELECT max(id) FROM revisions")


def test_ten_writers(archive_url: str, rows: Rows) -> None:
    with ThreadPoolExecutor(10) as pool:
        jobs = [pool.submit(write_pages, archive_url, number, PAGES) for number in range(10)]
        seen = [count(archive_url)]
        while not all(job.done() for job in jobs):
            seen.append(count(archive_url))
            time.sleep(0.05)
    for job in jobs:
        job.result()
    assert seen == sorted(seen)
    nothing_lost(rows, 10)


def test_two_processes(archive_url: str, rows: Rows) -> None:
    command = [sys.executable, "-m", "tests.storage.database.writing_together", archive_url]
    writers = [
        ForkedProcess([*command, str(number), str(PAGES)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for number in range(2)
    ]
    told = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], told
    nothing_lost(rows, 2)
