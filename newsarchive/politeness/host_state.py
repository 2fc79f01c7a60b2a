"""The politeness state of one host: its robots.txt, its back-off, its last request and the day's count.

What its words mean, as newsarchive.lifecycle has them of URLs: a released word is never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.stored_word import Word

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SECOND = timedelta(seconds=1)


class RobotsVerdict(Word):
    """What decides about the pages of a host (`hosts.robots_state`; `unreachable` is never stored)."""

    RULES = "rules", "The rules of its robots.txt.", "has rules"
    NONE = "none", "There is no robots.txt: everything is allowed.", "sets no rules"
    REFUSED = (
        "refused",
        "The host does not show its robots.txt: nothing is fetched.",
        "is refused to us, so nothing is fetched",
    )
    UNREACHABLE = (
        "unreachable",
        "The robots.txt is unavailable, and there is no recent copy: nothing is fetched for now.",
        "is unavailable, so nothing is fetched",
    )


RobotsState = Literal[RobotsVerdict.RULES, RobotsVerdict.NONE, RobotsVerdict.REFUSED]
STORED_ROBOTS_STATES = tuple(one for one in RobotsVerdict if one is not RobotsVerdict.UNREACHABLE)


class BlockReason(Word):
    """Why a host is left alone until a moment (`hosts.blocked_reason`)."""

    RETRY_AFTER = "retry_after", "It asked for that by Retry-After.", "it sent Retry-After"
    BACKOFF = "backoff", "It refused or did not answer.", "it refused or did not answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """One host as the archive stores it. Moments are aware, in UTC.

    `robots_state`, `robots_text` and `robots_fetched_at` belong to the last conclusive response for
    robots.txt. While it is unavailable (5xx, no connection), `robots_away_since` holds since when.
    `robots_tried_at` and `robots_status` belong to the last try. `last_asked_at` is the last request for a
    page. Requests for robots.txt do not count: with a Crawl-delay of a day no page would ever be fetched.
    """

    host: str
    robots_state: RobotsState | None = None
    robots_status: int | None = None
    robots_text: str | None = None
    robots_fetched_at: datetime | None = None
    robots_tried_at: datetime | None = None
    robots_away_since: datetime | None = None
    crawl_delay: float | None = None
    blocked_until: datetime | None = None
    blocked_reason: BlockReason | None = None
    backoff: float | None = None
    failures: int = 0
    last_failed_at: datetime | None = None
    last_asked_at: datetime | None = None
    counted_on: date | None = None
    asked_that_day: int = 0


@lru_cache(maxsize=4096)
def authority(url: str) -> str:
    """Return a URL's host in lower case, with a port that is not the default; "" for an invalid URL."""
    try:
        parts = urlsplit(url)
        name, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    name = f"[{name}]" if ":" in name else name
    return name if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f"{name}:{port}"


def whole_second_after(moment: datetime) -> datetime:
    """Round up to a whole second: the archive stores no fractions, and a request too early is impolite."""
    return moment if not moment.microsecond else moment.replace(microsecond=0) + _SECOND


def asked_on(state: HostState, day: date) -> int:
    """Return how many requests are counted for that day."""
    return state.asked_that_day if state.counted_on == day else 0


def with_requests_counted(state: HostState, day: date, asked: int) -> HostState:
    """Return the host with `asked` more requests on a day; ignored if a later day is being counted."""
    if state.counted_on is not None and state.counted_on > day:
        return state
    return replace(state, counted_on=day, asked_that_day=asked_on(state, day) + asked)


def merged(mine: HostState, theirs: HostState) -> HostState:
    """Merge the states that two processes have of one host: longer block, newer robots.txt, newer failures.

    The count of the day is that of `theirs`; the caller adds to it.
    """
    robots = theirs if _newer(theirs.robots_tried_at, mine.robots_tried_at) else mine
    asked = theirs if _newer(theirs.last_asked_at, mine.last_asked_at) else mine
    block = theirs if _newer(theirs.blocked_until, mine.blocked_until) else mine
    return replace(
        robots,
        backoff=asked.backoff,
        failures=asked.failures,
        last_failed_at=asked.last_failed_at,
        last_asked_at=asked.last_asked_at,
        blocked_until=block.blocked_until,
        blocked_reason=block.blocked_reason,
        counted_on=theirs.counted_on,
        asked_that_day=theirs.asked_that_day,
    )


def _newer(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one > other)
