"""When sources are due: after the last crawl that was made, in order of waiting, missed runs once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import update

from newsarchive import clock
from newsarchive.lifecycle import CrawlKind
from newsarchive.schedule.due import NEVER_CRAWLED, due_after, due_moments, due_now
from newsarchive.sources import Source, source_model
from newsarchive.storage import open_archive
from newsarchive.storage.frontier.source_statuses import source_statuses
from newsarchive.storage.schema import crawls, urls
from tests.asking import asking_engine
from tests.storage.making import article

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def source(name: str = "harbour", **fields: object) -> Source:
    values = {"name": name, "title": name, "addresses": {"urls": ("http://h.example/a",)}}
    return source_model().model_validate(values | fields)


def crawl(url: str, name: str, began: datetime, reason: str | None = "finished") -> None:
    archive = open_archive(url)
    number = archive.crawls.begin(name, CrawlKind.CRAWL, began)
    if reason is not None:
        archive.crawls.end(number, began + timedelta(minutes=5), reason)
    archive.close()


def test_every_and_at() -> None:
    daily = source(at=("06:30", "18:00"), timezone="Asia/Taipei")
    assert daily.at == (time(6, 30), time(18))
    assert due_after(daily, None) == NEVER_CRAWLED
    assert due_after(daily, NOW) == datetime(2026, 11, 3, 22, 30, tzinfo=UTC)
    assert due_after(source(at=("18:00",)), NOW) == datetime(2026, 11, 3, 18, tzinfo=UTC)
    assert due_after(source(every="30m"), NOW) == NOW + timedelta(minutes=30)


def test_those_that_have_waited_longest_come_first(archive_url: str) -> None:
    crawl(archive_url, "late", NOW - 30 * HOUR)
    crawl(archive_url, "later", NOW - 50 * HOUR)
    crawl(archive_url, "fresh", NOW - HOUR / 2)
    names = ("fresh", "late", "later", "new")
    moments = due_moments(archive_url, [source(name) for name in names], NOW)
    # Thirty runs were missed; the moment is one all the same.
    assert moments["late"] == NOW - 29 * HOUR
    assert due_now(moments, NOW) == ["new", "later", "late"]


@pytest.mark.parametrize("reason", ["died", "shutdown", "archive_unavailable"])
def test_an_interrupted_crawl_is_due_until_it_is_made(archive_url: str, reason: str) -> None:
    crawl(archive_url, "harbour", NOW - 2 * HOUR)
    crawl(archive_url, "harbour", NOW - HOUR / 2, reason)
    assert due_moments(archive_url, [source()], NOW) == {"harbour": NOW - HOUR}
    stands = source_statuses(archive_url, NOW)["harbour"]
    assert (stands.began, stands.reason) == (NOW - HOUR / 2, reason)


def test_a_crawl_by_a_clock_that_was_ahead_leaves_its_source_due(archive_url: str) -> None:
    crawl(archive_url, "harbour", NOW + 700 * HOUR)
    assert due_moments(archive_url, [source()], NOW) == {"harbour": NOW}
    crawl(archive_url, "harbour", NOW - HOUR / 2)
    assert due_moments(archive_url, [source()], NOW) == {"harbour": NOW + HOUR / 2}


def test_a_crawl_at_work_counts_and_one_that_died_does_not(archive_url: str) -> None:
    crawl(archive_url, "harbour", NOW, reason=None)
    stands = source_statuses(archive_url, NOW)["harbour"]
    assert stands.holder is not None
    assert due_moments(archive_url, [source()], NOW) == {"harbour": NOW + HOUR}
    with asking_engine(archive_url) as engine, engine.begin() as connection:
        connection.execute(update(crawls).values(process_started="1"))  # another process of that number
    assert source_statuses(archive_url, NOW)["harbour"].holder is None
    assert due_moments(archive_url, [source()], NOW) == {"harbour": NEVER_CRAWLED}


def nobody() -> datetime:
    raise AssertionError("what is due is judged by the moment the caller gives, not by a clock of its own")


@pytest.mark.usefixtures("rechecks_overdue")
def test_overdue_rechecks_make_a_source_due_now(archive_url: str) -> None:
    """On a running clock a second reading is always later: nothing overdue was ever due."""
    with clock.using(nobody):
        moments = due_moments(archive_url, [source()], NOW)
        assert due_now(moments, NOW) == ["harbour"]
        soon = due_moments(archive_url, [source()], NOW + HOUR / 10)
    # Overdue since it was planned, however often somebody looks: it keeps its place in the order of waiting.
    assert moments == soon
    assert moments["harbour"] < NOW


@pytest.fixture
def rechecks_overdue(archive_url: str) -> None:
    """One article that was to be looked at again twenty-five minutes ago; nothing else is due for long."""
    began = NOW - HOUR / 2
    crawl(archive_url, "harbour", began)
    archive = open_archive(archive_url)
    number = archive.crawls.begin("harbour", CrawlKind.CRAWL, began)
    story = article("http://h.example/a", fetched_at=began)
    archive.saves.save(number, [story])
    archive.crawls.end(number, began, "finished")
    archive.close()
    with asking_engine(archive_url) as engine, engine.begin() as connection:
        connection.execute(update(urls).values(next_check_at=NOW - timedelta(minutes=25)))
