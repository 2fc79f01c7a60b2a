"""Found before fetched, answered once, rechecked when asked: the frontier on both databases."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from tests.storage.conftest import Rows
from tests.storage.making import NOON, URL, article, minutes, refused

FEED = "https://lantern.example/feed.xml"


def answer(outcome: str, url: str = URL, **facts: object) -> Answer:
    given: dict[str, object] = {"kind": "article", "at": minutes(1)} | facts
    return Answer(url=url, outcome=outcome, **given)  # type: ignore[arg-type]


class TestDiscover:
    def test_one_answer_an_address_in_order(self, archive: Archive, crawl: int) -> None:
        links = [FoundLink(url=URL), FoundLink(url=FEED, kind="feed"), FoundLink(url=URL + "#top")]
        known = archive.frontier.discover(crawl, links, NOON)
        assert [(one.url, one.kind, one.new, one.state) for one in known] == [
            (URL, "article", True, "found"),
            (FEED, "feed", True, "found"),
        ]
        again = archive.frontier.discover(crawl, [FoundLink(url="http://lantern.example/2026/ferry")], NOON)
        assert [(one.url, one.new) for one in again] == [("http://lantern.example/2026/ferry", False)]

    def test_more_addresses_than_one_query_takes(self, archive: Archive, crawl: int) -> None:
        links = [FoundLink(url=f"{URL}/{number}") for number in range(1_203)]
        assert sum(one.new for one in archive.frontier.discover(crawl, links, NOON)) == 1_203
        assert len(archive.frontier.unfinished(crawl)) == 1_203

    def test_text_no_database_holds_is_no_reason_to_fail(self, archive: Archive, crawl: int) -> None:
        link = FoundLink(url=URL + "/\x00\ud800", hint_title="A\x00")
        assert archive.frontier.discover(crawl, [link], NOON)[0].new
        assert not archive.frontier.discover(crawl, [link], NOON)[0].new


class TestSteps:
    def test_documents_between_a_root_and_an_address_are_counted(self, archive: Archive, crawl: int) -> None:
        """A root ends the counting though another names it, and so does a circle, at a hundred."""
        chain = [f"https://lantern.example/{number}.xml" for number in range(4)]
        circle = ["https://lantern.example/a.xml", "https://lantern.example/b.xml"]
        named = [*pairwise(chain), tuple(circle), tuple(reversed(circle))]
        links = [FoundLink(url=to, kind="sitemap", found_in=by) for by, to in named]
        archive.frontier.discover(crawl, [FoundLink(url=chain[0], kind="sitemap"), *links], NOON)
        counted = archive.frontier.steps([*chain, circle[0], FEED], [chain[1]])
        assert counted == {chain[0]: 0, chain[1]: 0, chain[2]: 1, chain[3]: 2, circle[0]: 100, FEED: 0}


class TestUnfinished:
    def test_oldest_first_until_answered(self, archive: Archive, crawl: int) -> None:
        archive.frontier.discover(crawl, [FoundLink(url=URL + "/late")], minutes(2))
        archive.frontier.discover(crawl, [FoundLink(url=URL)], NOON)
        assert [one.url for one in archive.frontier.unfinished(crawl)] == [URL, URL + "/late"]
        assert [one.url for one in archive.frontier.unfinished(crawl, limit=1)] == [URL]
        archive.saves.save(crawl, [article()])
        archive.frontier.record(crawl, [answer("failed", URL + "/late", reason="timeout")])
        assert archive.frontier.unfinished(crawl) == []

    def test_other_sources_are_left_alone(self, archive: Archive, crawl: int) -> None:
        archive.frontier.discover(crawl, [FoundLink(url=URL)], NOON)
        other = archive.crawls.begin("beacon", CrawlKind.CRAWL, NOON)
        assert archive.frontier.unfinished(other) == []

    def test_the_claims_of_a_finished_crawl_are_given_back(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        archive.frontier.discover(crawl, [FoundLink(url=URL)], NOON)
        archive.frontier.unfinished(crawl)
        assert rows("SELECT state, claimed_by FROM urls") == [("claimed", crawl)]
        archive.crawls.end(crawl, minutes(1), "shutdown")
        assert rows("SELECT state, claimed_by FROM urls") == [("found", None)]


class TestRecheckable:
    def test_first_stored_or_published_since(self, archive: Archive, crawl: int) -> None:
        early = article(URL + "/early", fetched_at=minutes(-600), published_at="2026-03-01")
        late = article(URL + "/late", published_at=None)
        archive.saves.save(crawl, [early, late, article(), refused(URL + "/spam")])
        urls = [one.url for one in archive.frontier.recheckable(crawl, NOON)]
        assert urls == [URL, URL + "/late"]
        assert len(archive.frontier.recheckable(crawl, None)) == 3

    def test_one_address_an_article(self, archive: Archive, crawl: int) -> None:
        archive.saves.save(crawl, [article(), article(URL + "/copy", canonical_url=URL)])
        assert [one.url for one in archive.frontier.recheckable(crawl, None)] == [URL]

    def test_address_that_leads_to_one_never_asked(self, archive: Archive, crawl: int) -> None:
        archive.saves.save(crawl, [article(URL + "/copy", canonical_url=URL)])
        assert [one.url for one in archive.frontier.recheckable(crawl, None)] == [URL + "/copy"]


class TestRecord:
    @pytest.mark.parametrize(
        ("outcome", "state", "events"),
        [
            ("fetched", "stored", []),
            ("failed", "failed", [("failed", "timeout")]),
            ("gone", "gone", [("failed", "timeout")]),
            ("skipped", "skipped", [("skipped", "timeout")]),
            ("redirected", "skipped", [("redirected", "timeout")]),
        ],
    )
    def test_state_and_event_of_each_outcome(
        self,
        archive: Archive,
        crawl: int,
        rows: Rows,
        outcome: str,
        state: str,
        events: list[tuple[str, str]],
    ) -> None:
        archive.frontier.record(crawl, [answer(outcome, reason="timeout")])
        assert rows("SELECT state FROM urls") == [(state,)]
        assert rows("SELECT event, reason FROM url_events") == events
        assert rows("SELECT outcome FROM fetches") == [(outcome,)]

    def test_failures_are_counted_until_it_answers(self, archive: Archive, crawl: int) -> None:
        archive.frontier.record(crawl, [answer("failed", reason="timeout"), answer("failed", reason="dns")])
        assert archive.frontier.lookup([URL])[URL].attempts == 2
        archive.saves.save(crawl, [article()])
        assert archive.frontier.lookup([URL])[URL].attempts == 0

    def test_failed_recheck_leaves_the_article_stored(self, archive: Archive, crawl: int) -> None:
        archive.saves.save(crawl, [article()])
        archive.frontier.record(crawl, [answer("failed", reason="timeout")])
        assert archive.frontier.lookup([URL])[URL].state == "stored"

    def test_not_modified_is_seen_again(self, archive: Archive, crawl: int, rows: Rows) -> None:
        archive.saves.save(crawl, [article()])
        archive.frontier.record(crawl, [answer("not_modified", status=304, at=minutes(30))])
        assert archive.frontier.lookup([URL])[URL].etag == '"v1"'
        found = rows("SELECT a.last_seen_at, f.revision_id FROM articles a, fetches f WHERE f.status = 304")
        assert str(found[0][0]).startswith("2026-03-14 12:30:00")
        assert found[0][1] is not None

    def test_dead_duplicate_does_not_withdraw(self, archive: Archive, crawl: int, rows: Rows) -> None:
        archive.saves.save(crawl, [article(), article(URL + "/copy", canonical_url=URL)])
        for at in (1, 90):
            archive.frontier.record(crawl, [answer("gone", URL + "/copy", status=404, at=minutes(at))])
        archive.crawls.end(crawl, minutes(91), "finished")
        assert archive.frontier.lookup([URL + "/copy"])[URL + "/copy"].state == "gone"
        assert rows("SELECT withdrawn_at FROM articles") == [(None,)]
        for at in (92, 180):
            archive.frontier.record(crawl, [answer("gone", status=410, at=minutes(at))])
        archive.crawls.end(crawl, minutes(181), "finished")
        assert rows("SELECT withdrawn_at FROM articles") != [(None,)]

    @pytest.mark.parametrize(("reason", "stays"), [("paywall", True), ("error_page", False)])
    def test_an_article_that_another_address_has_behind_a_paywall_is_not_gone(
        self, archive: Archive, crawl: int, rows: Rows, reason: str, *, stays: bool
    ) -> None:
        copy = URL + "/copy"
        archive.saves.save(crawl, [article(), article(copy, canonical_url=URL)])
        archive.saves.save(crawl, [refused(copy, reason, verdict="not_article", fetched_at=minutes(1))])
        archive.rechecks.plan(crawl, minutes(2), RecheckPolicy())
        archive.frontier.record(crawl, [answer("gone", at=minutes(5))])
        due = archive.rechecks.due_articles(crawl, minutes(70), RecheckPolicy())
        assert {known.url for known in due} == {URL, copy}, "it is looked at again, too"
        archive.frontier.record(crawl, [answer("gone", at=minutes(70))])
        archive.crawls.end(crawl, minutes(71), "finished")
        assert (rows("SELECT withdrawn_at FROM articles") == [(None,)]) == stays

    def test_a_copy_is_asked_for_when_the_article_is_missing(
        self, archive: Archive, crawl: int, rows: Rows
    ) -> None:
        """It was never asked again, and kept the article from ever being withdrawn."""
        archive.saves.save(crawl, [article(), article(URL + "/copy", canonical_url=URL)])
        archive.rechecks.plan(crawl, minutes(1), RecheckPolicy())
        archive.frontier.record(crawl, [answer("gone", at=minutes(5))])
        due = archive.rechecks.due_articles(crawl, minutes(70), RecheckPolicy())
        assert {known.url for known in due} == {URL, URL + "/copy"}
        assert len(archive.frontier.recheckable(crawl, minutes(1000))) == 1, (
            "what is missing, whatever its age"
        )
        archive.frontier.record(crawl, [answer("gone", known.url, at=minutes(70)) for known in due])
        archive.crawls.end(crawl, minutes(71), "finished")
        assert rows("SELECT withdrawn_at FROM articles") != [(None,)]

    def test_sent_to_the_front_page_is_gone(self, archive: Archive, crawl: int) -> None:
        archive.saves.save(crawl, [article()])
        for at in (1, 61):
            home = answer("redirected", final_url="https://lantern.example/", at=minutes(at))
            archive.frontier.record(crawl, [home])
        assert archive.frontier.lookup([URL])[URL].state == "stored", "the crawl has not ended"
        archive.crawls.end(crawl, minutes(62), "finished")
        assert archive.frontier.lookup([URL])[URL].state == "gone"

    def test_unknown_addresses_are_absent(self, archive: Archive) -> None:
        assert archive.frontier.lookup([URL]) == {}
