"""The plan of visits on both databases: polls, rechecks, failures, budgets, and when a source is due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from newsarchive.lifecycle import AnswerOutcome, CrawlKind, Outcome
from newsarchive.planning.polling import Poll
from newsarchive.storage.frontier.recheck_store import planned_moments
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, FoundLink
from newsarchive.storage.interfaces.rechecks import DeclaredSchedule, RecheckPolicy
from tests.storage.making import NOON, article, minutes, refused

FEED = "https://lantern.example/feed"
FERRY = "https://lantern.example/2026/ferry"
POLICY = RecheckPolicy()
LAST = {"lantern": NOON}
HOUR = 60


def answer(url: str, outcome: AnswerOutcome, at: datetime, **more: object) -> Answer:
    kind = "feed" if url == FEED else "article"
    return Answer(url=url, kind=kind, outcome=outcome, at=at, **more)  # type: ignore[arg-type]


def due(archive: Archive, crawl: int, at: int, policy: RecheckPolicy = POLICY) -> list[str]:
    return [known.url for known in archive.rechecks.due_articles(crawl, minutes(at), policy)]


def poll(archive: Archive, crawl: int, at: int, new: int = 0) -> None:
    brought = Poll(at=minutes(at), entries=30, new=[minutes(at)] * new)
    archive.frontier.record(crawl, [answer(FEED, Outcome.FETCHED, minutes(at), poll=brought)])


def test_a_poll_plans_the_next(archive: Archive, crawl: int, archive_url: str, hands: list[datetime]) -> None:
    declared = {"lantern": DeclaredSchedule(policy=POLICY, listings=[FEED])}
    assert archive.rechecks.listings([FEED]) == {}
    assert planned_moments(archive_url, declared, {"lantern": None}, NOON) == {}
    poll(archive, crawl, 0)
    first = archive.rechecks.listings([FEED])[FEED]
    assert minutes(5) <= first.next_poll_at <= minutes(24 * HOUR)
    assert first.last_full_at == NOON
    assert planned_moments(archive_url, declared, LAST, NOON)["lantern"] == first.next_poll_at
    hands.append(minutes(60))
    unmodified = answer(FEED, Outcome.NOT_MODIFIED, minutes(60), poll=Poll(at=minutes(60)))
    archive.frontier.record(crawl, [unmodified])
    later = archive.rechecks.listings([FEED])[FEED]
    assert later.last_full_at == NOON, "a 304 is no full answer"
    assert later.next_poll_at > first.next_poll_at


def test_an_article_is_due_by_its_age(archive: Archive, crawl: int) -> None:
    archive.saves.save(crawl, [article(FERRY)])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    assert due(archive, crawl, 10) == []
    assert due(archive, crawl, 40) == [FERRY]
    archive.frontier.record(crawl, [answer(FERRY, Outcome.NOT_MODIFIED, minutes(15 * 24 * HOUR))])
    archive.rechecks.plan(crawl, minutes(15 * 24 * HOUR), POLICY)
    assert due(archive, crawl, 400 * 24 * HOUR) == [], "its fortnight is over"
    for_ever = RecheckPolicy(window=None)
    archive.frontier.record(crawl, [answer(FERRY, Outcome.NOT_MODIFIED, minutes(16 * 24 * HOUR))])
    assert due(archive, crawl, 400 * 24 * HOUR, for_ever) == [], "what was planned stays planned"


def test_what_was_edited_is_looked_at_again_soon(archive: Archive, crawl: int, hands: list[datetime]) -> None:
    """And a fortnight longer: edits come in spells."""
    other = "https://lantern.example/2026/other"
    archive.saves.save(crawl, [article(FERRY), article(other, text="Nobody edits this.\nA second line.")])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    later = 10 * 24 * HOUR
    hands.append(minutes(later))
    edited = article(FERRY, text="Edited today.\nWith a new second line.", fetched_at=minutes(later))
    archive.saves.save(crawl, [edited])
    archive.frontier.record(crawl, [answer(other, Outcome.UNCHANGED, minutes(later))])
    archive.rechecks.plan(crawl, minutes(later), POLICY)
    assert due(archive, crawl, later + 20) == [FERRY]
    archive.frontier.record(crawl, [answer(FERRY, Outcome.UNCHANGED, minutes(later + 20))])
    archive.rechecks.plan(crawl, minutes(later + 20), POLICY)
    assert FERRY in due(archive, crawl, 20 * 24 * HOUR)


def test_lists_that_cry_wolf_are_not_believed(archive: Archive, crawl: int) -> None:
    urls = [f"https://lantern.example/{one}" for one in range(30)]
    archive.saves.save(crawl, [article(url, text=f"Story {url}.\nA second line of it.") for url in urls])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    assert followed(archive, crawl) == 30, "nobody knows yet"
    archive.frontier.record(crawl, [answer(url, Outcome.UNCHANGED, minutes(2)) for url in urls])
    archive.rechecks.plan(crawl, minutes(2), POLICY, urls[:10])
    assert followed(archive, crawl) == 30, "ten for nothing may be chance"
    archive.frontier.record(crawl, [answer(url, Outcome.UNCHANGED, minutes(3)) for url in urls])
    second = archive.crawls.begin("meadow", CrawlKind.CRAWL, minutes(3))
    archive.rechecks.plan(crawl, minutes(3), POLICY, urls)
    assert followed(archive, crawl) == 1
    assert followed(archive, second) == 30, "another source"


def test_lists_that_tell_the_truth_are_followed_within_the_budget(archive: Archive, crawl: int) -> None:
    urls = [f"https://lantern.example/{one}" for one in range(30)]
    archive.saves.save(crawl, [article(url, text=f"Story {url}.\nA second line of it.") for url in urls])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    edited = [article(url, text=f"Edited {url}.\nSomething else.", fetched_at=minutes(2)) for url in urls]
    archive.saves.save(crawl, edited)
    archive.rechecks.plan(crawl, minutes(2), POLICY, urls)
    assert followed(archive, crawl) is None
    assert followed(archive, crawl, RecheckPolicy(budget=120)) == 120 * 13 // 24 - 60
    assert followed(archive, crawl, RecheckPolicy(budget=60)) == 0


def followed(archive: Archive, crawl: int, policy: RecheckPolicy = POLICY) -> int | None:
    return archive.rechecks.change_report_limit(crawl, minutes(2), policy)


def test_a_listing_rides_along_with_a_crawl(archive: Archive, crawl: int) -> None:
    poll(archive, crawl, 0)
    known = archive.rechecks.listings([FEED])[FEED]
    assert NOON + 0.6 * (known.next_poll_at - NOON) < known.piggyback_at < known.next_poll_at
    for fraction in range(40):  # the archive keeps whole seconds, intervals have fractions
        at = minutes(60 * fraction) + timedelta(microseconds=fraction * 25_000)
        archive.frontier.record(crawl, [answer(FEED, Outcome.FETCHED, at, poll=Poll(at=at, entries=30))])
        known = archive.rechecks.listings([FEED])[FEED]
        assert known.piggyback_at < known.next_poll_at
    last = minutes(60 * 40)
    failed = answer(FEED, Outcome.FAILED, last, reason="timeout", poll=Poll(at=last, failed=True))
    archive.frontier.record(crawl, [failed])
    known = archive.rechecks.listings([FEED])[FEED]
    assert known.piggyback_at == known.next_poll_at > last, "one that fails is left alone"


def test_a_killed_crawl_leaves_it_due(archive: Archive, crawl: int) -> None:
    archive.saves.save(crawl, [article(FERRY)])
    archive.crawls.end(crawl, minutes(1), "died")
    second = archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(30))
    archive.rechecks.plan(second, minutes(30), POLICY)
    assert due(archive, second, 70) == [FERRY]


def test_failures_wait_longer_each_time(archive: Archive, crawl: int) -> None:
    url = "https://lantern.example/broken"
    archive.frontier.discover(crawl, [FoundLink(url=url)], NOON)
    archive.frontier.record(crawl, [answer(url, Outcome.FAILED, minutes(0), reason="http_500")])
    assert (due(archive, crawl, 14), due(archive, crawl, 15)) == ([], [url])
    archive.frontier.record(crawl, [answer(url, Outcome.FAILED, minutes(15), reason="http_500")])
    assert (due(archive, crawl, 44), due(archive, crawl, 45)) == ([], [url])
    for number in range(6):
        archive.frontier.record(
            crawl, [answer(url, Outcome.FAILED, minutes(100 + number), reason="http_500")]
        )
    assert due(archive, crawl, 400 * 24 * HOUR) == [], "given up"


def test_a_stub_that_was_refused_is_looked_at_again(archive: Archive, crawl: int) -> None:
    archive.saves.save(crawl, [refused("https://lantern.example/stub")])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    assert due(archive, crawl, 30) == []
    assert due(archive, crawl, 4 * HOUR) == ["https://lantern.example/stub"]


def test_one_address_an_article(
    archive: Archive, crawl: int, archive_url: str, hands: list[datetime]
) -> None:
    copy = article("https://lantern.example/2026/ferry?print=1", canonical_url=FERRY)
    archive.saves.save(crawl, [article(FERRY), copy])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    assert due(archive, crawl, 60) == [FERRY]
    declared = DeclaredSchedule(policy=POLICY, listings=[FEED])
    poll(archive, crawl, 60)
    archive.frontier.record(crawl, [answer(FERRY, Outcome.NOT_MODIFIED, minutes(60))])
    now = minutes(61)
    archive.rechecks.plan(crawl, now, POLICY)
    assert planned_moments(archive_url, {"lantern": declared}, LAST, now)["lantern"] > now, (
        "the copy is not asked"
    )


def test_rates_are_learned(archive: Archive, crawl: int) -> None:
    """A source that is never edited is left alone sooner than one nobody knows."""
    number = 60
    urls = [f"https://lantern.example/{one}" for one in range(number)]
    archive.saves.save(crawl, [article(url, text=f"Story {url}.\nA second line of it.") for url in urls])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    for hours in (4, 12, 24, 48, 96):
        archive.frontier.record(
            crawl, [answer(url, Outcome.UNCHANGED, minutes(hours * HOUR)) for url in urls]
        )
        archive.rechecks.plan(crawl, minutes(hours * HOUR), POLICY)
    unknown, known = 4.9 * 24 * HOUR, 6 * 24 * HOUR
    assert due(archive, crawl, round(unknown)) == []
    assert due(archive, crawl, round(known + 25 * HOUR)) != []


def test_the_budget_of_a_day(archive: Archive, crawl: int, archive_url: str, hands: list[datetime]) -> None:
    urls = [f"https://lantern.example/{one}" for one in range(20)]
    archive.saves.save(crawl, [article(url, text=f"Story {url}.\nA second line of it.") for url in urls])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    frugal = RecheckPolicy(budget=40)
    hands.append(minutes(60))
    assert len(due(archive, crawl, 60)) == 20
    assert len(due(archive, crawl, 60, frugal)) == 40 * 14 // 24 - 20
    spent = RecheckPolicy(budget=20)
    assert due(archive, crawl, 60, spent) == []
    poll(archive, crawl, 0)
    declared = {"lantern": DeclaredSchedule(policy=spent, listings=[FEED])}
    moment = planned_moments(archive_url, declared, LAST, minutes(60))["lantern"]
    listing = archive.rechecks.listings([FEED])[FEED].next_poll_at
    assert moment == min(listing, NOON.replace(hour=0) + timedelta(days=1))


def test_a_budget_smaller_than_company_is_spent(
    archive: Archive, crawl: int, archive_url: str, hands: list[datetime]
) -> None:
    archive.saves.save(crawl, [article(FERRY)])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    tomorrow = minutes(24 * HOUR)
    hands.append(tomorrow)
    far = minutes(400 * HOUR)
    poll(archive, crawl, 0)
    archive.frontier.record(crawl, [answer(FEED, Outcome.POSTPONED, NOON, reason="host_blocked", until=far)])
    declared = {"lantern": DeclaredSchedule(policy=RecheckPolicy(budget=3), listings=[FEED])}
    moment = planned_moments(archive_url, declared, LAST, tomorrow)["lantern"]
    assert tomorrow <= moment < tomorrow.replace(hour=0) + timedelta(days=1), "and not at midnight for ever"


@pytest.mark.parametrize("budget", [3, 20, 100, 400])
def test_a_moment_named_before_holds_when_it_comes(
    archive: Archive, crawl: int, archive_url: str, budget: int
) -> None:
    """A scheduler waits for the moment it was told, and its crawl asks again then."""
    urls = [f"https://lantern.example/{one}" for one in range(20)]
    archive.saves.save(crawl, [article(url, text=f"Story {url}.\nA second line of it.") for url in urls])
    archive.rechecks.plan(crawl, minutes(1), POLICY)
    poll(archive, crawl, 0)
    far = answer(FEED, Outcome.POSTPONED, NOON, reason="host_blocked", until=minutes(400 * HOUR))
    archive.frontier.record(crawl, [far])
    declared = {"lantern": DeclaredSchedule(policy=RecheckPolicy(budget=budget), listings=[FEED])}
    for asked_at in (1, 60, 5 * HOUR, 11 * HOUR):
        named = planned_moments(archive_url, declared, LAST, minutes(asked_at))["lantern"]
        then = max(named, minutes(asked_at))
        assert planned_moments(archive_url, declared, LAST, then)["lantern"] <= then


def test_articles_keep_their_schedule_under_a_fixed_interval(archive: Archive, crawl: int) -> None:
    """`every` says when the source is crawled; each crawl asks for what falls due within half of it."""
    hourly = RecheckPolicy(every=3600.0)
    archive.saves.save(crawl, [article(FERRY)])
    at = 20 * HOUR
    archive.frontier.record(crawl, [answer(FERRY, Outcome.UNCHANGED, minutes(at))])
    archive.rechecks.plan(crawl, minutes(at), hourly)
    # At twenty hours of age 2.9 hours pass (planning/rechecking.py).
    assert [due(archive, crawl, at + hours * HOUR, hourly) for hours in (1, 2, 3)] == [[], [], [FERRY]]
