"""When each source is due; the scheduler, the fleet and `crawl --due` all decide by this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsarchive.declared_schedule import declared_interval, declared_schedule
from newsarchive.sources import Source
from newsarchive.storage.frontier.clock_jumps import CLOCKS_DIFFER
from newsarchive.storage.frontier.recheck_store import planned_moments
from newsarchive.storage.frontier.source_statuses import source_statuses

# Times of day in a time zone (`at` and `timezone` of a declaration), also on days when the clocks change.

_ONE_SECOND = timedelta(seconds=1)


def next_moment(times: Iterable[time], zone: ZoneInfo, after: datetime) -> datetime:
    """Return the first moment (UTC) after `after` (aware) at which a clock in `zone` shows one of `times`.

    When the clocks go forward and skip a time, the moment of the change is taken. When they go back and a
    time comes twice, the first one is taken.
    """
    chosen = tuple(times)
    today = after.astimezone(zone).date()
    # From yesterday to the day after tomorrow: where clocks go back at midnight a day ends twice, and in 2011
    # Samoa skipped a whole day.
    days = (today + timedelta(days=number) for number in range(-1, 3))
    moments = (clock_moment(day, each, zone) for day in days for each in chosen)
    return min(moment for moment in moments if moment > after)


def clock_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the first moment (UTC) at which a clock in `zone` shows `at` or a later time on that day."""
    wall = datetime.combine(day, at)
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early >= late:  # there is one such moment, or two, of which `late` (fold 0) is the first
        return late
    # The time is skipped: the clocks change between the two moments. Search for the change.
    while late - early > _ONE_SECOND:
        middle = early + (late - early) // 2
        if _wall_clock(middle, zone) >= wall:
            late = middle
        else:
            early = middle
    return _whole_second(late, wall, zone)


def _whole_second(moment: datetime, wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment of the change, at most a second before `moment`; clocks change on whole seconds."""
    floor = moment.replace(microsecond=0)
    return floor if _wall_clock(floor, zone) >= wall else floor + _ONE_SECOND


def _wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


# A source that was never crawled is due before all others.
NEVER_CRAWLED = datetime(1970, 1, 1, tzinfo=UTC)


def due_moments(url: str, sources: Iterable[Source], now: datetime) -> dict[str, datetime]:
    """Return when each source is due, by name; in the past if it is due now, however many crawls were missed.

    The interval counts from the start of the last crawl that was not interrupted. A source whose crawl was
    interrupted (killed, stopped, archive unavailable) stays due, and one is due whose crawl began at a time
    that is still to come, by a clock that was ahead. Raises ArchiveError.
    """
    statuses = source_statuses(url, now)
    wanted = list(sources)
    last = {one.name: statuses[one.name].counted for one in wanted if one.name in statuses}
    by_plan = {one.name: declared_schedule(one) for one in wanted if declared_interval(one) is None}
    planned = planned_moments(url, by_plan, last, now) if by_plan else {}
    moments = {one.name: due_after(one, last.get(one.name), planned.get(one.name)) for one in wanted}
    ahead = (name for name, began in last.items() if began is not None and began > now + CLOCKS_DIFFER)
    return moments | dict.fromkeys(ahead, now)


def due_after(source: Source, last: datetime | None, planned: datetime | None = None) -> datetime:
    """Return when a source is due whose last crawl began at `last` (None: never crawled).

    `planned` is the moment of its next planned poll or recheck, for sources that declare neither `at` nor
    `every`.
    """
    if last is None:
        return NEVER_CRAWLED
    if source.at:
        return next_moment(source.at, ZoneInfo(source.timezone or "UTC"), last)
    if source.every is not None:
        return last + timedelta(seconds=source.every)
    return planned or last


def due_now(moments: Mapping[str, datetime], now: datetime) -> list[str]:
    """Return the sources that are due; those that have been due longest come first."""
    return sorted((name for name, at in moments.items() if at <= now), key=lambda name: (moments[name], name))
