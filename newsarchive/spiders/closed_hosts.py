"""URLs of hosts that get no request now: left for the next crawl at once, without a request for each.

A source of 50,000 URLs with `requests_per_day` meets all that wait in every crawl of the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.lifecycle import Postponement
from newsarchive.middlewares.host_gate import HostGate
from newsarchive.middlewares.postponement import PostponedError, StoppingError
from newsarchive.politeness.host_state import authority
from newsarchive.spiders.responses import failed_answer
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl

# What holds for every page of the host, and until a time that is known.
_CLOSED = frozenset({Postponement.OVER_BUDGET, Postponement.HOST_BLOCKED})


async def closed_answers(gate: HostGate, waiting: Sequence[FrontierUrl]) -> dict[str, Answer]:
    """Return the answer of each URL whose host gets no request now, by URL."""
    hosts = {known.url: authority(known.url) for known in waiting}
    refusals: dict[str, PostponedError] = {}
    for host in dict.fromkeys(hosts.values()):
        try:
            await gate.demand_open(host)
        except PostponedError as refusal:
            if refusal.reason in _CLOSED:
                refusals[host] = refusal
        except StoppingError:  # the gate says so to each request
            return {}
    return {
        known.url: failed_answer(refusals[hosts[known.url]], known)
        for known in waiting
        if hosts[known.url] in refusals
    }
