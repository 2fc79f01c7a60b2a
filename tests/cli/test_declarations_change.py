"""Declarations that change, or are wrong: what is widened is found, and what is right is crawled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.crawling import MockServer, Project


@pytest.fixture
def project(tmp_path: Path, sqlite_template: Path) -> Project:
    made = Project(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "archive.db")
    return made


def stored(project: Project) -> int:
    [(count,)] = project.rows("SELECT count(*) FROM current_articles")
    return int(count)


def polls(server: MockServer, path: str) -> list[str]:
    return [entry["status"] for entry in server.log() if entry["path"] == path]


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("[links]\nallow = ['/slow/[0-4]$']", "[links]\nallow = ['/slow/[0-9]$']"),
        ("[links]\nallow = ['/slow/[0-9]$']\ndeny = ['[5-9]$']", "[links]\nallow = ['/slow/[0-9]$']"),
    ],
)
def test_a_widened_declaration_reaches_what_the_list_named_before(
    server: MockServer, project: Project, narrow: str, wide: str
) -> None:
    """The list has not changed since, and would say so (304): asked the old question, it has no news."""
    feeds = f'feeds = [{{ url = "{server.base}/many.xml" }}]\n'
    project.declare("mock", feeds + narrow)
    left = project.run("crawl", "mock")
    assert left.returncode == 0
    assert stored(project) == 5
    assert "links of listings were left out" in left.stderr
    told = project.run("why", f"{server.base}/slow/7").stdout
    assert "left out by a rule: " in told
    assert told.count("[links]") == 1, "said once, not by each crawl"
    assert f"found in {server.base}/many.xml" in told
    assert project.run("crawl", "mock").returncode == 0
    project.declare("mock", feeds + wide)
    assert project.run("crawl", "mock").returncode == 0
    assert stored(project) == 10
    assert project.run("crawl", "mock").returncode == 0
    assert polls(server, "/many.xml") == ["200", "304", "200", "304"], "whole once, when the rules changed"


def test_a_backfill_does_not_take_not_modified_for_an_answer(server: MockServer, project: Project) -> None:
    project.declare(
        "mock", f'feeds = [{{ url = "{server.base}/many.xml" }}]\n[links]\nallow = ["/slow/[0-4]$"]\n'
    )
    assert project.run("crawl", "mock").returncode == 0
    assert project.run("crawl", "mock", "--backfill", "--since", "2026-01-01").returncode == 0
    assert polls(server, "/many.xml") == ["200", "200"]


def break_declaration(project: Project, name: str) -> None:
    (project.folder / "sources" / f"{name}.toml").write_text('title = "x"\nfeed = "typo"\n')


def crawled(project: Project) -> list[tuple[str, str]]:
    return project.rows(
        "SELECT s.name, c.reason FROM crawls c JOIN sources s ON s.id = c.source_id ORDER BY c.id"
    )


def test_a_wrong_declaration_stops_its_own_source_only(server: MockServer, project: Project) -> None:
    names = ("first", "second", "third")
    for number, name in enumerate(names):
        project.declare(name, f'addresses = {{ urls = ["{server.base}/a/{number}"] }}\n')
    assert project.run("crawl", "--all").returncode == 0
    break_declaration(project, "second")
    project.change("UPDATE crawls SET started_at = datetime('now', '-1 day')")  # all are due

    other = project.run("crawl", "third")
    assert other.returncode == 0, other.stderr
    assert "the declarations of other sources are invalid, too: second" in other.stderr
    own = project.run("crawl", "second")
    assert own.returncode == 2
    assert "second.toml: feed is an unknown field" in own.stderr
    both = project.run("crawl", "second", "third")
    assert both.returncode == 2
    assert "1 source not crawled, because of invalid declarations: second." in both.stderr
    due = project.run("crawl", "--due")
    assert due.returncode == 2
    assert due.stderr.count("second.toml: feed is an unknown field") == 1, "said once, and not by each child"
    every = project.run("crawl", "--all")
    assert every.returncode == 2
    assert "Traceback" not in other.stderr + own.stderr + both.stderr + due.stderr + every.stderr
    assert [name for name, reason in crawled(project) if reason == "finished"] == [
        *names, "third", "third", "first", "first", "third"
    ]  # fmt: skip
    assert project.rows("SELECT retired_at FROM sources WHERE name = 'second'") == [(None,)], "not retired"
    assert project.rows(
        "SELECT s.name, a.kind FROM alarms a JOIN sources s ON s.id = a.source_id WHERE ended_at IS NULL"
    ) == [("second", "failed")]
    listed = project.run("sources", "list")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["first", "third"]
    assert listed.returncode == 2
    assert "second.toml" in listed.stderr

    project.declare("second", f'addresses = {{ urls = ["{server.base}/a/1"] }}\n')
    assert project.run("crawl", "second").returncode == 0
    assert project.rows("SELECT count(*) FROM alarms WHERE ended_at IS NULL") == [(0,)]


def test_the_scheduler_retires_no_source_whose_declaration_was_wrong_from_its_start(
    server: MockServer, project: Project
) -> None:
    """Its crawls see copies of good declarations; what they do not see they take for no longer declared."""
    for number, name in enumerate(("first", "second")):
        project.declare(name, f'addresses = {{ urls = ["{server.base}/a/{number}"] }}\n')
    assert project.run("crawl", "--all").returncode == 0
    break_declaration(project, "second")
    project.change("UPDATE crawls SET started_at = datetime('now', '-1 day')")
    assert project.run("schedule", "--once").returncode == 2
    assert [name for name, _ in crawled(project)] == ["first", "second", "first"]
    assert project.rows("SELECT name FROM sources WHERE retired_at IS NOT NULL") == []


@pytest.mark.parametrize("asked", ["--due", "--all", "mock"])
def test_people_are_told_of_a_wrong_declaration_also_where_no_other_is_left(
    server: MockServer, project: Project, asked: str
) -> None:
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/5"] }}')
    assert project.run("crawl", "mock").returncode == 0
    project.declare("mock", "feedz = []")
    for _ in range(2):
        done = project.run("crawl", asked)
        assert (done.returncode, done.stderr.count("feedz is an unknown field")) == (2, 1)
    assert project.rows("SELECT kind, ended_at FROM alarms") == [("failed", None)]
