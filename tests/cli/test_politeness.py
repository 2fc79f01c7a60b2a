"""Hosts with manners of their own: three crawls of all of them, and what each host was asked and when."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.crawling import ROOT, MockServer, Project
from tests.forking import ForkedProcess

pytestmark = pytest.mark.xdist_group("politeness")

HOSTS = (
    *("rules", "slow", "rare", "huge", "marked", "changing", "latin", "html", "moved", "far", "fine"),
    *("flood", "bomb", "packed"),
    *("hidden", "forbidden", "away", "down"),
    *(
        "seconds",
        "date",
        "maintained",
        "garbage",
        "negative",
        "long",
        "bare",
        "storm",
        "dying",
        "lone",
        "led",
    ),
    "limited",
)

PATHS = ("a/1", "a/2", "a/3", "closed/1", "caf%E9/1")
CLOSED = frozenset({"rules", "slow", "huge", "marked", "changing", "moved", "flood", "bomb", "packed"})
BROKEN = {"storm": "http_503", "dying": "connection_failed"}
BLOCKED = frozenset({"garbage", "negative", "long", "bare", "storm", "dying", "limited"})


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl left behind: what hosts were asked, what is stored, what is left for later."""

    said: str
    log: tuple[dict[str, str], ...]
    stored: frozenset[str]
    states: dict[str, tuple[str, str | None]]
    hosts: dict[str, tuple[Any, ...]]

    def asked(self, name: str) -> list[str]:
        return [entry["path"] for entry in self.log if entry["host"] == f"{name}.example"]


@dataclass(frozen=True, slots=True)
class Site:
    """The hosts, and the project that crawls them through the proxy they are behind."""

    server: MockServer
    project: Project

    def crawl(self, name: str, *arguments: str, code: int = 0) -> Crawled:
        self.server.set()
        process = self.project.start("crawl", name, *arguments, http_proxy=self.server.base)
        _, said = process.communicate(timeout=300)
        assert process.returncode == code, said
        assert "Traceback" not in said
        rows = self.project.rows("SELECT url, state, last_error FROM urls")
        hosts = self.project.rows("SELECT host, robots_state, crawl_delay, blocked_reason FROM hosts")
        return Crawled(
            said=said,
            log=tuple(self.server.log()),
            stored=frozenset(url.removeprefix("http://") for url, state, _ in rows if state == "stored"),
            states={url.removeprefix("http://"): (state, error) for url, state, error in rows},
            hosts={row[0].partition(".")[0]: row[1:] for row in hosts},
        )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    project = Project(tmp_path_factory.mktemp("manners"))
    project.make_archive()
    command = [sys.executable, "-m", "tests.mockserver.manners"]
    with ForkedProcess(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Site(MockServer(int(process.stdout.readline())), project)
        process.kill()


@pytest.fixture(scope="module")
def crawls(site: Site) -> list[Crawled]:
    """The first crawl meets all manners; the second comes at once; the third when all trouble is over."""
    urls = [f"http://{host}.example/{path}" for host in HOSTS for path in PATHS]
    site.project.declare("all", f"addresses = {{ urls = {urls} }}\nrecheck_days = 0\n")
    # At once none of those that may be asked answers, and the crawl says that.
    first, second = site.crawl("all"), site.crawl("all", code=3)
    site.server.set(edition=1)
    past = "'2026-01-01 00:00:00'"
    site.project.change(
        f"UPDATE hosts SET blocked_until = {past}, robots_fetched_at = {past}, last_asked_at = {past},"
        f" robots_tried_at = {past}"
    )
    return [first, second, site.crawl("all")]


@pytest.mark.parametrize("name", HOSTS)
def test_robots_txt_is_asked_for_once_and_pages_it_closes_never(crawls: list[Crawled], name: str) -> None:
    asked = crawls[0].asked(name)
    assert asked[0] == "/robots.txt"
    if name not in {"away", "down"}:  # tried again within the crawl
        assert asked.count("/robots.txt") == 1
    if name in CLOSED:
        assert crawls[0].states[f"{name}.example/closed/1"] == ("skipped", "robots")
        assert "/closed/1" not in asked


def test_latin_1_rules_close_what_latin_1_links_ask_for(crawls: list[Crawled]) -> None:
    assert crawls[0].states["latin.example/caf%E9/1"] == ("skipped", "robots")
    assert "latin.example/closed/1" in crawls[0].stored


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("huge", "rules"),
        *[(name, "rules") for name in ("flood", "bomb", "packed")],
        ("marked", "rules"),
        ("moved", "rules"),
        ("far", "none"),
        ("html", "none"),
    ],
)
def test_odd_robots_txt(crawls: list[Crawled], name: str, state: str) -> None:
    assert crawls[0].hosts[name][0] == state
    assert f"{name}.example/a/1" in crawls[0].stored


