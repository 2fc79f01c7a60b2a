"""What an operator does about sources: status, fresh, unblock, recheck, retire, and changed rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsarchive.cli.forget import take_down
from newsarchive.errors import UsageError
from tests.asking import ask, change
from tests.cli.crawling import Project
from tests.cli.test_incidents import Paper, serving
from tests.mockserver.troubled import STORIES

SHOWN = "SELECT count(*) FROM current_articles"
# A rule, and how many stories it leaves out.
DENIED, SOME = '[links]\ndeny = ["/news/[4-9]$"]\n', 6


@pytest.fixture(scope="module")
def paper() -> Iterator[Paper]:
    with serving() as running:
        yield running


class Office:
    """A project with one paper, and the archive it is crawled into."""

    def __init__(self, folder: Path, url: str, paper: Paper) -> None:
        self.project, self.url, self.paper = Project(folder), url, paper
        self.host = f"127.0.0.1:{paper.port}"
        self.declare()

    def declare(self, rules: str = "") -> None:
        feed = f'feeds = [{{ url = "http://{self.host}/feed.xml" }}]\n'
        self.project.declare("courier", feed + rules)

    def run(self, *arguments: str, code: int = 0) -> str:
        done = self.project.run(*arguments, NEWSARCHIVE_DATABASE_URL=self.url)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def status(self, name: str = "courier") -> dict[str, Any]:
        lines = self.run("status", "--format", "jsonl").splitlines()
        rows = {row["source"]: row for row in map(json.loads, lines)}
        found: dict[str, Any] = rows[name]
        return found

    def count(self, sql: str) -> int:
        return int(ask(self.url, sql)[0][0])


@pytest.fixture
def office(tmp_path: Path, archive_url: str, paper: Paper) -> Office:
    paper.set(mode="well", edition=0, stories=STORIES)
    return Office(tmp_path, archive_url, paper)


@pytest.fixture
def lone_office(tmp_path: Path, sqlite_url: str, paper: Paper) -> Office:
    """On SQLite alone: what these tests ask in SQL, those of `tests/storage` ask of both databases."""
    paper.set(mode="well", edition=0, stories=STORIES)
    return Office(tmp_path, sqlite_url, paper)


def test_status(office: Office) -> None:
    (office.project.folder / "sources" / "bent.toml").write_text('title = "Bent"\n')
    assert office.status("bent") | {"why": "its file is invalid"} == {
        **dict.fromkeys(("blocked_until", "next_due", "last_crawl", "last_new", "incidents")),
        "source": "bent",
        "state": "invalid",
        "why": "its file is invalid",
        "left_out": 0,
        "suspicious": 0,
        "hidden_edits": 0,
    }
    assert (office.status()["state"], office.status()["why"]) == ("never_crawled", "never crawled")
    office.declare(DENIED)
    said = office.run("crawl", "--all", code=2)
    assert "bent.toml: no place to find articles" in said
    assert f"{SOME} links of listings were left out by rules (denied {SOME})" in said
    row = office.status()
    assert (row["state"], row["left_out"], row["suspicious"]) == ("healthy", SOME, 0)
    assert row["last_new"]
    assert row["why"] == "nothing is due yet"
    change(
        office.url,
        "UPDATE hosts SET blocked_until = '2099-01-01 00:00:00', blocked_reason = 'backoff', failures = 3",
        "UPDATE urls SET last_error = 'host_blocked', next_check_at = '2098-12-31 00:00:00'"
        " WHERE url LIKE '%/news/3'",
        "UPDATE revisions SET title = NULL WHERE article_id = (SELECT min(id) FROM articles)",
    )
    row = office.status()
    assert row["blocked_until"] == f"2099-01-01 00:00:00 ({office.host})"
    assert row["suspicious"] == 1
    table = office.run("status").splitlines()
    assert [line.split()[0] for line in table[2:]] == ["bent", "courier"], "what is not well stands first"
    said = office.run("unblock", f"http://{office.host}/")
    assert f"{office.host} gets no requests before 2099-01-01 00:00:00 UTC" in said
    assert "that is lifted. Its failures are forgotten" in said
    assert "Due again: 1 URL and 0 listings." in said
    assert office.status()["blocked_until"] is None
    assert office.status()["why"].startswith("soon: 1 recheck")
    assert "was not blocked" in office.run("unblock", office.host)
    assert "The archive knows no host 'h.example'" in office.run("unblock", "h.example", code=2)


def test_everything_is_asked_for_anew(lone_office: Office) -> None:
    office = lone_office
    office.run("crawl", "courier")
    assert f"not modified (304)  {STORIES}" in office.run("crawl", "courier")
    said = office.run("crawl", "courier", "--fresh")
    assert f"unchanged           {STORIES}" in said
    assert "cannot be combined with --due" in office.run("crawl", "courier", "--fresh", "--due", code=2)


def test_a_refused_page_is_no_article_that_is_due(office: Office) -> None:
    office.run("crawl", "courier")
    of_one = "(SELECT url_id FROM articles WHERE id = (SELECT max(id) FROM articles))"
    change(office.url, f"UPDATE urls SET state = 'refused', article_id = NULL WHERE id IN {of_one}")
    said = office.run("recheck", "courier")
    assert f"courier: {STORIES - 1} articles are due, and 1 URL whose pages were refused or are gone" in said


def test_a_source_whose_only_crawl_broke_off_is_not_said_to_be_never_crawled(lone_office: Office) -> None:
    office = lone_office
    office.run("crawl", "courier")
    change(office.url, "UPDATE crawls SET reason = 'archive_unavailable'")
    row = office.status()
    assert row["last_crawl"]
    assert (row["next_due"], row["why"]) == ("now", "its last crawl was interrupted (archive_unavailable)")


def test_stored_articles_are_fetched_again(lone_office: Office) -> None:
    office = lone_office
    office.run("crawl", "courier")
    assert "No source is due." in office.run("crawl", "--due")
    assert "courier: 0 articles are due" in office.run("recheck", "courier", "--since", "2099-01-01")
    said = office.run("recheck", "--all")
    assert f"courier: {STORIES} articles are due" in said
    assert "courier is due for 'crawl --due' and the scheduler at 20" in said, "five minutes after the last"
    assert "newsarchive crawl courier does not wait" in said
    change(office.url, "UPDATE crawls SET started_at = '2026-01-01 00:00:00'")
    assert "is due for" not in office.run("recheck", "--all"), "it is due now"
    assert f"unchanged           {STORIES}" in office.run("crawl", "--due"), "read whole"
    assert "Unknown source 'nobody'" in office.run("recheck", "nobody", code=2)
    assert "Name one or more sources, or give --all." in office.run("recheck", code=2)


def test_a_changed_rule_sets_aside_and_brings_back(office: Office) -> None:
    office.run("crawl", "courier")
    assert office.count(SHOWN) == STORIES
    office.declare(DENIED)
    said = office.run("crawl", "courier")
    assert f"{SOME} known ones are left out ({SOME} articles are set aside, not deleted)" in said
    assert office.count(SHOWN) == STORIES - SOME
    assert office.count("SELECT count(*) FROM article_history") == STORIES
    assert office.count("SELECT count(*) FROM search_entries") == STORIES - SOME
    office.run("db", "verify")
    office.paper.set(stories=3)  # no list names them any more
    why = office.run("why", f"http://{office.host}/news/5")
    assert "left out by a rule: denied ([links] deny has '/news/[4-9]$')" in why
    assert "set aside" not in office.run("crawl", "courier"), "once"
    office.declare()
    said = office.run("crawl", "courier")
    assert f"{SOME} URLs that it left out are fetched now ({SOME} articles are shown again)" in said
    assert office.count(SHOWN) == STORIES
    assert "a changed declaration admits it" in office.run("why", f"http://{office.host}/news/5")
    office.run("db", "verify")


def test_a_changed_rule_admits_what_it_left_out(lone_office: Office) -> None:
    office = lone_office
    office.declare(DENIED)
    office.run("crawl", "courier")
    office.paper.set(stories=3)
    office.declare()
    said = office.run("crawl", "courier")
    assert f"[links] has changed: {SOME} URLs that it left out are fetched now" in said
    assert office.count(SHOWN) == STORIES


def test_forget_tells_before_and_asks_on_a_terminal(
    lone_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = lone_office
    office.run("crawl", "courier")
    url = f"http://{office.host}/news/5"
    said = office.run("forget", url, "--reason", "a wish", "--dry-run")
    assert f"would be kept out: {url}" in said
    assert "Would be removed: 1 article with 1 revision." in said
    assert office.count("SELECT count(*) FROM takedowns") == 0
    monkeypatch.setenv("NEWSARCHIVE_DATABASE_URL", office.url)
    monkeypatch.setattr("newsarchive.cli.forget.can_ask", lambda: True)
    asked: list[str] = []
    monkeypatch.setattr("click.confirm", lambda question, **_: asked.append(question))  # no
    with pytest.raises(UsageError, match="Nothing was changed"):
        take_down(url, "a wish")
    assert asked == ["Take this down for good? Only a backup undoes it"]
    assert office.count("SELECT count(*) FROM takedowns") == 0
    take_down(url, "a wish", confirmed=True)
    assert (len(asked), office.count("SELECT count(*) FROM takedowns")) == (1, 1)
    again = office.run("forget", url, "--reason", "a wish", "--dry-run")
    assert "It was taken down before; no article is left to remove." in again
    monkeypatch.setattr("newsarchive.cli.forget.can_ask", lambda: False)
    other = office.run("forget", f"http://{office.host}/news/6", "--reason", "a script asks nobody")
    assert "Removed: 1 article with 1 revision, 1 stored body." in other


def test_a_purge_says_what_it_leaves(lone_office: Office) -> None:
    office = lone_office
    office.project.declare("herald", f'feeds = [{{ url = "http://{office.host}/feed.xml?for=herald" }}]\n')
    office.run("crawl", "courier")
    office.run("crawl", "herald")
    said = office.run("sources", "retire", "courier", "--purge", code=2)
    assert f"0 articles of courier for good (kept: {STORIES} articles that other sources list)." in said


def test_retired_and_purged(lone_office: Office) -> None:
    office = lone_office
    office.run("crawl", "courier")
    said = office.run("sources", "retire", "courier", "--purge", code=2)
    assert f"--purge takes down {STORIES} articles of courier for good." in said
    assert office.count(SHOWN) == STORIES
    said = office.run("sources", "retire", "courier")
    assert "courier.toml.retired" in said
    assert office.count(SHOWN) == STORIES
    assert office.count("SELECT count(*) FROM source_health WHERE state = 'retired'") == 1
    assert "No source is declared" in office.run("crawl", "--all")
    said = office.run("sources", "retire", "courier", "--purge", "--yes", "--reason", "never ours")
    assert f"Removed: {STORIES} articles with {STORIES} revisions, {STORIES} stored bodies" in said
    assert [office.count(f"SELECT count(*) FROM {table}") for table in ("articles", "payloads")] == [0, 0]
    assert office.count("SELECT count(*) FROM takedowns WHERE reason = 'never ours'") == STORIES
    folder = office.project.folder / "sources"
    (folder / "courier.toml.retired").rename(folder / "courier.toml")
    office.run("crawl", "courier")
    assert office.count(SHOWN) == 0, "what was taken down stays out"
    assert "Unknown source 'nobody'" in office.run("sources", "retire", "nobody", code=2)
