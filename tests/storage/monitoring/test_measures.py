"""Measures of a source from its rows, on both databases: weeks, silences, newest articles and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Connection

from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.monitoring import BoundOrigin, Measures, Missed, Proportion
from tests.asking import asking_engine
from tests.storage.conftest import Rows
from tests.storage.making import NOON
from tests.views.test_coverage import Ledger

DAY = timedelta(days=1)
MISS = Missed(
    expectation="failed", measured=0.5, bound=0.2, origin=BoundOrigin.HISTORY, detail="half of them"
)


@pytest.fixture
def connection(archive_url: str) -> Iterator[Connection]:
    with asking_engine(archive_url) as engine, engine.connect() as opened:
        yield opened


@pytest.fixture
def ledger(connection: Connection) -> Ledger:
    return Ledger(connection)


def measured(archive_url: str, ledger: Ledger, crawl: int, at: datetime = NOON) -> Measures:
    ledger.connection.commit()
    archive = open_archive(archive_url)
    try:
        return archive.health.measure(crawl, at)
    finally:
        archive.close()


def weekly(ledger: Ledger, source: int, counts: list[int], days: tuple[int, ...] = (0, 1, 4)) -> int:
    """Spread the articles of each week (newest first) over some days; return the newest crawl."""
    crawl = 0
    for week, count in reversed(list(enumerate(counts))):
        for number in reversed(days):
            day = (NOON - (7 * week + number) * DAY).date()
            crawl = ledger.crawl(source, NOON - (7 * week + number) * DAY)
            ledger.answer(source, crawl, day, "fetched", kind="feed")
            share = count // len(days) + (number < count % len(days))
            ledger.articles(source, crawl, day, share)
    return crawl


def test_an_empty_source(archive_url: str, ledger: Ledger) -> None:
    crawl = ledger.crawl(ledger.source("a"), NOON)
    found = measured(archive_url, ledger, crawl)
    assert (found.source, found.crawl, found.watched_since) == ("a", crawl, NOON)
    assert (found.articles_7d, found.last_new_at) == (0, None)
    assert found.titled == found.dated == found.refused == found.failed == Proportion(0, 0)
    assert found.history.articles == ()


def test_weeks_of_history(archive_url: str, ledger: Ledger) -> None:
    source = ledger.source("a")
    counts = [3, 6, 7, 8, 9, 10, 11, 12, 13, 99, 14]
    crawl = weekly(ledger, source, counts)
    other = ledger.source("b")
    ledger.articles(other, ledger.crawl(other, NOON), NOON.date(), 5)
    found = measured(archive_url, ledger, crawl)
    assert found.articles_7d == 3
    assert found.history.articles == (6, 7, 8, 9, 10, 11, 12, 13)
    assert found.history.failed[0] == Proportion(0, 9)  # six articles, three feeds
    assert found.last_new_at == NOON
    assert found.history.longest_gap is None  # nobody asks as long as there are articles


def test_the_first_week_and_blind_weeks_are_no_history(archive_url: str, ledger: Ledger) -> None:
    source = ledger.source("a")
    crawl = weekly(ledger, source, [5, 5, 5, 5])
    # Three weeks old, and a bit: of those before this one, the oldest took all that the site named.
    assert measured(archive_url, ledger, crawl).history.articles == (5,)
    blind = ledger.source("blind")
    ledger.crawl(blind, NOON - 100 * DAY)
    crawl = ledger.crawl(blind, NOON)
    for week in (1, 3):
        ledger.answer(blind, crawl, (NOON - (7 * week + 1) * DAY).date(), "not_modified")
    ledger.answer(blind, crawl, (NOON - 15 * DAY).date(), "failed")
    assert measured(archive_url, ledger, crawl).history.articles == (0, 0)


def test_shares_of_the_newest_articles_and_those_before(archive_url: str, ledger: Ledger) -> None:
    source = ledger.source("a")
    crawl = weekly(ledger, source, [30, 30, 30])
    ledger.connection.exec_driver_sql("UPDATE revisions SET title = 't' WHERE number = 1")
    newest = "SELECT id FROM articles ORDER BY first_seen_at DESC, id DESC LIMIT 10"
    ledger.connection.exec_driver_sql(f"UPDATE revisions SET title = NULL WHERE article_id IN ({newest})")
    ledger.connection.exec_driver_sql(
        f"UPDATE articles SET published_at = '2026-03-14 08:00:00' WHERE id IN ({newest})"
    )
    found = measured(archive_url, ledger, crawl)
    assert (found.titled, found.dated) == (Proportion(40, 50), Proportion(10, 50))
    assert (found.history.titled, found.history.dated) == (Proportion(40, 40), Proportion(0, 40))


def test_small_crawls_are_measured_with_those_before(archive_url: str, ledger: Ledger) -> None:
    source = ledger.source("a")
    day = NOON.date()
    old, before, last = (ledger.crawl(source, NOON) for _ in range(3))
    for crawl, outcome, count in [
        (old, "failed", 40),
        (old, "new", 40),
        (old, "refused", 40),
        (before, "failed", 2),
        (before, "skipped", 9),
        (before, "gone", 8),
        (last, "unchanged", 5),
        (last, "not_modified", 5),
    ]:
        for _ in range(count):
            ledger.answer(source, crawl, day, outcome)
    found = measured(archive_url, ledger, last)
    # Five pages of the last, and of the old one's eighty only the forty-five that are lacking.
    assert found.refused == Proportion(22, 50)
    # Ten requests of the last, ten of the one before, thirty of the old one's hundred and twenty.
    assert found.failed == Proportion(20, 50)
    assert measured(archive_url, ledger, old).failed == Proportion(40, 120)


def test_articles_that_do_not_answer_though_the_feed_does(archive_url: str, ledger: Ledger) -> None:
    source, day = ledger.source("a"), NOON.date()
    well, first, between, last = (ledger.crawl(source, NOON) for _ in range(4))
    ledger.answer(source, well, day, "new", status=200)
    ledger.answer(source, well, day, "failed", status=503)
    broken = ledger._url(source, day, "article")
    for crawl, pages in ((first, 2), (between, 0), (last, 3)):
        ledger.answer(source, crawl, day, "fetched", kind="feed", status=200)
        ledger.answer(source, crawl, day, "skipped")
        for _ in range(pages):
            ledger.answer(source, crawl, day, "failed", status=503)
        # One page that is asked for each time is one page.
        if pages:
            ledger._fetch(broken, source, crawl, day, "failed", status=None, reason="timeout")
    found = [measured(archive_url, ledger, one).reachability.silent_pages for one in (well, first, last)]
    assert found == [0, 3, 6]
    again = ledger.crawl(source, NOON)
    ledger.answer(source, again, day, "gone", status=404)
    assert measured(archive_url, ledger, again).reachability.silent_pages == 0


@pytest.mark.parametrize("status", [401, 403, 451])
def test_articles_that_are_refused_though_the_feed_is_not(
    archive_url: str, ledger: Ledger, status: int
) -> None:
    """Those that were shown before count: others may be for members, from the first day on or by age."""
    source, day = ledger.source("a"), NOON.date()
    well, first, last = (ledger.crawl(source, NOON) for _ in range(3))
    shown = [ledger._url(source, day, "article") for _ in range(7)]
    for url in shown:
        ledger._fetch(url, source, well, day, "new", status=200)
    closed, aged = ledger._url(source, day, "article"), shown.pop()
    for url in (closed, aged):
        ledger._fetch(url, source, well, day, "failed", status=status)
    for crawl, pages in ((first, shown[:2]), (last, shown[1:])):
        ledger.answer(source, crawl, day, "fetched", kind="feed", status=200)
        for url in (*pages, closed, aged):
            ledger._fetch(url, source, crawl, day, "failed", status=status)
    found = [measured(archive_url, ledger, one).reachability.refused_pages for one in (well, first, last)]
    assert found == [0, 2, 6]
    again = ledger.crawl(source, NOON)
    ledger.answer(source, again, day, "new", status=200)
    ledger._fetch(shown[0], source, again, day, "failed", status=status)
    assert measured(archive_url, ledger, again).reachability.refused_pages == 0


@pytest.mark.parametrize("quiet", [1, 60])
def test_broken_pages_that_are_tried_again_while_nothing_is_new_are_no_silence(
    archive_url: str, ledger: Ledger, quiet: int
) -> None:
    source, day = ledger.source("a"), NOON.date()
    broken = [ledger._url(source, day, "article") for _ in range(7)]
    well = ledger.crawl(source, NOON)
    ledger.answer(source, well, day, "new", status=200)
    for url in broken:
        ledger._fetch(url, source, well, day, "failed", status=500, reason="http_500")
    for _ in range(quiet):
        last = ledger.crawl(source, NOON)
        for url in broken:
            ledger._fetch(url, source, last, day, "failed", status=500, reason="http_500")
    assert measured(archive_url, ledger, last).reachability.silent_pages == 0
    ledger.answer(source, last, day, "failed", status=503)
    assert measured(archive_url, ledger, last).reachability.silent_pages == 1


def test_a_long_silence_stays_one_beyond_what_is_looked_back(archive_url: str, ledger: Ledger) -> None:
    source, day = ledger.source("a"), NOON.date()
    pages = [ledger._url(source, day, "article") for _ in range(6)]
    well = ledger.crawl(source, NOON)
    for url in pages:
        ledger._fetch(url, source, well, day, "new", status=200, reason=None)
    for _ in range(60):
        last = ledger.crawl(source, NOON)
        for url in pages:
            ledger._fetch(url, source, last, day, "failed", status=500, reason="http_500")
    assert measured(archive_url, ledger, last).reachability.silent_pages == 6


def test_what_a_site_keeps_from_us(archive_url: str, ledger: Ledger) -> None:
    source, day = ledger.source("a"), NOON.date()
    days = [NOON - number * DAY for number in (3, 2, 1)]
    well, first, last = (ledger.crawl(source, at) for at in days)
    feed, page, never = (ledger._url(source, day, kind) for kind in ("feed", "article", "article"))
    for url, outcome in ((feed, "fetched"), (page, "new")):
        ledger._fetch(url, source, well, day, outcome, status=200)
    ledger._fetch(never, source, well, day, "skipped", reason="robots")
    for crawl in (first, last):
        ledger.answer(source, ledger.crawl(source, days[0]), day, "skipped", reason="denied")  # idle
        ledger._fetch(feed, source, crawl, day, "skipped", reason="robots_refused")
        ledger._fetch(page, source, crawl, day, "failed", status=403, reason="http_403")
        ledger._fetch(never, source, crawl, day, "skipped", reason="robots")
        ledger.answer(source, crawl, day, "skipped", reason="denied")  # a rule of ours
    assert measured(archive_url, ledger, well).reachability.closed == 0
    found = measured(archive_url, ledger, last).reachability
    assert (found.answered, found.ever_shown, found.closed_lists) == (0, True, 1)
    assert (found.nothing_since, found.in_vain) == (days[1], 2)
    assert (found.closed, found.closed_by) == (3, ("403", "robots", "robots_refused"))
    assert (found.lost, found.host_refuses) == (2, True)
    again = ledger.crawl(source, NOON)
    ledger._fetch(feed, source, again, day, "fetched", status=200)
    ledger._fetch(page, source, again, day, "failed", status=403, reason="http_403")
    assert measured(archive_url, ledger, again).reachability.closed == 0


def test_how_long_a_host_has_asked_to_be_left_alone(archive_url: str, ledger: Ledger) -> None:
    """URLs that wait for their host leave one event, and no fetch: nobody was told of a host long away."""
    source, day = ledger.source("a"), NOON.date()
    well, first, *_, last = (ledger.crawl(source, NOON - number * DAY) for number in (5, 4, 3, 2, 1))
    feed = ledger._url(source, day, "feed")
    ledger._fetch(feed, source, well, day, "fetched", status=200)
    ledger.connection.exec_driver_sql(f"UPDATE urls SET last_error = 'host_blocked' WHERE id = {feed}")
    ledger.connection.exec_driver_sql(
        "INSERT INTO url_events (url_id, crawl_id, at, event, reason)"
        f" VALUES ({feed}, {first}, '2026-03-10 12:00:00', 'skipped', 'host_blocked')"
    )
    found = measured(archive_url, ledger, last).reachability
    assert (found.answered, found.unanswered) == (0, 0)
    assert (found.nothing_since, found.in_vain) == (NOON - 4 * DAY, 4)
    ledger._fetch(feed, source, last, day, "failed", status=429, reason="host_blocked")
    asked = measured(archive_url, ledger, last).reachability
    assert (asked.answered, asked.unanswered) == (0, 0), "a host that asks to be left alone shows nothing"
    assert (asked.nothing_since, asked.in_vain) == (NOON - 4 * DAY, 4)
    again = ledger.crawl(source, NOON)
    ledger._fetch(feed, source, again, day, "fetched", status=200)
    assert measured(archive_url, ledger, again).reachability.nothing_since is None


def test_the_longest_silence_while_somebody_asked(archive_url: str, ledger: Ledger) -> None:
    source = ledger.source("a")
    for days in (60, 57, 50, 40, 38, 3):
        at = NOON - days * DAY
        ledger.articles(source, ledger.crawl(source, at), at.date(), 2)
    ledger.crawl(source, NOON - 54 * DAY)  # within 57 and 50; from 38 to 3 and 50 to 40 nobody asked
    found = measured(archive_url, ledger, ledger.crawl(source, NOON))
    assert found.history.longest_gap == 7 * DAY


def test_rows_of_what_was_missed_are_replaced(archive_url: str, ledger: Ledger, rows: Rows) -> None:
    crawl = ledger.crawl(ledger.source("a"), NOON)
    ledger.source("gone", retired_at=NOON)
    ledger.connection.commit()
    archive = open_archive(archive_url)
    archive.health.record(crawl, [MISS])
    archive.health.record(crawl, [MISS])
    stored = "SELECT crawl_id, expectation, measured, bound, origin, detail FROM missed_expectations"
    assert rows(stored) == [(crawl, "failed", 0.5, 0.2, "history", "half of them")]
    archive.health.record(crawl, [])
    assert rows(stored) == []
    assert archive.health.retired() == ["gone"]
    archive.close()
