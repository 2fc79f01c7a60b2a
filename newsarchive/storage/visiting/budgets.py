"""What a source's budget of a day leaves for rechecks: spent evenly, so that an evening has its share."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, func, select

from newsarchive.planning.rechecking import COMPANY
from newsarchive.storage.days import local_day
from newsarchive.storage.schema import fetches, sources
from newsarchive.storage.visiting.values import Habits

DAY = 86_400.0
# So much of the day may be spent ahead, seconds: what a morning finds due need not wait for its share.
AHEAD = 3_600.0


def affordable(connection: Connection, source: int, at: datetime, habits: Habits) -> int | None:
    """Return how many rechecks the budget leaves at a moment; None without a budget."""
    if habits.budget is None:
        return None
    share = min(1.0, ((at - _midnight(at)).total_seconds() + AHEAD) / DAY)
    return max(0, int(habits.budget * share) - _asked(connection, source, at))


def affordable_at(connection: Connection, source: int, at: datetime, habits: Habits) -> datetime:
    """Return the first moment from `at` on, of this day or the next, that is worth a crawl for rechecks.

    Where the budget is spent as fast as it grows, that is when it has grown by what an hour is worth, and by
    enough looks to be worth it: not a crawl for every single look.
    """
    if habits.budget is None:
        return at
    worth = min(habits.budget, max(COMPANY, int(habits.budget * AHEAD / DAY)))
    needed = _asked(connection, source, at) + worth
    day = _midnight(at)
    if (
        needed > habits.budget
    ):  # nothing is asked yet of the next day, which may not be worth it at its midnight
        day, needed = day + timedelta(days=1), worth
    return max(at, day + timedelta(seconds=max(0, ceil(needed / habits.budget * DAY - AHEAD))))


def _asked(connection: Connection, source: int, at: datetime) -> int:
    """Requests of the day (UTC) so far."""
    zone = connection.scalar(select(sources.c.timezone).where(sources.c.id == source))
    today = select(func.count()).where(
        fetches.c.source_id == source,
        fetches.c.day >= local_day(_midnight(at), zone),
        fetches.c.fetched_at >= _midnight(at),
    )
    return connection.scalar(today) or 0


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
