"""Times of the day in a time zone, as moments: also on the two days a year on which clocks are moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_SECOND = timedelta(seconds=1)


def next_moment(times: Iterable[time], zone: ZoneInfo, after: datetime) -> datetime:
    """Return the first moment (UTC) after `after` (aware) at which a clock in `zone` shows one of `times`.

    A time that does not exist on a day, since clocks are moved forward, is the next moment that does; of one
    that exists twice it is the first.
    """
    chosen = tuple(times)
    today = after.astimezone(zone).date()
    # Yesterday and the day after tomorrow: a day may end twice where clocks go back at midnight, and Samoa
    # left out a whole one in 2011.
    days = (today + timedelta(days=number) for number in range(-1, 3))
    moments = (moment_of(day, each, zone) for day in days for each in chosen)
    return min(moment for moment in moments if moment > after)


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which a clock in `zone` shows `at` on that day, or first shows more."""
    wall = datetime.combine(day, at)
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early >= late:  # there is one such moment, or `late`, with fold 0, is the first of two
        return late
    # In a gap the two are the readings with the offsets after and before it; in between clocks are moved.
    while late - early > ONE_SECOND:
        middle = early + (late - early) // 2
        if _shown(middle, zone) >= wall:
            late = middle
        else:
            early = middle
    return _whole_second(late, wall, zone)


def _whole_second(moment: datetime, wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the second within which clocks were moved; they are moved at whole ones."""
    floor = moment.replace(microsecond=0)
    return floor if _shown(floor, zone) >= wall else floor + ONE_SECOND


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
