"""A source that falls silent: exit code, summary, rows, metrics and messages, through whole crawls."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.cli.crawling import MockServer, Project
from tests.monitoring.receiving import receiver

EXPECT = '\n[expect]\nsilent_for = "2d"\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.make_archive()
    (tmp_path / "metrics").mkdir()
    return made


def declare(project: Project, server: MockServer, *stories: int) -> None:
    urls = ", ".join(f'"{server.base}/a/{number}"' for number in stories)
    project.declare("mock", f"addresses = {{ urls = [{urls}] }}{EXPECT}")


def fall_silent(project: Project, days: int = 3) -> None:
    project.change(f"UPDATE articles SET first_seen_at = datetime('now', '-{days} days')")


def dead_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_a_silent_source_speaks_up_once_and_recovers(server: MockServer, project: Project) -> None:
    metrics = project.folder / "metrics"
    with receiver() as received:
        told = {"NEWSARCHIVE_NOTIFY": received.address, "NEWSARCHIVE_METRICS": str(metrics)}
        nobody = told | {"NEWSARCHIVE_NOTIFY": f"json://desk:hunter2@127.0.0.1:{dead_port()}/"}
        declare(project, server, 1, 2)
        assert project.run("crawl", "mock", **told).returncode == 0
        fall_silent(project)

        missed = project.run("crawl", "mock", **nobody)
        assert missed.returncode == 3, missed.stderr
        assert "silent_for: no new article for 3 days, at most 2 days expected (declared in [expect])" in (
            missed.stderr
        )
        assert "look at: newsarchive query" in missed.stderr
        assert "json://… did not accept the message" in missed.stderr
        assert "hunter2" not in missed.stderr
        [row] = project.rows("SELECT crawl_id, expectation, bound, origin FROM missed_expectations")
        assert row == (2, "silent_for", 172_800.0, "declared")
        [(state,)] = project.rows("SELECT state FROM source_health")
        assert state == "below_expectations"
        text = (metrics / "newsarchive_mock.prom").read_text()
        assert 'newsarchive_last_crawl_exit_code{source="mock"} 3.0' in text
        assert 'expectation="silent_for",source="mock"} 1.0' in text
        assert received.messages() == []

        for _ in range(2):  # the first tells what could not be told, the second has nothing to tell
            assert project.run("crawl", "mock", **told).returncode == 3
        [(title, body)] = received.messages()
        assert title == "newsarchive: mock: expectations missed"
        assert "silent_for: no new article for 3 days" in body
        assert "To see more, run: newsarchive query" in body

        declare(project, server, 1, 2, 3)
        assert project.run("crawl", "mock", **told).returncode == 0
        assert [title for title, _ in received.messages()][1:] == [
            "newsarchive: mock is well again (expectations missed)"
        ]
        assert 'exit_code{source="mock"} 0.0' in (metrics / "newsarchive_mock.prom").read_text()


def test_a_limited_crawl_neither_raises_nor_ends_alarms(server: MockServer, project: Project) -> None:
    declare(project, server, 1, 2)
    assert project.run("crawl", "mock").returncode == 0
    fall_silent(project)
    assert project.run("crawl", "mock", "--limit", "1").returncode == 0
    assert project.rows("SELECT count(*) FROM missed_expectations") == [(0,)]
    assert project.run("crawl", "mock").returncode == 3
    assert project.run("crawl", "mock", "--limit", "1").returncode == 0
    assert project.rows("SELECT count(*) FROM alarms WHERE ended_at IS NULL") == [(1,)]


def test_due_tells_of_sources_nobody_crawled(server: MockServer, project: Project) -> None:
    with receiver() as received:
        told = {"NEWSARCHIVE_NOTIFY": received.address}
        declare(project, server, 1)
        assert project.run("crawl", "--due", **told).returncode == 0
        project.change("UPDATE crawls SET started_at = datetime('now', '-3 days')")
        assert project.run("crawl", "--due", **told).returncode == 0
        [(title, body)] = received.messages()
        assert title == "newsarchive: mock: no longer crawled"
        assert "Not crawled since" in body
        assert project.run("crawl", "--due", **told).stderr == "No source is due.\n"
        assert [title for title, _ in received.messages()][1:] == [
            "newsarchive: mock is well again (no longer crawled)"
        ]


def test_every_line_of_a_crawl_is_json_where_that_is_asked_for(server: MockServer, project: Project) -> None:
    urls = f'"{server.base}/a/1", "http://me:hunter2@127.0.0.1:{dead_port()}/a/2"'
    project.declare("mock", f"addresses = {{ urls = [{urls}] }}{EXPECT}")
    # As production has it: stderr is no terminal here.
    done = project.run("crawl", "mock", SCRAPY_PROJECT="production")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert all({"time", "level", "logger", "message", "source"} <= line.keys() for line in lines)
    assert "hunter2" not in done.stderr
    [robots] = [line for line in lines if "robots.txt cannot be downloaded" in line["message"]]
    assert (robots["level"], robots["source"], robots["crawl"]) == ("WARNING", "mock", 1)
    assert robots["url"].endswith("/robots.txt")
    [summary] = [line for line in lines if "counts" in line]
    assert (summary["counts"]["new"], "stored, new" in summary["message"]) == (1, True)
    wrong = project.run("crawl", "mock", NEWSARCHIVE_LOG="yaml")
    assert (wrong.returncode, "allowed are json, text" in wrong.stderr) == (2, True)