@pytest.mark.parametrize("name", ["hidden", "forbidden"])
def test_a_host_that_hides_its_rules_is_not_crawled(crawls: list[Crawled], name: str) -> None:
    for crawl in crawls[:2]:
        assert crawl.states[f"{name}.example/a/1"] == ("skipped", "robots_refused")
    assert crawls[0].asked(name) == ["/robots.txt"]
    assert crawls[1].asked(name) == []


@pytest.mark.parametrize("name", ["away", "down"])
def test_rules_that_cannot_be_had_now_leave_the_pages_for_later(crawls: list[Crawled], name: str) -> None:
    assert set(crawls[0].asked(name)) == {"/robots.txt"}
    assert crawls[0].states[f"{name}.example/a/1"] == ("found", "robots_unreachable")
    assert f"http://{name}.example/robots.txt cannot be downloaded" in crawls[0].said
    assert crawls[1].asked(name) == []
    assert f"{name}.example/a/1" in crawls[2].stored


def test_a_crawl_delay_is_kept(crawls: list[Crawled]) -> None:
    sent = [float(entry["at"]) for entry in crawls[0].log if entry["host"] == "slow.example"][1:]
    assert len(sent) == 4
    # Sent a second apart; seen from a server on a machine at work some hundredths less.
    assert min(later - earlier for earlier, later in pairwise(sent)) >= 0.8
    assert crawls[0].hosts["slow"][1] == 1.0


def test_a_crawl_delay_of_days_is_a_day_and_one_page_a_crawl(crawls: list[Crawled]) -> None:
    assert crawls[0].hosts["rare"][1] == 86_400.0
    assert [len(crawl.asked("rare")) for crawl in crawls] == [2, 0, 2]
    assert {"found"} == {
        state for url, (state, why) in crawls[0].states.items() if why == "crawl_delay" and "rare" in url
    }


@pytest.mark.parametrize("name", ["seconds", "date", "maintained"])
def test_short_waits_are_waited_for(crawls: list[Crawled], name: str) -> None:
    assert {f"{name}.example/a/{n}" for n in (2, 3)} <= crawls[0].stored
    entries = [entry for entry in crawls[0].log if entry["host"] == f"{name}.example"]
    refused = next(n for n, entry in enumerate(entries) if entry["status"] in {"429", "503"})
    # What was under way comes first, in some hundredths of a second, then what was asked for: a wait of one.
    moments = [float(entry["at"]) for entry in entries[refused:]]
    assert max(later - earlier for earlier, later in pairwise(moments)) >= 0.5


def test_a_redirect_is_followed_when_it_says(crawls: list[Crawled]) -> None:
    at = {entry["path"]: float(entry["at"]) for entry in crawls[0].log if entry["host"] == "led.example"}
    assert at["/a/4"] - at["/a/1"] >= 0.9


@pytest.mark.parametrize("name", sorted(BLOCKED))
def test_long_waits_are_for_a_later_crawl(crawls: list[Crawled], name: str) -> None:
    states = [state for url, state in crawls[0].states.items() if url.startswith(f"{name}.example/a/")]
    # Who fails three times before another page's first answer comes is at fault itself, not the host: on a
    # busy machine one may, where failures are counted.
    tried_out = [state for state in states if state == ("failed", BROKEN.get(name))]
    assert len(tried_out) <= 1
    assert {*states} - {*tried_out} == {("found", "host_blocked")}
    assert f"{name}.example gets no requests before" in crawls[0].said
    assert crawls[0].hosts[name][2] == ("retry_after" if name == "long" else "backoff")
    # robots.txt, what was under way (each may be tried twice by then), three in a row
    assert len(crawls[0].asked(name)) <= 1 + 2 * 8 + 3
    assert crawls[1].asked(name) == []
    assert {f"{name}.example/a/{n}" for n in (1, 2, 3)} <= crawls[2].stored


