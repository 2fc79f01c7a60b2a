"""A clock that was ahead for a crawl: what it planned is due again, what it recorded stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from newsarchive import clock
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.planning.polling import Poll
from newsarchive.politeness.host_state import BlockReason, HostState
from newsarchive.storage import open_archive
from newsarchive.storage.frontier.source_statuses import source_statuses
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import Answer, HostUpdate
from newsarchive.storage.interfaces.rechecks import RecheckPolicy
from tests.asking import ask, change
from tests.storage.making import NOON, article

FEED, FERRY = "https://lantern.example/feed", "https://lantern.example/2026/ferry"
HOST = "lantern.example"
POLICY = RecheckPolicy()
MONTH, HOUR = timedelta(days=30), timedelta(hours=1)


def crawl_at(archive: Archive, now: datetime, ended: bool = True) -> int:
    """A crawl at that time: a feed and an article are read, and their host asks to be left alone."""
    with clock.using(lambda: now):
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, now)
        poll = Poll(at=now, entries=30, new=[now])
        read = Answer(url=FEED, kind="feed", outcome=Outcome.FETCHED, at=now, poll=poll)
        archive.frontier.record(crawl, [read])
        archive.saves.save(crawl, [article(FERRY, fetched_at=now)])
        archive.rechecks.plan(crawl, now, POLICY)
        state = HostState(
            host=HOST,
            robots_fetched_at=now,
            robots_tried_at=now,
            last_asked_at=now,
            last_failed_at=now,
            failures=1,
            blocked_until=now + HOUR,
            blocked_reason=BlockReason.RETRY_AFTER,
            counted_on=now.date(),
            asked_that_day=7,
        )
        archive.hosts.record([HostUpdate(state=state, asked={})])
        if ended:
            archive.crawls.end(crawl, now, "finished")
    return crawl


@pytest.mark.parametrize("ended", [True, False])
def test_what_a_clock_planned_that_was_ahead_is_due(archive_url: str, ended: bool) -> None:
    archive = open_archive(archive_url)
    crawl_at(archive, NOON + MONTH, ended)
    if not ended:
        change(archive_url, "UPDATE crawls SET process_started = '1'")  # it died
    now = NOON
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, now)
    assert archive.rechecks.listings([FEED])[FEED].next_poll_at > now
    assert archive.rechecks.due_articles(crawl, now, POLICY) == []
    ahead = archive.crawls.undo_clock_jump(crawl, now)
    assert ahead is not None
    assert ahead >= NOON + MONTH
    assert archive.rechecks.listings([FEED])[FEED].next_poll_at == now
    assert [one.url for one in archive.rechecks.due_articles(crawl, now, POLICY)] == [FERRY]
    host = archive.hosts.load([HOST])[HOST]
    assert (host.last_asked_at, host.last_failed_at) == (now, now)
    assert (host.robots_fetched_at, host.robots_tried_at) == (None, None)
    assert host.blocked_until == now + timedelta(days=7)  # it may have come by a clock that is right
    assert (host.counted_on, host.asked_that_day) == (None, 0)
    recorded = ask(archive_url, "SELECT count(*) FROM fetches WHERE fetched_at >= '2026-04-01'")
    assert recorded == [(2,)]  # what was recorded stays
    archive.crawls.end(crawl, now, "finished")
    following = archive.crawls.begin("lantern", CrawlKind.CRAWL, now + HOUR)
    assert archive.crawls.undo_clock_jump(following, now + HOUR) is None
    archive.crawls.end(following, now + HOUR, "finished")
    assert source_statuses(archive_url, now + HOUR)["lantern"].counted == now + HOUR
    archive.close()


@pytest.mark.parametrize("before", [timedelta(0), HOUR, timedelta(seconds=-30)])
def test_a_clock_that_goes_on_changes_no_plan(archive_url: str, before: timedelta) -> None:
    """Nor does that of another machine, which is half a minute ahead."""
    archive = open_archive(archive_url)
    crawl_at(archive, NOON - before)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    planned, host = archive.rechecks.listings([FEED]), archive.hosts.load([HOST])
    assert archive.crawls.undo_clock_jump(crawl, NOON) is None
    assert (archive.rechecks.listings([FEED]), archive.hosts.load([HOST])) == (planned, host)
    archive.close()


def test_the_first_crawl_of_a_source(archive_url: str) -> None:
    archive = open_archive(archive_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    assert archive.crawls.undo_clock_jump(crawl, NOON) is None
    archive.close()
