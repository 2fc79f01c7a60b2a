"""The time of day after or before a date, and its offset."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.text.dates.written_dates import clock_after, clock_before, stated_offset


@pytest.mark.parametrize(
    ("rest", "hour", "minute"),
    [
        (", 14:30", 14, 30),
        (" à 9h05", 9, 5),
        (" klo 14.30", 14, 30),
        (" at 12:10 a.m.", 0, 10),
        (" 下午2:05", 14, 5),
        ("T23:59:59", 23, 59),
        (" 7 PM", 19, 0),
    ],
)
def test_after(rest: str, hour: int, minute: int) -> None:
    clock = clock_after(rest)
    assert clock is not None
    assert (clock.hour, clock.minute) == (hour, minute)


@pytest.mark.parametrize("rest", [" 25:10", " and 14:30 more", " 4.5 stars", "", " 3 comments"])
def test_none_after(rest: str) -> None:
    assert clock_after(rest) is None


def test_before() -> None:
    clock = clock_before("Posted 10:46 PM EST on ")
    assert clock is not None
    assert (clock.hour, clock.minute, clock.offset and clock.offset.utcoffset(None)) == (
        22,
        46,
        timedelta(hours=-5),
    )
    assert clock_before("Chapter 3:16 explains ") is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [("+0530", 5.5), (" GMT+8", 8), ("Z", 0), (" CEST", 2), (" CST", None), ("+23:00", None), (" UNO", None)],
)
def test_offsets(text: str, hours: float | None) -> None:
    offset = stated_offset(text)
    assert (offset and offset.utcoffset(None)) == (None if hours is None else timedelta(hours=hours))
