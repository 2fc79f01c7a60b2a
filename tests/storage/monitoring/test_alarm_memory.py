"""Spells of trouble, on both databases: told once when they begin, once when they end, by one process."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import Archive, open_archive
from newsarchive.storage.interfaces.crawl_store import SourceFacts
from newsarchive.storage.interfaces.monitoring import AlarmKind
from tests.asking import change
from tests.storage.making import NOON, minutes

DAY = timedelta(days=1)


@pytest.fixture
def source(archive: Archive) -> str:
    archive.crawls.register([SourceFacts(name="lantern")])
    return "lantern"


def causes(archive: Archive, source: str | None = None, after: int = 60) -> list[tuple[str, str, bool]]:
    """Claim all and give it back."""
    claimed = archive.alarms.claim(minutes(after), source)
    archive.alarms.release(claimed)
    return [(alarm.source, alarm.cause, alarm.ended_at is not None) for alarm in claimed]


def test_a_spell_is_told_when_it_begins_and_when_it_ends(archive: Archive, source: str) -> None:
    alarms = archive.alarms
    assert alarms.begin(source, AlarmKind.MISSED, "few", NOON)
    assert not alarms.begin(source, AlarmKind.MISSED, "fewer", minutes(5))
    told = alarms.claim(minutes(6), source)
    assert [(alarm.cause, alarm.raised_at, alarm.ended_at) for alarm in told] == [("few", NOON, None)]
    alarms.mark_delivered(told, minutes(6))
    assert causes(archive) == []
    alarms.end(source, [AlarmKind.MISSED, AlarmKind.BLIND], minutes(30))
    [over] = alarms.claim(minutes(31))
    assert (over.cause, over.ended_at) == ("few", minutes(30))
    alarms.mark_delivered([over], minutes(31))
    assert causes(archive) == []
    assert alarms.begin(source, AlarmKind.MISSED, "again", minutes(40))
    assert causes(archive) == [(source, "again", False)]


def test_what_could_not_be_told_is_told_later(archive: Archive, source: str) -> None:
    archive.alarms.begin(source, AlarmKind.FAILED, "crash", NOON)
    for _ in range(2):
        assert causes(archive, source) == [(source, "crash", False)]


def test_what_came_and_went_untold_is_left_alone(archive: Archive, source: str) -> None:
    archive.alarms.begin(source, AlarmKind.FAILED, "crash", NOON)
    archive.alarms.end(source, [AlarmKind.FAILED], minutes(1))
    assert causes(archive) == []


def test_of_two_processes_one_tells_and_a_dead_one_is_replaced(
    archive: Archive, archive_url: str, source: str
) -> None:
    archive.alarms.begin(source, AlarmKind.FAILED, "crash", NOON)
    other = open_archive(archive_url)
    assert len(archive.alarms.claim(minutes(1))) == 1
    assert other.alarms.claim(minutes(2)) == []
    assert len(other.alarms.claim(minutes(6))) == 1  # the first is taken for dead
    other.close()


def test_two_that_begin_at_once_begin_one(archive: Archive, archive_url: str, source: str) -> None:
    """The database itself allows one open spell of a kind."""
    archive.alarms.begin(source, AlarmKind.MISSED, "few", NOON)
    twice = "INSERT INTO alarms (source_id, kind, raised_at, cause)"
    twice += " SELECT source_id, kind, raised_at, cause FROM alarms"
    with pytest.raises(Exception, match=r"(?i)unique"):
        change(archive_url, twice)


def test_nobody_begins_for_a_source_that_is_unknown(archive: Archive) -> None:
    assert not archive.alarms.begin("nobody", AlarmKind.MISSED, "few", NOON)


def test_blind_sources_are_told_together_and_by_no_crawl(archive: Archive) -> None:
    names = ["daily", "weekly", "new", "old"]
    archive.crawls.register([SourceFacts(name=name) for name in names])
    for name, days in (("daily", 3), ("weekly", 10), ("old", 90)):
        archive.crawls.end(archive.crawls.begin(name, CrawlKind.CRAWL, NOON - days * DAY), NOON, "finished")
    archive.crawls.register([SourceFacts(name=name) for name in names if name != "old"])
    every = {"daily": 3600.0, "weekly": 7 * 86_400.0}
    archive.alarms.raise_stalled(every, NOON)
    archive.alarms.raise_stalled(every, NOON)
    assert causes(archive, "daily") == []
    assert causes(archive) == [("daily", "Not crawled since 2026-03-11 12:00:00 UTC.", False)]
    archive.alarms.raise_stalled(every, NOON + 5 * DAY)
    assert [name for name, _, _ in causes(archive, after=9_000)] == ["daily", "weekly"]


def test_spells_of_retired_sources_end_in_silence(archive: Archive, source: str) -> None:
    archive.alarms.begin(source, AlarmKind.MISSED, "few", NOON)
    archive.alarms.mark_delivered(archive.alarms.claim(NOON), NOON)
    archive.crawls.register([])
    archive.alarms.raise_stalled({}, minutes(10))
    assert causes(archive) == []


@pytest.mark.parametrize(("deaths", "told"), [(2, 0), (3, 1)])
def test_crawls_that_die_without_a_word(archive: Archive, source: str, deaths: int, told: int) -> None:
    archive.crawls.end(archive.crawls.begin(source, CrawlKind.CRAWL, NOON), NOON, "finished")
    for number in range(deaths):
        crawl = archive.crawls.begin(source, CrawlKind.CRAWL, minutes(number))
        archive.crawls.end(crawl, minutes(number), "died")
    archive.alarms.raise_stalled({}, minutes(10))
    assert [cause for _, cause, _ in causes(archive)] == ["The last 3 crawls were killed."] * told
