"""What a host is known by, and what two crawls know of it together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.politeness.host_state import (
    BlockReason,
    HostState,
    RobotsVerdict,
    asked_on,
    authority,
    merged,
    whole_second_after,
    with_requests_counted,
)

NOON = datetime(2026, 11, 2, 12, 0, 0, tzinfo=UTC)
DAY = NOON.date()
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://H.example/a", "h.example"),
        ("https://h.example:443/a", "h.example"),
        ("http://h.example:443/a", "h.example:443"),
        ("http://h.example.:8080", "h.example:8080"),
        ("http://user@h.example/", "h.example"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://h.example:port/", ""),
        ("mailto:x", ""),
    ],
)
def test_authority(url: str, host: str) -> None:
    assert authority(url) == host


@given(st.text())
def test_authority_is_total(url: str) -> None:
    assert isinstance(authority(url), str)


def test_the_longer_block_the_newer_rules_and_the_newer_failures() -> None:
    mine = HostState(
        host="h",
        robots_state=RobotsVerdict.RULES,
        robots_text="old",
        robots_tried_at=NOON,
        crawl_delay=9.0,
        blocked_until=NOON + HOUR,
        blocked_reason=BlockReason.RETRY_AFTER,
        failures=2,
        last_asked_at=NOON + HOUR,
    )
    theirs = HostState(
        host="h",
        robots_state=RobotsVerdict.NONE,
        robots_tried_at=NOON + HOUR,
        blocked_until=NOON,
        blocked_reason=BlockReason.BACKOFF,
        failures=5,
        last_asked_at=NOON,
        counted_on=DAY,
        asked_that_day=70,
    )
    both = merged(mine, theirs)
    assert (both.robots_state, both.robots_text, both.crawl_delay) == ("none", None, None)
    assert (both.blocked_until, both.blocked_reason) == (NOON + HOUR, "retry_after")
    assert (both.failures, both.last_asked_at) == (2, NOON + HOUR)
    assert (both.counted_on, both.asked_that_day) == (DAY, 70)
    assert merged(theirs, mine).blocked_until == NOON + HOUR


def test_counts_are_of_one_day() -> None:
    state = with_requests_counted(HostState(host="h"), DAY, 3)
    state = with_requests_counted(state, DAY, 2)
    assert asked_on(state, DAY) == 5
    tomorrow = with_requests_counted(state, DAY + timedelta(days=1), 1)
    assert (asked_on(tomorrow, DAY), tomorrow.asked_that_day) == (0, 1)
    assert with_requests_counted(tomorrow, DAY, 9) == tomorrow
    assert asked_on(replace(state, counted_on=date(2020, 1, 1)), DAY) == 0


def test_whole_seconds() -> None:
    assert whole_second_after(NOON) == NOON
    assert whole_second_after(NOON + timedelta(microseconds=1)) == NOON + timedelta(seconds=1)
