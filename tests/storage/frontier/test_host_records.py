"""Hosts in the archive: what several crawls learn of one, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from newsarchive.lifecycle import Outcome
from newsarchive.politeness.host_state import BlockReason, HostState, RobotsVerdict
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, HostUpdate
from tests.storage.conftest import Rows
from tests.storage.making import NOON, URL, article, minutes

DAY = NOON.date()
FULL = HostState(
    host="lantern.example:8080",
    robots_state=RobotsVerdict.RULES,
    robots_status=200,
    robots_text="User-agent: *\nDisallow: /geschlossen/ü\n",
    robots_fetched_at=NOON,
    robots_tried_at=minutes(1),
    robots_away_since=minutes(1),
    crawl_delay=2.5,
    blocked_until=minutes(5_280),
    blocked_reason=BlockReason.RETRY_AFTER,
    backoff=120.0,
    failures=3,
    last_failed_at=minutes(2),
    last_asked_at=minutes(3),
    counted_on=DAY,
    asked_that_day=12,
)


def test_all_comes_back_as_it_was(archive: Archive) -> None:
    state = replace(FULL, counted_on=None, asked_that_day=0)
    known = archive.hosts.record([HostUpdate(state=state, asked={DAY: 12})])
    assert known == {FULL.host: FULL}
    assert archive.hosts.load([FULL.host, "unknown.example"]) == known
    assert archive.hosts.load([]) == {}


def test_counts_of_two_crawls_add_up_and_the_longer_block_wins(archive: Archive) -> None:
    host = HostState(host="h.example")
    archive.hosts.record([HostUpdate(state=replace(host, blocked_until=minutes(60)), asked={DAY: 5})])
    other = replace(host, blocked_until=minutes(10), last_asked_at=NOON)
    known = archive.hosts.record([HostUpdate(state=other, asked={DAY: 3})])["h.example"]
    assert (known.asked_that_day, known.blocked_until) == (8, minutes(60))
    tomorrow = DAY + timedelta(days=1)
    known = archive.hosts.record([HostUpdate(state=known, asked={DAY: 2, tomorrow: 1})])["h.example"]
    assert (known.counted_on, known.asked_that_day) == (tomorrow, 1)


def test_text_no_database_holds_is_taken_out(archive: Archive) -> None:
    state = HostState(host="h.example", robots_text="a\0b\ud800", robots_tried_at=NOON)
    archive.hosts.record([HostUpdate(state=state)])
    assert archive.hosts.load(["h.example"])["h.example"].robots_text == "ab"


class TestPostponed:
    @pytest.fixture
    def answer(self) -> Answer:
        return Answer(
            url=URL, kind="article", outcome=Outcome.POSTPONED, at=NOON, reason="host_blocked", detail="x"
        )

    def test_it_stays_unfinished_with_the_reason_said_once(
        self, archive: Archive, crawl: int, rows: Rows, answer: Answer
    ) -> None:
        archive.frontier.discover(crawl, [FoundLink(url=URL)], NOON)
        archive.frontier.unfinished(crawl)
        for minute in range(3):
            archive.frontier.record(crawl, [replace(answer, at=minutes(minute))])
        assert rows("SELECT state, last_error, attempts, claimed_by FROM urls") == [
            ("found", "host_blocked", 0, None)
        ]
        assert rows("SELECT event, reason, detail, fetch_id FROM url_events") == [
            ("skipped", "host_blocked", "x", None)
        ]
        assert rows("SELECT count(*) FROM fetches") == [(0,)]
        archive.frontier.record(crawl, [replace(answer, reason="over_budget")])
        assert rows("SELECT count(*) FROM url_events") == [(2,)]
        assert [known.url for known in archive.frontier.unfinished(crawl)] == [URL]

    def test_the_request_that_was_refused_is_a_fetch_but_no_attempt(
        self, archive: Archive, crawl: int, rows: Rows, answer: Answer
    ) -> None:
        archive.frontier.record(crawl, [replace(answer, status=429)])
        assert rows("SELECT outcome, status, reason FROM fetches") == [("failed", 429, "host_blocked")]
        assert rows("SELECT state, attempts FROM urls") == [("found", 0)]
        assert rows("SELECT count(fetch_id) FROM url_events") == [(1,)]

    def test_what_is_stored_stays_stored(
        self, archive: Archive, crawl: int, rows: Rows, answer: Answer
    ) -> None:
        archive.saves.save(crawl, [article()])
        archive.frontier.record(crawl, [answer])
        assert rows("SELECT state, last_error FROM urls") == [("stored", "host_blocked")]
        archive.saves.save(crawl, [article(body=b"2")])
        assert rows("SELECT state, last_error FROM urls") == [("stored", None)]
