"""Which waiting URLs are requested, and which are left for the next crawl with their hosts."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from newsarchive import clock
from newsarchive.lifecycle import Outcome, Postponement, UrlState
from newsarchive.politeness.host_state import BlockReason, HostState, with_requests_counted
from newsarchive.spiders.closed_hosts import closed_answers
from newsarchive.storage.interfaces.crawl_store import FrontierUrl
from tests.middlewares.test_host_gate import gate_of

WAITING = [
    FrontierUrl(url=f"https://{host}.example/{number}", kind="article", state=UrlState.FOUND, new=False)
    for number in range(3)
    for host in ("spent", "free", "blocked", "slow")
]


def spent(host: str, number: int) -> HostState:
    return with_requests_counted(HostState(host=host), clock.now().date(), number)


def test_what_waits_for_a_day_or_a_block_is_left_at_once() -> None:
    until = clock.now() + timedelta(days=2)
    states = (
        spent("spent.example", 10),
        spent("free.example", 9),
        HostState(host="blocked.example", blocked_until=until, blocked_reason=BlockReason.RETRY_AFTER),
        # The gate lets one page of it through from time to time.
        HostState(host="slow.example", crawl_delay=4_000.0, last_asked_at=clock.now()),
    )
    gate, _ = gate_of(*states, per_day=10)
    closed = asyncio.run(closed_answers(gate, WAITING))
    assert {(url.split("/")[2], one.outcome, one.reason) for url, one in closed.items()} == {
        ("spent.example", Outcome.POSTPONED, Postponement.OVER_BUDGET),
        ("blocked.example", Outcome.POSTPONED, Postponement.HOST_BLOCKED),
    }
    assert len(closed) == 6
    assert all(one.until is not None and one.detail for one in closed.values())


def test_a_crawl_that_is_stopped_says_so_to_each_request() -> None:
    gate, _ = gate_of(spent("spent.example", 10), per_day=10, stopping=[True])
    assert asyncio.run(closed_answers(gate, WAITING)) == {}
