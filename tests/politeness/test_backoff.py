"""A minute, doubled, a day at most, forgiven when all was quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.politeness.backoff import (
    FAILURES_IN_A_ROW,
    FIRST_BACKOFF,
    LONGEST_BACKOFF,
    after_answer,
    after_failure,
    after_refusal,
    is_blocked,
)
from newsarchive.politeness.host_state import HostState

NOON = datetime(2026, 11, 2, 12, 0, 0, tzinfo=UTC)
HOST = HostState(host="h.example")


def seconds_blocked(state: HostState, now: datetime) -> float:
    assert state.blocked_until is not None
    return (state.blocked_until - now).total_seconds()


def test_refusals_without_a_header_double_up_to_a_day() -> None:
    state, now, waits = HOST, NOON, []
    for _ in range(13):
        state = after_refusal(state, now, None, chance=0.0)
        waits.append(seconds_blocked(state, now))
        assert state.blocked_until is not None
        now = state.blocked_until
    assert waits == [min(FIRST_BACKOFF * 2**n, LONGEST_BACKOFF) for n in range(13)]
    assert state.blocked_reason == "backoff"


def test_chance_adds_a_tenth_at_most() -> None:
    assert seconds_blocked(after_refusal(HOST, NOON, None, chance=1.0), NOON) == 66
    assert seconds_blocked(after_refusal(HOST, NOON, None, chance=0.5), NOON) == 63


@pytest.mark.parametrize(("quiet", "wait"), [(29, 120.0), (31, 60.0)])
def test_thirty_quiet_minutes_forgive(quiet: int, wait: float) -> None:
    state = after_refusal(HOST, NOON, None, chance=0.0)
    assert state.blocked_until is not None
    later = state.blocked_until + timedelta(minutes=quiet)
    good = after_answer(state, later)
    assert good.failures == 0
    assert (good.backoff is None) == (quiet > 30)
    assert seconds_blocked(after_refusal(good, later, None, chance=0.0), later) == wait


def test_the_end_of_a_long_block_is_no_forgiveness() -> None:
    state = replace(HOST, backoff=7_200.0, last_failed_at=NOON, blocked_until=NOON + timedelta(hours=2))
    after = NOON + timedelta(hours=2)
    assert seconds_blocked(after_refusal(state, after, None, chance=0.0), after) == 14_400


def test_a_header_is_heeded_as_it_is() -> None:
    state = after_refusal(HOST, NOON, 316_800, chance=1.0)
    assert (seconds_blocked(state, NOON), state.blocked_reason) == (316_800, "retry_after")
    assert state.backoff is None


def test_who_keeps_refusing_though_heeded_is_left_alone_longer() -> None:
    state, now = HOST, NOON
    for _ in range(FAILURES_IN_A_ROW):
        state = after_refusal(state, now, 1, chance=0.0)
        assert seconds_blocked(state, now) == 1
        now += timedelta(seconds=1)
    state = after_refusal(state, now, 1, chance=0.0)
    assert (seconds_blocked(state, now), state.blocked_reason) == (60, "backoff")


def test_what_was_under_way_when_the_block_began_does_not_escalate() -> None:
    state = after_refusal(HOST, NOON, None, chance=0.0)
    same = after_refusal(state, NOON + timedelta(seconds=1), None, chance=0.0)
    assert (same.blocked_until, same.backoff, same.failures) == (state.blocked_until, 60.0, 1)
    longer = after_refusal(state, NOON + timedelta(seconds=1), 600, chance=0.0)
    assert (seconds_blocked(longer, NOON), longer.blocked_reason) == (601, "retry_after")
    assert (
        after_refusal(longer, NOON + timedelta(seconds=2), 5, chance=0.0).blocked_until
        == longer.blocked_until
    )


def test_three_failures_in_a_row_block_and_an_answer_between_them_does_not() -> None:
    state = HOST
    for _ in range(FAILURES_IN_A_ROW - 1):
        state = after_failure(state, NOON, chance=0.0)
    assert not is_blocked(state, NOON)
    assert is_blocked(after_failure(state, NOON, chance=0.0), NOON)
    assert not is_blocked(after_failure(after_answer(state, NOON), NOON, chance=0.0), NOON)


def test_failures_of_another_day_are_not_in_a_row_with_todays() -> None:
    state = after_failure(after_failure(HOST, NOON, chance=0.0), NOON, chance=0.0)
    tomorrow = after_failure(state, NOON + timedelta(days=1), chance=0.0)
    assert (tomorrow.failures, is_blocked(tomorrow, NOON + timedelta(days=1))) == (1, False)


def test_a_host_without_trouble_is_left_as_it_is() -> None:
    assert after_answer(HOST, NOON) is HOST


def test_blocks_end_at_whole_seconds_never_earlier() -> None:
    odd = NOON.replace(microsecond=300_000)
    until = after_refusal(HOST, odd, 1, chance=0.0).blocked_until
    assert until == NOON + timedelta(seconds=2)
