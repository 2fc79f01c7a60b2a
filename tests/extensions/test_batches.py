"""Batches: one save for many, nobody waits for ever, a bad value costs itself only."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from newsarchive.errors import ArchiveUnavailableError
from newsarchive.extensions.writer import Batches
from tests import virtual_time

AT_ONCE = 0.001  # seconds: some turns of the loop


class Saver:
    """Remembers the batches; refuses negative values, one batch at a time as a database would."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.away = False

    async def __call__(self, values: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(values))
        if self.away:
            raise ArchiveUnavailableError("away")
        if any(value < 0 for value in values):
            raise ValueError("negative")
        return [value * 10 for value in values]


def test_fifty_make_a_batch_and_the_rest_follows_when_quiet() -> None:
    async def run() -> None:
        saver = Saver()
        batches = Batches(saver, quiet=0.01)
        assert await asyncio.gather(*(batches.add(n) for n in range(60))) == [n * 10 for n in range(60)]
        assert [len(batch) for batch in saver.batches] == [50, 10]

    virtual_time.run(run())


def test_a_full_slot_does_not_wait() -> None:
    async def run() -> None:
        saver = Saver()
        batches = Batches(saver, is_full=lambda: True, quiet=60)
        assert await batches.add(1) == 10
        assert virtual_time.loop().time() < AT_ONCE

    virtual_time.run(run())


def test_a_steady_trickle_does_not_keep_the_first_waiting() -> None:
    """Each comes before it was quiet; without an end to that the first would wait for the fiftieth."""

    async def run() -> None:
        saver = Saver()
        batches = Batches(saver, most=1_000, quiet=10, oldest=0.05)
        first = asyncio.create_task(batches.add(0))
        later: list[asyncio.Task[int]] = []
        while not first.done():
            later.append(asyncio.create_task(batches.add(len(later))))
            await asyncio.sleep(0.005)
        assert virtual_time.loop().time() == pytest.approx(0.05, abs=0.006)
        await batches.flush()
        await asyncio.gather(*later)
        assert saver.batches[0][0] == 0

    virtual_time.run(run())


def test_what_comes_while_a_batch_is_saved_makes_the_next_one() -> None:
    async def run() -> None:
        batches: list[int] = []

        async def save(values: Sequence[int]) -> Sequence[int]:
            batches.append(len(values))
            await asyncio.sleep(0.05)
            return values

        gathering = Batches(save, is_full=lambda: True, quiet=60, oldest=60)
        first = asyncio.create_task(gathering.add(0))
        await asyncio.sleep(0.01)
        await asyncio.wait_for(asyncio.gather(first, *(gathering.add(n) for n in range(9))), 10)
        assert batches == [1, 9], "and not one commit each"

    virtual_time.run(run())


def test_flush_saves_what_waits() -> None:
    async def run() -> None:
        saver = Saver()
        batches = Batches(saver, quiet=60)
        waiting = asyncio.create_task(batches.add(1))
        await asyncio.sleep(0)
        await batches.flush()
        assert await waiting == 10
        assert virtual_time.loop().time() < AT_ONCE

    virtual_time.run(run())


def test_a_bad_value_costs_itself_only() -> None:
    async def run() -> None:
        batches = Batches(Saver(), quiet=0.01)
        results = await asyncio.gather(*(batches.add(n) for n in (1, -1, 2)), return_exceptions=True)
        assert results[0] == 10
        assert isinstance(results[1], ValueError)
        assert results[2] == 20

    virtual_time.run(run())


def test_an_archive_that_is_away_is_asked_once_a_batch() -> None:
    async def run() -> None:
        saver = Saver()
        saver.away = True
        batches = Batches(saver, quiet=0.01)
        results = await asyncio.gather(*(batches.add(n) for n in range(3)), return_exceptions=True)
        assert all(isinstance(result, ArchiveUnavailableError) for result in results)
        assert len(saver.batches) == 1

    virtual_time.run(run())


@pytest.mark.parametrize("count", [0, 1])
def test_flush_of_little_returns(count: int) -> None:
    async def run() -> None:
        saver = Saver()
        batches = Batches(saver, quiet=60)
        tasks = [asyncio.create_task(batches.add(n)) for n in range(count)]
        await asyncio.sleep(0)
        await batches.flush()
        await asyncio.gather(*tasks)
        assert sum(map(len, saver.batches)) == count
        assert virtual_time.loop().time() < AT_ONCE

    virtual_time.run(run())
