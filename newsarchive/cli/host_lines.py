"""How a host wants to be asked, as lines for operators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from newsarchive.politeness.backoff import block_text, is_blocked
from newsarchive.politeness.host_state import HostState, asked_on
from newsarchive.politeness.robots_rules import standing

ROBOTS = {
    "rules": "has rules",
    "none": "sets no rules",
    "refused": "is refused to us, so that nothing is asked for",
    "unreachable": "is away, so that nothing is asked for",
}


def trouble_of(state: HostState, now: datetime) -> str | None:
    """Return why nothing is asked of the host now, None where there is no such reason."""
    if is_blocked(state, now):
        return block_text(state)
    stands = standing(state, now)
    if state.robots_tried_at is not None and stands in {"refused", "unreachable"}:
        status = f" (last answer {state.robots_status})" if state.robots_status else ""
        return f"robots.txt of {state.host} {ROBOTS[stands]}{status}"
    return None


def host_lines(state: HostState, now: datetime, per_day: int | None) -> Iterator[str]:
    """Yield what is known of a host: trouble first, then robots.txt, then what was asked today."""
    trouble = trouble_of(state, now)
    if trouble is not None:
        yield trouble
    if state.failures:
        yield f"{state.host}: {state.failures} failures in a row, the last at {_time(state.last_failed_at)}"
    if state.robots_fetched_at is not None:
        away = f", away since {_time(state.robots_away_since)}" if state.robots_away_since else ""
        delay = f", Crawl-delay {state.crawl_delay:g} s" if state.crawl_delay else ""
        said = ROBOTS[state.robots_state or "none"]
        yield f"{state.host}: robots.txt of {_time(state.robots_fetched_at)} {said}{delay}{away}"
    of = f" of {per_day:,}" if per_day is not None else ""
    yield f"{state.host}: {asked_on(state, now.date()):,}{of} requests today (UTC)"


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "?"
