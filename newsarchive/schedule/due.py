"""When each source is due: the one place that the scheduler, the fleet and `crawl --due` ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from newsarchive.habits import declared_interval, declared_visits
from newsarchive.schedule.local_times import next_moment
from newsarchive.sources import Source
from newsarchive.storage.standings import standings
from newsarchive.storage.visiting.due import planned_moments

# A source that was never crawled is due before all others.
NEVER_CRAWLED = datetime(1970, 1, 1, tzinfo=UTC)


def due_moments(url: str, sources: Iterable[Source], now: datetime) -> dict[str, datetime]:
    """Return when each source is due, in the past where it is now; missed runs are one.

    Counted from the beginning of the last crawl that was not interrupted (killed, stopped, archive away): one
    that was is due until it has been made.
    """
    stands = standings(url, now)
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
