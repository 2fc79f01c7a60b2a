"""Intervals of listings: by rate, halved where a feed runs over, stretched by failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.durations import DAY
from newsarchive.planning.polling import (
    LONGEST_POLL_INTERVAL,
    SHORTEST_POLL_INTERVAL,
    Poll,
    PolledListing,
    Rhythm,
    after,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def steady(a_day: float, days: int = 28) -> PolledListing:
    """A listing that was watched for so long, evenly over the day."""
    step = DAY / a_day
    moments = [NOON - timedelta(seconds=step * number) for number in range(round(a_day * days))]
    return PolledListing(polled_at=NOON, interval=3_600, rhythm=Rhythm().watched(days, moments))


def interval(listing: PolledListing, minutes: float = 60, entries: int = 30, new: int = 0) -> float:
    at = NOON + timedelta(minutes=minutes)
    middle = NOON + timedelta(minutes=minutes / 2)
    return after(listing, Poll(at=at, entries=entries, new=[middle] * new)).interval


def test_one_an_hour_is_looked_for_every_half_hour() -> None:
    assert interval(steady(24), new=1) == pytest.approx(1_800, rel=0.15)


def test_four_times_as_many_are_looked_for_twice_as_often() -> None:
    assert interval(steady(96), new=4) == pytest.approx(interval(steady(24), new=1) / 2, rel=0.2)


def test_a_feed_that_runs_over_is_asked_again_at_once() -> None:
    assert interval(steady(1), minutes=60, entries=10, new=8) <= 1_800


def test_a_fixed_interval_is_that() -> None:
    poll = Poll(at=NOON, entries=10, new=[None] * 10)
    assert after(steady(500), poll, every=7_200).interval == 7_200


def test_a_first_poll_learns_from_the_dates_of_its_entries() -> None:
    busy = [NOON - timedelta(minutes=10 * number) for number in range(50)]
    slow = [NOON - timedelta(days=number / 2) for number in range(12)]
    first = PolledListing()
    assert after(first, Poll(at=NOON, entries=50, new=busy)).interval < 1_200
    assert after(first, Poll(at=NOON, entries=12, new=slow)).interval > 2_700


def test_failures_stretch_and_are_forgiven() -> None:
    listing, waits = steady(24), []
    for number in range(60):
        listing = after(listing, Poll(at=NOON + timedelta(hours=number), failed=True))
        waits.append(listing.interval)
    assert waits[:3] == [7_200, 10_800, 14_400]
    assert max(waits) == waits[-1] == DAY, "a day at most, and never for good"
    again = after(listing, Poll(at=NOON + timedelta(hours=61), entries=30))
    assert (again.failures, again.interval < 7_200) == (0, True)


@given(
    st.integers(0, 5_000),
    st.lists(st.datetimes(timezones=st.just(UTC)) | st.none(), max_size=30),
    st.floats(0, 1e7),
    st.booleans(),
)
def test_always_between_the_bounds(
    entries: int, new: list[datetime | None], passed: float, failed: bool
) -> None:
    poll = Poll(at=NOON + timedelta(seconds=passed), entries=entries, new=new, failed=failed)
    for listing in (PolledListing(), PolledListing(polled_at=NOON, interval=SHORTEST_POLL_INTERVAL)):
        assert SHORTEST_POLL_INTERVAL <= after(listing, poll).interval <= LONGEST_POLL_INTERVAL
