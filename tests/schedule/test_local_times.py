"""Times of the day as moments, held against zoneinfo: each day each time once, also when clocks are moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsarchive.schedule.due import clock_moment, next_moment

FIRST, LAST = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2035-01-01")
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
TIMES = st.lists(
    st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)), min_size=1, max_size=4
)
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
MINUTE = timedelta(minutes=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        ("UTC", "06:30", "2026-11-03 06:29:59", "2026-11-03 06:30"),
        ("UTC", "06:30", "2026-11-03 06:30", "2026-11-04 06:30"),
        ("Asia/Shanghai", "06:30", "2026-11-03 00:00", "2026-11-03 22:30"),
        # 02:30 does not exist on 29 March: clocks go from 02:00 to 03:00 (CEST) at 01:00 UTC.
        ("Europe/Berlin", "02:30", "2026-03-28 12:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "02:30", "2026-03-29 01:00", "2026-03-30 00:30"),
        # 02:30 exists twice on 25 October: at 00:30 UTC, and at 01:30 UTC once more.
        ("Europe/Berlin", "02:30", "2026-10-24 12:00", "2026-10-25 00:30"),
        ("Europe/Berlin", "02:30", "2026-10-25 00:30", "2026-10-26 01:30"),
        # A gap of half an hour, and one of a whole day: there was no 30 December 2011.
        ("Australia/Lord_Howe", "02:15", "2026-10-03 00:00", "2026-10-03 15:30"),
        ("Pacific/Apia", "08:00", "2011-12-30 00:00", "2011-12-30 10:00"),
    ],
)
def test_moments_told_by_hand(zone: str, at: str, after: str, expected: str) -> None:
    assert next_moment([time.fromisoformat(at)], ZoneInfo(zone), utc(after)) == utc(expected)


@given(ZONES, TIMES, MOMENTS)
@settings(max_examples=150, deadline=None)
def test_no_earlier_minute_shows_one_of_the_times(zone: ZoneInfo, times: list[time], after: datetime) -> None:
    found = next_moment(times, zone, after)
    assert found > after
    shown = found.astimezone(zone)
    exact = shown.time().replace(fold=0) in times and shown.fold == 0
    before = (found - timedelta(seconds=1)).astimezone(zone)
    jumped = shown.replace(tzinfo=None) - before.replace(tzinfo=None) > timedelta(seconds=1)
    assert exact or jumped
    first = after.replace(second=0, microsecond=0) + MINUTE
    assume(shown.utcoffset() is not None and shown.utcoffset().total_seconds() % 60 == 0)  # type: ignore[union-attr]
    for number in range(int((found - first) / MINUTE)):
        clock = (first + number * MINUTE).astimezone(zone)
        assert clock.fold or clock.time() not in times, clock


@given(ZONES, st.times().map(lambda at: at.replace(fold=0)), st.dates(date(1990, 1, 1), date(2035, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_days_come_in_order_and_each_has_its_moment(zone: ZoneInfo, at: time, day: date) -> None:
    moments = [clock_moment(day + timedelta(days=number), at, zone) for number in range(3)]
    assert moments == sorted(moments)
    for number, moment in enumerate(moments):
        shown = moment.astimezone(zone).replace(tzinfo=None)
        assert shown >= datetime.combine(day + timedelta(days=number), at).replace(fold=0)


@given(ZONES, st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)), MOMENTS)
@settings(max_examples=100, deadline=None)
def test_a_fortnight_has_fourteen_runs(zone: ZoneInfo, at: time, start: datetime) -> None:
    assume(zone.key not in {"Pacific/Apia", "Pacific/Kwajalein", "Kwajalein", "Pacific/Enderbury"})
    run, runs = start, []
    while run < start + timedelta(days=15):
        run = next_moment([at], zone, run)
        runs.append(run)
    apart = [(b - a) / timedelta(hours=1) for a, b in pairwise(runs)]
    assert all(21 <= hours <= 27 for hours in apart), apart
