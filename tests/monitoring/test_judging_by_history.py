"""A source that declares nothing, judged by its own rows: weekends are quiet, a silence is not. On both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.monitoring.evaluation import judge_crawl
from newsarchive.sources import Expect
from newsarchive.storage import open_archive
from tests.asking import asking_engine
from tests.views.test_coverage import Ledger, noon

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 29)  # a Monday, and a Sunday twelve weeks later
DAY = timedelta(days=1)
SATURDAY = 5


@pytest.fixture
def ledger(archive_url: str) -> Iterator[Ledger]:
    """Twelve weeks of a paper that is crawled every day and prints six articles on each weekday."""
    with asking_engine(archive_url) as engine, engine.connect() as connection:
        ledger = Ledger(connection)
        source = ledger.source("paper")
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + number * DAY
            crawl = ledger.crawl(source, noon(day))
            ledger.answer(source, crawl, day, "fetched", kind="feed")
            if day.weekday() < SATURDAY:
                ledger.articles(source, crawl, day, 6)
        connection.commit()
        yield ledger


def missed(archive_url: str, ledger: Ledger, at: datetime) -> list[str]:
    """Judge a crawl that ends then."""
    crawl = ledger.crawl(1, at)
    ledger.connection.commit()
    archive = open_archive(archive_url)
    try:
        return [one.detail for one in judge_crawl(archive.health.measure(crawl, at), Expect(), {})]
    finally:
        archive.close()


@pytest.mark.parametrize("hours", [0, 11, 20, 40])
def test_weekends_raise_nothing(archive_url: str, ledger: Ledger, hours: int) -> None:
    """From Sunday noon to Tuesday morning: a Monday off is no trouble either."""
    assert missed(archive_url, ledger, noon(LAST) + timedelta(hours=hours)) == []


def test_a_silence_that_goes_on_is_seen(archive_url: str, ledger: Ledger) -> None:
    at = datetime(2026, 4, 3, 12, tzinfo=UTC)  # Friday: nothing for a week, where three days were usual
    assert missed(archive_url, ledger, at) == [
        "0 new articles in the last seven days, at least 8 expected (from its own history, median 30)",
        "no new article for 7 days, at most 6 days expected (from its own history)",
    ]
