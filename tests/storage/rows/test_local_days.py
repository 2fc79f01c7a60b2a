"""Days are the publisher's, else those of the source's zone, however they came to be written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newsarchive.cli.progress import ProgressReport
from newsarchive.lifecycle import CrawlKind, Outcome
from newsarchive.storage import Archive
from newsarchive.storage.derived.completion import complete_derived, lacking
from newsarchive.storage.interfaces.crawl_store import Answer, SourceFacts
from newsarchive.storage.rows.local_days import local_day
from tests.asking import change
from tests.storage.conftest import Rows
from tests.storage.making import article, refused

EVENING = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)
DAYS = """
SELECT a.url, CAST(a.day AS text) FROM articles AS a
UNION ALL SELECT f.url, CAST(f.day AS text) FROM fetches AS f ORDER BY 1, 2
"""
VOLUME = (
    "SELECT source, CAST(day AS text), articles, revisions, refused FROM daily_volume ORDER BY source, day"
)


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (EVENING, None, date(2026, 3, 14)),
        (EVENING, "Asia/Shanghai", date(2026, 3, 15)),
        (datetime(2026, 3, 15, 3, 30, tzinfo=UTC), "America/New_York", date(2026, 3, 14)),
        (datetime(2026, 3, 8, 4, 30, tzinfo=UTC), "America/New_York", date(2026, 3, 7)),  # before summer time
        (datetime(2026, 3, 9, 4, 30, tzinfo=UTC), "America/New_York", date(2026, 3, 9)),  # after it began
        (datetime(1, 1, 1, tzinfo=UTC), "America/New_York", date(1, 1, 1)),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Shanghai", date(9999, 12, 31)),
    ],
)
def test_day_in_a_zone(at: datetime, zone: str | None, day: date) -> None:
    assert local_day(at, zone) == day


@pytest.fixture
def eastern(archive: Archive) -> int:
    """A crawl of a source in Shanghai that stored and refused pages at four in the morning there."""
    archive.crawls.register([SourceFacts(name="lantern", timezone="Asia/Shanghai")])
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, EVENING)
    pages = [
        article("https://lantern.example/dated", fetched_at=EVENING),
        article("https://lantern.example/undated", published_at=None, title="Undated", fetched_at=EVENING),
        refused("https://lantern.example/spam", fetched_at=EVENING),
    ]
    archive.saves.save(crawl, pages)
    answer = Answer(url="https://lantern.example/feed", kind="feed", outcome=Outcome.FETCHED, at=EVENING)
    archive.frontier.record(crawl, [answer])
    archive.crawls.end(crawl, EVENING, "finished")
    return crawl


EASTERN = [
    ("https://lantern.example/dated", "2026-03-14"),
    ("https://lantern.example/dated", "2026-03-15"),
    ("https://lantern.example/feed", "2026-03-15"),
    ("https://lantern.example/spam", "2026-03-15"),
    ("https://lantern.example/undated", "2026-03-15"),
    ("https://lantern.example/undated", "2026-03-15"),
]


@pytest.mark.usefixtures("eastern")
def test_published_day_else_the_zones(rows: Rows) -> None:
    assert rows(DAYS) == EASTERN
    assert rows(VOLUME) == [("lantern", "2026-03-14", 1, 1, 0), ("lantern", "2026-03-15", 1, 1, 1)]


@pytest.mark.usefixtures("eastern")
def test_a_zone_that_changes_moves_what_was_counted_by_it(archive: Archive, rows: Rows) -> None:
    archive.crawls.register([SourceFacts(name="lantern", timezone=None)])
    assert {day for _url, day in rows(DAYS)} == {"2026-03-14"}
    archive.crawls.register([SourceFacts(name="lantern", timezone="Asia/Shanghai")])
    assert rows(DAYS) == EASTERN


@pytest.mark.usefixtures("eastern")
def test_rows_older_than_the_columns_are_completed(archive_url: str, rows: Rows) -> None:
    change(archive_url, "UPDATE articles SET day = NULL", "UPDATE fetches SET day = NULL")
    assert len(lacking(archive_url)) >= 2
    complete_derived(archive_url, ProgressReport)
    assert rows(DAYS) == EASTERN
    assert not [line for line in lacking(archive_url) if "days" in line]


def test_an_edit_takes_its_own_day_and_an_earlier_capture_the_earlier(
    archive: Archive, eastern: int, rows: Rows
) -> None:
    edit = article(
        "https://lantern.example/dated", text="Another text.\nOf two lines.", published_at="2026-03-02"
    )
    older = article(
        "https://lantern.example/undated",
        published_at=None,
        title="Undated",
        fetched_at=EVENING.replace(day=10),
    )
    archive.saves.save(eastern, [edit, older])
    assert rows("SELECT url, CAST(day AS text) FROM articles ORDER BY url") == [
        ("https://lantern.example/dated", "2026-03-02"),
        ("https://lantern.example/undated", "2026-03-11"),
    ]
    assert rows(VOLUME)[0] == ("lantern", "2026-03-02", 1, 2, 0)
