"""When each source is due: the one place that the scheduler, the fleet and `crawl --due` ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsarchive.recheck_policy import declared_interval, declared_visits
from newsarchive.sources import Source
from newsarchive.storage.frontier.crawl_records import source_statuses
from newsarchive.storage.frontier.recheck_store import planned_moments

# Times of the day in a time zone, as moments: also on the two days a year on which clocks are moved.

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
    moments = (clock_moment(day, each, zone) for day in days for each in chosen)
    return min(moment for moment in moments if moment > after)


def clock_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
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


# A source that was never crawled is due before all others.
NEVER_CRAWLED = datetime(1970, 1, 1, tzinfo=UTC)


def due_moments(url: str, sources: Iterable[Source], now: datetime) -> dict[str, datetime]:
    """Return when each source is due, in the past where it is now; missed runs are one.

    Counted from the beginning of the last crawl that was not interrupted (killed, stopped, archive away): one
    that was is due until it has been made.
    """
    stands = source_statuses(url, now)
    wanted = list(sources)
    last = {one.name: stands[one.name].counted for one in wanted if one.name in stands}
    by_plan = {one.name: declared_visits(one) for one in wanted if declared_interval(one) is None}
    planned = planned_moments(url, by_plan, last, now) if by_plan else {}
    return {one.name: due_after(one, last.get(one.name), planned.get(one.name)) for one in wanted}


def due_after(source: Source, last: datetime | None, planned: datetime | None = None) -> datetime:
    """Return when a source is due whose last crawl began at `last`; `planned` where it declares no times."""
    if last is None:
        return NEVER_CRAWLED
    if source.at:
        return next_moment(source.at, ZoneInfo(source.timezone or "UTC"), last)
    if source.every is not None:
        return last + timedelta(seconds=source.every)
    return planned or last


def due_now(moments: Mapping[str, datetime], now: datetime) -> list[str]:
    """Return the sources that are due, those that have waited longest first."""
    return sorted((name for name, at in moments.items() if at <= now), key=lambda name: (moments[name], name))
