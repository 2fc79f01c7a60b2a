"""Answers with odd heads, crawled by a real process: the page is read, or its failure says why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.crawling import ROOT, Project
from tests.forking import ForkedProcess
from tests.mockserver.odd_answers import READABLE, UNREADABLE


def test_each_page_is_read_or_fails_by_name_and_the_host_is_not_blamed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.make_archive()
    command = [sys.executable, "-m", "tests.mockserver.odd_answers"]
    with ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        base = f"http://127.0.0.1:{int(process.stdout.readline())}"
        project.declare("odd", f'feeds = [{{ url = "{base}/feed.xml" }}]\n')
        done = project.run("crawl", "odd")
        process.kill()
    assert "host_blocked" not in done.stderr
    stored = project.rows("SELECT title FROM current_articles")
    assert {title for (title,) in stored} == {f"The {kind} bridge" for kind in READABLE}
    failed = project.rows(
        "SELECT u.url, f.reason, f.detail FROM fetches AS f JOIN urls AS u ON u.id = f.url_id"
        " WHERE f.outcome = 'failed'"
    )
    assert {(url.rpartition("/")[2], reason) for url, reason, _ in failed} == {
        (kind, "bad_answer") for kind in UNREADABLE
    }
    assert all(detail for *_, detail in failed)
