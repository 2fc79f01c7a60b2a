"""What a crawl has settled is not due again at once, whatever came of it: sources were crawled for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from newsarchive.lifecycle import AnswerOutcome, CrawlKind, Outcome, UrlKind
from newsarchive.planning.polling import Poll
from newsarchive.storage import open_archive
from newsarchive.storage.frontier.recheck_store import UNFINISHED_PAUSE, planned_moments
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.interfaces.rechecks import DeclaredSchedule, RecheckPolicy
from newsarchive.storage.maintenance.takedown import forget
from tests.asking import ask
from tests.storage.making import NOON, article, minutes

FEED = "https://lantern.example/feed"
INDEX, CHILD, OLD = (f"https://lantern.example/{name}.xml" for name in ("index", "child", "old"))
FERRY = "https://lantern.example/2026/ferry"
AMP, SHORT = "https://lantern.example/amp/ferry", "https://lantern.example/go?id=7"
POLICY = RecheckPolicy()
HOUR, DAY = 60, 24 * 60

Due = Callable[..., datetime]


@pytest.fixture
def due(archive_url: str) -> Due:
    """When the source is due whose last crawl began at that minute."""

    def moment(last: int, *listings: str) -> datetime:
        visits = DeclaredSchedule(policy=POLICY, listings=listings or (FEED,))
        now = minutes(last)
        return planned_moments(archive_url, {"lantern": visits}, {"lantern": now}, now)["lantern"]

    return moment


def answer(url: str, outcome: AnswerOutcome, at: int, kind: UrlKind = "article", **more: object) -> Answer:
    return Answer(url=url, kind=kind, outcome=outcome, at=minutes(at), **more)  # type: ignore[arg-type]


def polled(archive: Archive, crawl: int, url: str, at: int, *, kind: UrlKind = "feed", new: int = 0) -> None:
    poll = Poll(at=minutes(at), entries=30, new=[minutes(at)] * new)
    archive.frontier.record(crawl, [answer(url, Outcome.FETCHED, at, kind, poll=poll)])


def again(archive: Archive, crawl: int, at: int) -> list[str]:
    return [known.url for known in archive.rechecks.due_articles(crawl, minutes(at), POLICY)]


@pytest.mark.usefixtures("hands")
def test_what_was_taken_down(archive: Archive, crawl: int, archive_url: str, due: Due) -> None:
    archive.saves.save(crawl, [article(FERRY)])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    polled(archive, crawl, FEED, 0)
    archive.crawls.end(crawl, minutes(2), "finished")
    archive.close()
    forget(archive_url, FERRY, "court order")
    opened = open_archive(archive_url)
    second = opened.crawls.begin("lantern", CrawlKind.CRAWL, minutes(3))
    assert again(opened, second, 400 * DAY) == []
    assert due(0) == opened.rechecks.listings([FEED])[FEED].next_poll_at
    opened.saves.save(second, [article(SHORT, final_url=FERRY)])
    opened.rechecks.plan(second, minutes(4), POLICY)
    assert again(opened, second, 400 * DAY) == [], "nor what leads to it"
    opened.close()


@pytest.mark.parametrize("before", [False, True])
def test_a_closed_listing(
    archive: Archive, crawl: int, due: Due, hands: list[datetime], *, before: bool
) -> None:
    if before:
        polled(archive, crawl, FEED, 0)
    hands.append(minutes(2 * DAY))
    archive.frontier.record(crawl, [answer(FEED, Outcome.SKIPPED, 2 * DAY, "feed", reason="robots_txt")])
    assert due(2 * DAY) == minutes(3 * DAY)


def test_a_closed_article_is_tried_ever_more_seldom(archive: Archive, crawl: int, archive_url: str) -> None:
    archive.frontier.discover(crawl, [FoundLink(url=FERRY)], NOON)
    tried: list[int] = []
    for day in range(100):
        if again(archive, crawl, day * DAY) or not tried:
            tried.append(day)
            archive.frontier.record(crawl, [answer(FERRY, Outcome.SKIPPED, day * DAY, reason="robots_txt")])
    assert tried == [0, 1, 3, 7, 15, 31, 61, 91]
    assert ask(archive_url, "SELECT count(*) FROM url_events WHERE event = 'skipped'") == [(1,)]
    archive.frontier.record(crawl, [answer(FERRY, Outcome.SKIPPED, 100 * DAY, reason="trap")])
    assert ask(archive_url, "SELECT count(*) FROM url_events WHERE event = 'skipped'") == [(2,)], "news"


def test_an_alias_planned_before_the_article_answered(
    archive: Archive, crawl: int, due: Due, hands: list[datetime]
) -> None:
    archive.saves.save(crawl, [article(AMP, canonical_url=FERRY)])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    archive.saves.save(crawl, [article(SHORT, final_url=FERRY, fetched_at=minutes(10))])
    archive.rechecks.plan(crawl, minutes(11), POLICY)
    later = 20 * HOUR
    hands.append(minutes(later))
    polled(archive, crawl, FEED, later)
    asked = again(archive, crawl, later)
    archive.frontier.record(crawl, [answer(url, Outcome.NOT_MODIFIED, later) for url in asked])
    archive.rechecks.plan(crawl, minutes(later), POLICY)
    assert due(later) > minutes(later) + UNFINISHED_PAUSE


def test_two_spellings_of_one_listing(archive: Archive, crawl: int, due: Due) -> None:
    tracked = f"{FEED}?utm_source=rss"
    polled(archive, crawl, FEED, 0)
    known = archive.rechecks.listings([FEED, tracked])
    assert known[FEED] == known[tracked]
    assert due(0, FEED, tracked) == known[FEED].next_poll_at


def test_an_index_is_due_with_the_first_it_names(archive: Archive, crawl: int, due: Due) -> None:
    children = [FoundLink(url=url, kind="sitemap", found_in=INDEX) for url in (CHILD, OLD)]
    polled(archive, crawl, INDEX, 0, kind="sitemap")
    archive.frontier.discover(crawl, children, NOON)
    polled(archive, crawl, CHILD, 0, kind="sitemap", new=20)
    polled(archive, crawl, CHILD, 30, kind="sitemap", new=20)
    polled(archive, crawl, OLD, 0, kind="sitemap")
    child = archive.rechecks.listings([CHILD])[CHILD]
    assert due(0, INDEX) == child.next_poll_at
    assert archive.rechecks.listings([INDEX])[INDEX].piggyback_at <= child.next_poll_at
    for at in (10 * DAY, 10 * DAY + 1):
        polled(archive, crawl, INDEX, at, kind="sitemap")  # and neither is named any longer
    own = archive.rechecks.listings([INDEX])[INDEX].next_poll_at
    assert own > minutes(10 * DAY + 1) + timedelta(minutes=5)


def test_whatever_is_left_waits_for_five_minutes(archive: Archive, crawl: int, due: Due) -> None:
    """But what a killed crawl left."""
    assert due(0, "https://lantern.example/never-asked") == NOON + UNFINISHED_PAUSE
    archive.frontier.discover(crawl, [FoundLink(url=FERRY)], NOON)
    assert due(0) == NOON