def test_others_go_on_and_nothing_is_a_failure_of_pages(site: Site, crawls: list[Crawled]) -> None:
    assert {f"fine.example/{path}" for path in PATHS} <= crawls[0].stored
    reasons = dict(site.project.rows("SELECT url, last_error FROM urls WHERE state = 'failed'"))
    assert reasons == {"http://lone.example/a/2": "http_503"}
    assert {"lone.example/a/1", "lone.example/a/3"} <= crawls[0].stored
    assert site.project.rows("SELECT DISTINCT reason FROM crawls") == [("finished",)]
    assert "left for the next crawl: " in crawls[0].said
    refused = site.project.rows("SELECT DISTINCT status, reason FROM fetches WHERE reason = 'host_blocked'")
    assert set(refused) == {(429, "host_blocked"), (503, "host_blocked")}
    limited = "SELECT count(*) FROM fetches WHERE outcome = 'failed' AND url LIKE 'http://limited.example/%'"
    assert site.project.rows(limited) == [(0,)]  # robots.txt was refused, not the pages


def test_a_changed_robots_txt_is_seen_when_the_copy_is_a_day_old(crawls: list[Crawled]) -> None:
    assert "changing.example/a/1" in crawls[0].stored
    assert crawls[1].asked("changing") == []
    assert crawls[2].asked("changing") == ["/robots.txt"]


def test_show_and_why_tell(site: Site, crawls: list[Crawled]) -> None:
    site.project.change(
        "UPDATE hosts SET blocked_until = '2126-01-01 00:00:00', blocked_reason = 'retry_after'"
        " WHERE host = 'long.example'"
    )
    text = "long.example gets no requests before 2126-01-01 00:00:00 UTC: it sent Retry-After"
    assert text in site.project.run("sources", "show", "all").stdout
    assert text in site.project.run("why", "http://long.example/a/1").stdout


def test_the_budget_of_a_day_is_kept_over_crawls(site: Site) -> None:
    urls = [f"http://budget.example/a/{n}" for n in range(8)]
    site.project.declare(
        "budget", f"requests_per_day = 5\naddresses = {{ urls = {urls} }}\nrecheck_days = 0\n"
    )
    first = site.crawl("budget")
    assert len(first.asked("budget")) == 5
    assert len([url for url in first.stored if url.startswith("budget")]) == 4
    assert "left for the next crawl: 4 over_budget" in first.said
    second = site.crawl("budget")
    assert second.asked("budget") == []
    assert "left for the next crawl: 4 over_budget" in second.said
    told = "SELECT count(*) FROM url_events WHERE reason = 'over_budget'"
    assert site.project.rows(told) == [(4,)]  # a URL that waits has one event, however often it is met
    site.project.change("UPDATE hosts SET counted_on = '2026-01-01' WHERE host = 'budget.example'")
    last = site.crawl("budget")
    assert len([url for url in last.stored if url.startswith("budget")]) == 8


def test_feeds_and_sitemaps_that_surprise(site: Site) -> None:
    for name in ("feed", "same"):
        site.project.declare(name, f'feeds = [{{ url = "http://{name}.example/feed.xml" }}]\n')
    site.server.set(edition=0)
    before = {name: site.crawl(name) for name in ("feed", "same")}
    assert {f"{name}.example/a/{n}" for name in before for n in range(3)} <= before["same"].stored
    site.server.set(edition=1)
    html = site.crawl("feed")
    assert html.states["feed.example/feed.xml"][1] == "not_a_feed"
    assert {f"feed.example/a/{n}" for n in range(3)} <= html.stored
    site.crawl("same")
    revisions = "SELECT count(*) FROM article_history WHERE revision = 2 AND url LIKE 'http://same.example/%'"
    assert site.project.rows(revisions) == [(3,)]


def test_fifty_thousand_entries_are_found_and_those_asked_for_read(site: Site) -> None:
    site.project.declare("map", 'sitemaps = [{ url = "http://map.example/sitemap.xml" }]\n')
    crawled = site.crawl("map", "--limit", "3")
    assert len(crawled.asked("map")) == 2 + 3
    waiting = "SELECT count(*) FROM urls WHERE url LIKE 'http://map.example/a/%' AND state = 'found'"
    assert site.project.rows(waiting) == [(49_997,)]


@pytest.mark.parametrize(
    ("contact", "private", "warned"), [("", False, True), ("", True, False), ("x@y", False, False)]
)
def test_who_crawls_the_public_web_is_to_say_who_it_is(
    tmp_path: Path, contact: str, *, private: bool, warned: bool
) -> None:
    project = Project(tmp_path)
    project.declare("one", 'feeds = [{ url = "http://one.example/" }]\n', private=private)
    done = project.run("sources", "check", NEWSARCHIVE_CONTACT=contact)
    assert (done.returncode, "NEWSARCHIVE_CONTACT is not set" in done.stderr) == (0, warned)
