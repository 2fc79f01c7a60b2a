"""Machines whose clocks differ share an archive: the clock of its server says who lives and who waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive import clock
from newsarchive.errors import SourceBusyError
from newsarchive.lifecycle import CrawlKind
from newsarchive.politeness.host_state import BlockReason, HostState
from newsarchive.schedule.due import due_moments, due_now
from newsarchive.sources import Source
from newsarchive.storage import open_archive
from newsarchive.storage.database.processes import HEARTBEAT_TIMEOUT
from newsarchive.storage.frontier.source_statuses import source_statuses
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.crawl_store import HostUpdate, SourceFacts
from newsarchive.storage.interfaces.monitoring import AlarmKind
from tests.asking import change

LATER, HOST = timedelta(seconds=90), "lantern.example"
ELSEWHERE = "UPDATE crawls SET host = 'elsewhere.example'"
CLOCKS = [LATER, -LATER]


@contextmanager
def machine(ahead: timedelta) -> Iterator[None]:
    """Be on a machine whose clock is ahead of the server's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "of_machine", lambda: datetime.now(UTC) + ahead)
        with clock.using(clock.of_machine):
            yield


@pytest.fixture
def archive(postgres_url: str) -> Iterator[Archive]:
    opened = open_archive(postgres_url)
    yield opened
    opened.close()


@pytest.mark.parametrize("ahead", CLOCKS)
def test_a_crawl_lives_by_the_clock_of_the_server(
    archive: Archive, postgres_url: str, ahead: timedelta
) -> None:
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, clock.now())
    change(postgres_url, ELSEWHERE)
    with machine(ahead):
        assert source_statuses(postgres_url, clock.now())["lantern"].holder is not None
        with pytest.raises(SourceBusyError, match="Wait until that crawl has ended"):
            _begin(archive)
    with machine(ahead):
        archive.crawls.heartbeat(crawl, clock.now())
    with pytest.raises(SourceBusyError):
        _begin(archive)
    silent = 2 * HEARTBEAT_TIMEOUT
    change(postgres_url, f"UPDATE crawls SET heartbeat_at = heartbeat_at - interval '{silent}'")
    with machine(ahead):
        assert _begin(archive) != crawl
        assert abs(archive.crawls.clock_ahead() - ahead) <= timedelta(seconds=1)


def _begin(archive: Archive) -> int:
    try:
        return archive.crawls.begin("lantern", CrawlKind.CRAWL, clock.now())
    except SourceBusyError as error:
        raise SourceBusyError(f"{error} {error.hint}") from error


@pytest.mark.parametrize("ahead", CLOCKS)
def test_a_host_is_left_alone_by_the_clock_of_the_server(postgres_url: str, ahead: timedelta) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    until = now + timedelta(hours=1)
    state = HostState(
        host=HOST,
        last_asked_at=now,
        robots_tried_at=now,
        counted_on=now.date(),
        blocked_until=until,
        blocked_reason=BlockReason.RETRY_AFTER,
    )
    here = open_archive(postgres_url)
    here.hosts.record([HostUpdate(state=state, asked={})])
    with machine(ahead):
        there = open_archive(postgres_url)
        told = there.hosts.load([HOST])[HOST]
        assert told.blocked_until is not None
        by = told.blocked_until - until
        assert abs(by - ahead) <= timedelta(seconds=1)
        assert told.last_asked_at == now + by
        assert told.counted_on == now.date()
        for _ in range(3):  # what is stored as it was loaded does not move
            there.hosts.record([HostUpdate(state=told, asked={})])
        there.close()
    assert here.hosts.load([HOST])[HOST] == state
    here.close()


def test_a_crawl_of_a_machine_that_is_ahead_is_not_due_again_at_once(
    archive: Archive, postgres_url: str
) -> None:
    with machine(LATER):
        crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, clock.now())
        archive.crawls.end(crawl, clock.now(), "finished")
    now = clock.now()
    source = Source.model_validate({"name": "lantern", "title": "L", "every": "1h"})
    moments = due_moments(postgres_url, [source], now)
    assert due_now(moments, now) == []
    assert due_now(moments, now + timedelta(seconds=3601)) == ["lantern"]


def test_watches_and_alarms_are_claimed_by_the_clock_of_the_server(
    archive: Archive, postgres_url: str
) -> None:
    hour = timedelta(hours=1)
    assert archive.watching.acquire(clock.now())
    change(postgres_url, "UPDATE watch_runs SET host = 'elsewhere.example'")
    archive.crawls.register([SourceFacts(name="lantern")])
    archive.alarms.begin("lantern", AlarmKind.MISSED, "few", clock.now())
    assert len(archive.alarms.claim(clock.now())) == 1
    with machine(hour):
        assert not archive.watching.acquire(clock.now())
        assert archive.alarms.claim(clock.now()) == []


def test_a_file_has_no_clock_but_that_of_the_machine(sqlite_url: str) -> None:
    archive = open_archive(sqlite_url)
    with machine(LATER):
        assert archive.crawls.clock_ahead() == timedelta(0)
    archive.close()
