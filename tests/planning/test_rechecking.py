"""Looks at articles: seldom where a source never edits, often where it does, the last at the window's end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.durations import DAY, HOUR
from newsarchive.planning.rechecking import (
    AGE_CLASSES,
    EDITED_BEFORE_FACTOR,
    MOST_RECHECK_RETRIES,
    REPORTED_CLASS,
    SHORTEST_RECHECK_INTERVAL,
    Rate,
    age_class,
    edits_a_day,
    expected_edits,
    next_check,
    retry_delay,
    trusts_change_reports,
)

WEEK = 7 * DAY
NEVER_EDITS = {number: Rate(checks=500, edits=0, days=300) for number in range(len(AGE_CLASSES))}
ALWAYS_EDITS = {number: Rate(checks=500, edits=300, days=300) for number in range(len(AGE_CLASSES))}


def looks(rates: dict[int, Rate], window: float = WEEK) -> list[float]:
    """The ages at which an article is looked at, from the first hour on."""
    ages = [0.0]
    while (wait := next_check(ages[-1], window - ages[-1], rates)) is not None:
        ages.append(ages[-1] + wait)
    return ages[1:]


def test_of_an_unknown_source_a_week_is_some_thirty_looks() -> None:
    ages = looks({})
    assert 25 <= len(ages) <= 45
    assert ages[-1] == WEEK, "the last one sees what was edited until then"


def test_the_young_are_looked_at_more_often() -> None:
    waits = [next_check(age, None, {}) or 0 for age in (0, 2 * HOUR, 20 * HOUR, 2 * DAY, 5 * DAY, 20 * DAY)]
    assert waits == sorted(waits)


def test_sources_are_told_apart() -> None:
    assert len(looks(NEVER_EDITS)) < 12
    assert len(looks(ALWAYS_EDITS)) > 100


def test_the_window_ends() -> None:
    assert next_check(WEEK, 0, {}) is None
    assert next_check(WEEK, -1, {}) is None
    assert next_check(1_000 * DAY, None, {}) is not None


def test_what_is_likelier_edited_is_worth_more() -> None:
    assert (
        expected_edits(HOUR / 2, HOUR, {})
        > expected_edits(DAY, HOUR, {})
        > expected_edits(5 * DAY, HOUR, {})
        > 0
    )
    assert expected_edits(DAY, DAY, ALWAYS_EDITS) > expected_edits(DAY, DAY, NEVER_EDITS)


def test_tries_of_a_failing_page_grow_apart_and_end() -> None:
    waits = [retry_delay(attempts) for attempts in range(1, MOST_RECHECK_RETRIES + 1)]
    assert waits[:3] == [900, 1_800, 3_600]
    assert waits[-1] is None


@pytest.mark.parametrize("edits", [0, 50])
def test_rates_follow_a_source_that_changes(edits: int) -> None:
    rate = Rate(checks=10_000, edits=50 - edits, days=6_000)
    for _ in range(20):
        rate = rate.observed(500, edits, 500)
    assert rate.edits / rate.days == pytest.approx(edits / 500, rel=0.2, abs=0.001)


def test_what_was_edited_is_counted_apart() -> None:
    assert edits_a_day(age_class(HOUR / 2, edited=True), {}) == EDITED_BEFORE_FACTOR * edits_a_day(
        age_class(HOUR / 2), {}
    )
    assert (next_check(DAY, WEEK, {}, edited=True) or 0) < (next_check(DAY, WEEK, {}) or 0)
    assert expected_edits(DAY, HOUR, {}, edited=True) > expected_edits(DAY, HOUR, {})
    numbers = {
        age_class(one.until - 1, edited=edited) for one in AGE_CLASSES[:-1] for edited in (False, True)
    }
    assert len(numbers) == 2 * (len(AGE_CLASSES) - 1)
    assert REPORTED_CLASS not in numbers


@pytest.mark.parametrize(
    ("checks", "edits", "expected"),
    [(0, 0, True), (15, 0, True), (30, 0, False), (100, 9, True), (100, 5, False), (5_000, 600, True)],
)
def test_lists_are_believed_while_one_call_in_ten_is_true(checks: int, edits: int, expected: bool) -> None:
    assert trusts_change_reports({REPORTED_CLASS: Rate(checks, edits, checks)}) is expected


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9) | st.none(), st.floats(0, 1e6), st.floats(0, 1e6))
def test_total(age: float, left: float | None, edits: float, days: float) -> None:
    rates = {age_class(max(0.0, age)): Rate(1, edits, days)}
    wait = next_check(age, left, rates)
    assert wait is None or wait >= min(
        SHORTEST_RECHECK_INTERVAL, left if left is not None else SHORTEST_RECHECK_INTERVAL
    )
    assert 0 <= expected_edits(age, abs(left or 0), rates) <= 1
