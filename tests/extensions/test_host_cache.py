"""What one crawl knows of hosts: read once, written in batches, nothing counted twice or lost."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.errors import ArchiveLockedError
from newsarchive.extensions.host_cache import HostCache
from newsarchive.politeness.host_state import BlockReason, HostState, asked_on, with_requests_counted
from newsarchive.storage.interfaces.crawl_store import HostUpdate
from tests import virtual_time

NOON = datetime(2026, 11, 2, 12, 0, 0, tzinfo=UTC)
DAY = NOON.date()


class Archive:
    """The door `Hosts`: counts calls, fails when told to, adds another crawl's requests."""

    def __init__(self) -> None:
        self.states: dict[str, HostState] = {}
        self.loads = 0
        self.writes: list[list[str]] = []
        self.broken = False

    async def load(self, hosts: Collection[str]) -> Mapping[str, HostState]:
        self.loads += 1
        await asyncio.sleep(0)
        return {host: self.states[host] for host in hosts if host in self.states}

    async def record(self, updates: Sequence[HostUpdate]) -> Mapping[str, HostState]:
        await asyncio.sleep(0)
        if self.broken:
            raise ArchiveLockedError("locked")
        self.writes.append([update.state.host for update in updates])
        for update in updates:
            known = self.states.get(update.state.host, HostState(host=update.state.host))
            day = replace(update.state, counted_on=known.counted_on, asked_that_day=known.asked_that_day)
            for when, asked in update.asked.items():
                day = with_requests_counted(day, when, asked)
            self.states[update.state.host] = day
        return {update.state.host: self.states[update.state.host] for update in updates}


def test_a_host_is_read_once_whoever_asks() -> None:
    async def run() -> None:
        archive = Archive()
        archive.states["h"] = HostState(host="h", crawl_delay=4.0)
        book = HostCache(archive.load, archive.record)
        states = await asyncio.gather(*(book.load("h") for _ in range(5)))
        assert {state.crawl_delay for state in states} == {4.0}
        assert (await book.load("other"), archive.loads) == (HostState(host="other"), 2)

    asyncio.run(run())


def test_requests_are_counted_in_batches_and_other_crawls_come_in() -> None:
    async def run() -> None:
        archive = Archive()
        book = HostCache(archive.load, archive.record)
        await book.load("h")
        for _ in range(100):
            book.asked(book.state("h"), NOON)
        assert (book.asked_on("h", DAY), archive.writes) == (100, [])
        archive.states["h"] = with_requests_counted(HostState(host="h"), DAY, 7)
        await book.flush()
        await book.flush()
        assert archive.writes == [["h"]]
        assert book.asked_on("h", DAY) == 107
        book.asked(book.state("h"), NOON)
        await book.finish()
        assert asked_on(archive.states["h"], DAY) == book.asked_on("h", DAY) == 108

    asyncio.run(run())


@pytest.mark.parametrize("broken", [False, True])
def test_what_is_being_written_counts_meanwhile(broken: bool) -> None:
    """A busy archive takes seconds to write the counts: a budget must not be spent again in that time."""

    async def run() -> None:
        archive = Archive()
        book = HostCache(archive.load, archive.record)
        await book.load("h")
        for _ in range(100):
            book.asked(book.state("h"), NOON)
        archive.broken = broken
        writing = asyncio.get_running_loop().create_task(book.flush())
        await asyncio.sleep(0)
        book.asked(book.state("h"), NOON)
        assert book.asked_on("h", DAY) == 101
        await asyncio.gather(writing, return_exceptions=True)
        assert book.asked_on("h", DAY) == 101

    asyncio.run(run())


def test_an_archive_away_for_a_while_loses_no_count() -> None:
    async def run() -> None:
        archive = Archive()
        book = HostCache(archive.load, archive.record)
        await book.load("h")
        book.asked(book.state("h"), NOON)
        archive.broken = True
        with pytest.raises(ArchiveLockedError):
            await book.flush()
        book.asked(book.state("h"), NOON)
        archive.broken = False
        await book.finish()
        assert asked_on(archive.states["h"], DAY) == 2

    asyncio.run(run())


def test_a_block_is_written_soon_by_itself() -> None:
    async def run() -> None:
        archive = Archive()
        book = HostCache(archive.load, archive.record)
        state = await book.load("h")
        until = NOON + timedelta(hours=88)
        book.put(replace(state, blocked_until=until, blocked_reason=BlockReason.RETRY_AFTER))
        book.put(book.state("h"))  # nothing new
        await asyncio.sleep(0.7)
        assert archive.states["h"].blocked_until == until
        assert len(archive.writes) == 1
        await book.finish()
        assert len(archive.writes) == 1

    virtual_time.run(run())
