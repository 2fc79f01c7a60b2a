"""Addresses that rules leave out: a row and an event each, asked for by nobody until rules let them in."""

from __future__ import annotations

from newsarchive.lifecycle import Outcome
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink, SkippedLink
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from newsarchive.storage.maintenance.takedown import forget
from tests.asking import ask
from tests.storage.making import NOON, article, minutes

FERRY = "https://lantern.example/2026/ferry"
TAG = "https://lantern.example/tag/ferry"
EVENTS = (
    "SELECT u.url, e.event, e.reason, e.detail FROM url_events e JOIN urls u ON u.id = e.url_id ORDER BY e.id"
)
STATES = "SELECT url, state, last_error FROM urls ORDER BY url"
MANY = 100


def denied(url: str = TAG, reason: str = "denied") -> SkippedLink:
    return SkippedLink(url=url, reason=reason, detail="/tag/", found_in="https://lantern.example/feed")


def test_one_row_and_one_event_an_address_however_often_it_is_named(
    archive: Archive, crawl: int, archive_url: str
) -> None:
    first = archive.frontier.record_skipped(
        crawl, [denied(), denied(f"{TAG}?utm_source=x"), denied(FERRY)], NOON, MANY
    )
    assert first == (2, 0)
    assert archive.frontier.record_skipped(crawl, [denied(), denied(FERRY)], minutes(60), MANY) == (0, 0)
    assert ask(archive_url, STATES) == [(FERRY, "skipped", "denied"), (TAG, "skipped", "denied")]
    assert ask(archive_url, EVENTS) == [
        (TAG, "skipped", "denied", "/tag/"),
        (FERRY, "skipped", "denied", "/tag/"),
    ]
    archive.frontier.record_skipped(crawl, [denied(reason="off_pattern")], minutes(120), MANY)
    assert ask(archive_url, EVENTS)[2:] == [(TAG, "skipped", "off_pattern", "/tag/")], (
        "another reason is news"
    )


def test_nobody_asks_for_them(archive: Archive, crawl: int) -> None:
    archive.frontier.record_skipped(crawl, [denied()], NOON, MANY)
    assert archive.frontier.unfinished(crawl) == []
    assert archive.frontier.recheckable(crawl, None) == []
    archive.rechecks.plan(crawl, minutes(1), RecheckPolicy())
    assert archive.rechecks.due_articles(crawl, minutes(10**6), RecheckPolicy()) == []


def test_what_the_rules_let_in_again_is_asked_for(archive: Archive, crawl: int) -> None:
    for reason in ("denied", "off_pattern", "no_article", "trap_calendar"):
        url = f"{FERRY}/{reason}"
        archive.frontier.record_skipped(crawl, [denied(url, reason)], NOON, MANY)
        [known] = archive.frontier.discover(crawl, [FoundLink(url=url)], minutes(1))
        assert (known.state, known.next_check_at, known.new) == ("found", None, False)


def test_what_was_closed_or_taken_down_is_not_let_in_by_that(
    archive: Archive, crawl: int, archive_url: str
) -> None:
    archive.frontier.discover(crawl, [FoundLink(url=FERRY)], NOON)
    closed = Answer(url=FERRY, kind="article", outcome=Outcome.SKIPPED, at=NOON, reason="robots")
    archive.frontier.record(crawl, [closed])
    [known] = archive.frontier.discover(crawl, [FoundLink(url=FERRY)], minutes(1))
    assert known.state == "skipped"
    assert known.next_check_at is not None
    archive.saves.save(crawl, [article(TAG)])
    forget(archive_url, TAG, "court order")
    assert archive.frontier.record_skipped(crawl, [denied()], minutes(2), MANY) == (0, 0)
    assert archive.frontier.discover(crawl, [FoundLink(url=TAG)], minutes(3)) == []


def test_what_is_stored_stays_as_it_is(archive: Archive, crawl: int, archive_url: str) -> None:
    archive.saves.save(crawl, [article(FERRY)])
    before = ask(archive_url, STATES)
    assert archive.frontier.record_skipped(crawl, [denied(FERRY)], minutes(60), MANY) == (0, 0)
    assert ask(archive_url, STATES) == before
    assert ask(archive_url, "SELECT event FROM url_events") == [("new",)]


def test_a_site_that_makes_up_addresses_fills_no_archive(
    archive: Archive, crawl: int, archive_url: str
) -> None:
    made_up = [denied(f"{TAG}/{number}") for number in range(1_200)]
    assert archive.frontier.record_skipped(crawl, made_up, NOON, 700) == (700, 500)
    assert ask(archive_url, "SELECT count(*) FROM urls") == [(700,)]
    assert archive.frontier.record_skipped(crawl, made_up, minutes(1), 10_000) == (500, 0)


def test_beyond_the_limit_nothing_is_written(archive: Archive, crawl: int, archive_url: str) -> None:
    """Lists read side by side may have used more than there was."""
    links = [denied(f"{TAG}/{number}") for number in range(10)]
    for most in (0, -4):
        assert archive.frontier.record_skipped(crawl, links, NOON, most) == (0, 10)
    assert ask(archive_url, STATES) == []
