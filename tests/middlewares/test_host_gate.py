"""Turns at the gate: pace, places, order, blocks, budget; in virtual time, and once by the real clock."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from newsarchive import clock
from newsarchive.extensions.host_cache import HostCache
from newsarchive.lifecycle import Postponement
from newsarchive.middlewares.host_gate import HostGate, Pace
from newsarchive.middlewares.postponement import PostponedError, StoppingError
from newsarchive.politeness.host_state import BlockReason, HostState, with_requests_counted
from newsarchive.storage.interfaces.crawl_store import HostUpdate
from tests import virtual_time

HOST = "h.example"
EXACT = 1e-4  # seconds: some turns of the loop


class Archive:
    """The door `Hosts`, in memory."""

    def __init__(self, *states: HostState) -> None:
        self.states = {state.host: state for state in states}

    async def load(self, hosts: Collection[str]) -> Mapping[str, HostState]:
        return {host: self.states[host] for host in hosts if host in self.states}

    async def record(self, updates: Sequence[HostUpdate]) -> Mapping[str, HostState]:
        return {update.state.host: update.state for update in updates}


def gate_of(*states: HostState, stopping: Sequence[bool] = (), **pace: Any) -> tuple[HostGate, HostCache]:
    archive = Archive(*states)
    book = HostCache(archive.load, archive.record)
    return HostGate(book, Pace(**pace), is_stopping=lambda: bool(stopping)), book


def blocked(seconds: float) -> HostState:
    until = clock.now() + timedelta(seconds=seconds)
    return HostState(host=HOST, blocked_until=until, blocked_reason=BlockReason.RETRY_AFTER)


async def ask(
    gate: HostGate,
    sent: list[tuple[str, float]],
    name: str,
    *,
    is_page: bool = True,
    priority: int = 0,
    lasts: float = 0.01,
) -> None:
    await gate.enter(HOST, priority=priority, is_page=is_page)
    sent.append((name, asyncio.get_running_loop().time()))
    await asyncio.sleep(lasts)
    gate.leave(HOST, is_page=is_page)


def gaps(sent: list[tuple[str, float]]) -> list[float]:
    return [later - earlier for (_, earlier), (_, later) in pairwise(sent)]


def test_the_delay_is_kept_from_send_to_send() -> None:
    async def run() -> None:
        gate, _ = gate_of(delay=0.05, concurrency=4)
        sent: list[tuple[str, float]] = []
        await asyncio.gather(*(ask(gate, sent, str(n)) for n in range(5)))
        assert gaps(sent) == pytest.approx([0.05] * 4, abs=EXACT)

    virtual_time.run(run())


def test_the_delay_is_kept_by_the_real_clock() -> None:
    """From before the first: whoever sends may note it late, on a busy machine, but never early."""

    async def run() -> None:
        gate, _ = gate_of(delay=0.05, concurrency=4)
        sent: list[tuple[str, float]] = []
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(30):
            await asyncio.gather(*(ask(gate, sent, str(n)) for n in range(5)))
        assert all(at - began >= 0.05 * turn - 1e-6 for turn, (_, at) in enumerate(sent))

    asyncio.run(run())


def test_no_more_at_once_than_allowed_and_higher_priority_first() -> None:
    async def run() -> None:
        gate, _ = gate_of(concurrency=2)
        await gate.enter(HOST)
        await gate.enter(HOST)
        sent: list[tuple[str, float]] = []
        waiting = [asyncio.create_task(ask(gate, sent, f"p{n}", priority=n)) for n in (0, 10, 20)]
        await asyncio.sleep(0.02)
        assert not sent
        gate.leave(HOST)
        await asyncio.gather(*waiting)
        assert [name for name, _ in sent] == ["p20", "p10", "p0"]

    virtual_time.run(run())


def test_a_crawl_delay_is_kept_by_pages_one_at_a_time() -> None:
    async def run() -> None:
        gate, _ = gate_of(HostState(host=HOST, crawl_delay=0.1), concurrency=4)
        sent: list[tuple[str, float]] = []
        robots = asyncio.create_task(ask(gate, sent, "robots", is_page=False))
        await robots
        await asyncio.gather(*(ask(gate, sent, str(n), lasts=0.15) for n in range(3)))
        # robots.txt holds up no page; a page has its answer after 0.15 s, and the delay counts from there.
        assert gaps(sent) == pytest.approx([0.01, 0.25, 0.25], abs=EXACT)

    virtual_time.run(run())


@pytest.mark.parametrize("ahead", [3600, 30 * 86_400, 0.01])
def test_no_request_waits_for_a_clock_that_was_ahead(ahead: float) -> None:
    async def run() -> None:
        asked = clock.now() + timedelta(seconds=ahead)
        gate, _ = gate_of(HostState(host=HOST, last_asked_at=asked, crawl_delay=0.2), delay=0.1)
        sent: list[tuple[str, float]] = []
        await ask(gate, sent, "page")
        assert sent[0][1] == pytest.approx(0.2, abs=EXACT)

    virtual_time.run(run())


def test_a_crawl_delay_is_kept_although_the_loop_stood_still_before_it_sent() -> None:
    async def run() -> None:
        gate, _ = gate_of(HostState(host=HOST, crawl_delay=0.2))
        loop, sent = virtual_time.loop(), list[float]()
        for busy in (0.15, 0.0, 0.15, 0.0):
            await gate.enter(HOST)
            loop.stand_still(busy)  # a page is read in between
            sent.append(loop.time())
            await asyncio.sleep(0.01)
            gate.leave(HOST)
        assert min(later - earlier for earlier, later in pairwise(sent)) == pytest.approx(0.21, abs=EXACT)

    virtual_time.run(run())


def test_a_short_block_is_waited_for_a_long_one_is_not() -> None:
    async def run() -> None:
        gate, book = gate_of(blocked(0.2), patience=0.5)
        await gate.enter(HOST)
        assert asyncio.get_running_loop().time() == pytest.approx(0.2, abs=EXACT)
        later = asyncio.create_task(gate.enter(HOST))  # waits for its place
        await asyncio.sleep(0.01)
        book.put(replace(book.state(HOST), blocked_until=clock.now() + timedelta(hours=88)))
        gate.leave(HOST)
        with pytest.raises(PostponedError, match=r"gets no requests before .* Retry-After") as caught:
            await later
        assert caught.value.reason == "host_blocked"
        with pytest.raises(PostponedError):
            await gate.demand_open(HOST)
        await book.finish()

    virtual_time.run(run())


def test_by_a_clock_that_stands_still_a_block_is_not_waited_for_without_end() -> None:
    async def run() -> None:
        stopped = clock.now()
        with clock.using(lambda: stopped):
            gate, _ = gate_of(blocked(0.3), patience=0.4)
            with pytest.raises(PostponedError):
                await asyncio.wait_for(gate.enter(HOST), 5)

    virtual_time.run(run())


def test_a_long_crawl_delay_lets_one_page_through() -> None:
    async def run() -> None:
        gate, book = gate_of(HostState(host=HOST, crawl_delay=3_600.0))
        await gate.enter(HOST, is_page=False)
        gate.leave(HOST, is_page=False)
        await gate.enter(HOST)
        gate.leave(HOST)
        with pytest.raises(PostponedError) as caught:
            await gate.enter(HOST)
        assert caught.value.reason == "crawl_delay"
        next_crawl, _ = gate_of(book.state(HOST))
        with pytest.raises(PostponedError):
            await next_crawl.demand_open(HOST)

    virtual_time.run(run())


def test_the_budget_of_the_day_counts_what_others_asked() -> None:
    async def run() -> None:
        gate, book = gate_of(with_requests_counted(HostState(host=HOST), clock.now().date(), 8), per_day=10)
        for _ in range(2):
            await gate.enter(HOST)
            gate.leave(HOST)
        with pytest.raises(PostponedError, match="asked 10 times today") as caught:
            await gate.enter(HOST)
        assert caught.value.reason == "over_budget"
        tomorrow = clock.now() + timedelta(days=1)
        with clock.using(lambda: tomorrow):
            await gate.enter(HOST)
        assert book.asked_on(HOST, tomorrow.date()) == 1

    virtual_time.run(run())


def test_a_budget_spent_at_midnight_is_not_refused_for_a_whole_day_more() -> None:
    """The count of one day and the end of the next were taken from two readings of the clock."""
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    readings = iter([midnight - timedelta(microseconds=1)])

    async def run() -> None:
        gate, _ = gate_of(
            with_requests_counted(HostState(host=HOST), midnight.date() - timedelta(days=1), 10), per_day=10
        )
        with clock.using(lambda: next(readings, midnight)), pytest.raises(PostponedError) as caught:
            await gate.enter(HOST)
        assert caught.value.until == midnight

    virtual_time.run(run())


def test_a_stop_lets_nobody_wait() -> None:
    async def run() -> None:
        stopping: list[bool] = []
        gate, _ = gate_of(blocked(60), stopping=stopping, patience=100)
        waiting = [asyncio.create_task(gate.enter(HOST)) for _ in range(3)]
        await asyncio.sleep(0.01)
        stopping.append(True)
        results = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)
        assert [type(result) for result in results] == [StoppingError] * 3

    virtual_time.run(run())


def test_one_who_no_longer_waits_takes_no_turn() -> None:
    async def run() -> None:
        gate, _ = gate_of(concurrency=1)
        await gate.enter(HOST)
        gone = asyncio.create_task(gate.enter(HOST, priority=5))
        stays = asyncio.create_task(gate.enter(HOST))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0.01)
        assert not stays.done(), "one at a time"
        gate.leave(HOST)
        await asyncio.wait_for(stays, 5)
        assert gone.cancelled()

    virtual_time.run(run())


class TestClosed:
    """Hosts of which each page would be refused at the gate: nobody need wait there."""

    HOSTS = ("free.example", "spent.example", "slow.example", "blocked.example", "new.example")

    def gate(self, **more: Any) -> HostGate:
        today = clock.now().date()
        states = (
            with_requests_counted(HostState(host="spent.example"), today, 10),
            with_requests_counted(HostState(host="free.example"), today, 9),
            replace(blocked(2 * 86_400), host="blocked.example"),
            # One page of it is let through from time to time.
            HostState(host="slow.example", crawl_delay=4_000.0, last_asked_at=clock.now()),
        )
        return gate_of(*states, per_day=10, **more)[0]

    def test_a_spent_budget_and_a_block(self) -> None:
        found = asyncio.run(self.gate().closed(self.HOSTS))
        assert {host: refusal.reason for host, refusal in found.items()} == {
            "spent.example": Postponement.OVER_BUDGET,
            "blocked.example": Postponement.HOST_BLOCKED,
        }
        assert all(refusal.until > clock.now() and refusal.detail for refusal in found.values())

    def test_none_while_a_crawl_is_being_stopped(self) -> None:
        assert asyncio.run(self.gate(stopping=[True]).closed(self.HOSTS)) == {}
