"""The politeness state of a host, as lines for operators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from newsarchive.politeness.backoff import block_text, is_blocked
from newsarchive.politeness.host_state import HostState, RobotsVerdict, asked_on
from newsarchive.politeness.robots_rules import robots_verdict

_TROUBLE = (RobotsVerdict.REFUSED, RobotsVerdict.UNREACHABLE)


def trouble_of(state: HostState, now: datetime) -> str | None:
    """Return why nothing is fetched from the host now, None if there is no reason."""
    if is_blocked(state, now):
        return block_text(state)
    verdict = robots_verdict(state, now)
    if state.robots_tried_at is not None and verdict in _TROUBLE:
        status = f" (last status {state.robots_status})" if state.robots_status else ""
        return f"robots.txt of {state.host} {RobotsVerdict(verdict).phrase}{status}"
    return None


def host_lines(state: HostState, now: datetime, per_day: int | None) -> Iterator[str]:
    """Yield the state of a host: what keeps it from being fetched, its robots.txt, the requests of today.

    `per_day`: the source's budget (requests_per_day), None if there is none.
    """
    trouble = trouble_of(state, now)
    if trouble is not None:
        yield trouble
    if state.failures:
        yield f"{state.host}: {state.failures} failures in a row, the last at {_time(state.last_failed_at)}"
    if state.robots_fetched_at is not None:
        away = f", unavailable since {_time(state.robots_away_since)}" if state.robots_away_since else ""
        delay = f", Crawl-delay {state.crawl_delay:g} s" if state.crawl_delay else ""
        content = RobotsVerdict(state.robots_state or RobotsVerdict.NONE).phrase
        yield f"{state.host}: robots.txt of {_time(state.robots_fetched_at)} {content}{delay}{away}"
    of = f" of {per_day:,}" if per_day is not None else ""
    yield f"{state.host}: {asked_on(state, now.date()):,}{of} requests today (UTC)"


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "?"
