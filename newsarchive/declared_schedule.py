"""The recheck policy that a source declares, in the values the archive takes."""

from __future__ import annotations

from datetime import timedelta

from newsarchive.durations import DAY
from newsarchive.sources import Source
from newsarchive.storage.interfaces.rechecks import DeclaredSchedule, RecheckPolicy

# Looks of the second week are few, and the simulated month has 3 % of its edits there (27 of 789,
# benchmarks/month/events.py).
_PLANNED_DAYS = 14


def recheck_policy(source: Source) -> RecheckPolicy:
    """Return how often and how long the source wants its pages looked at again."""
    return RecheckPolicy(
        every=declared_interval(source),
        window=recheck_window(source, _PLANNED_DAYS),
        budget=source.requests_per_day,
    )


def recheck_window(source: Source, days: int) -> timedelta | None:
    """Return how long articles are asked for again, None for ever; `days` where the source does not say."""
    if source.recheck_days == "always":
        return None
    return timedelta(days=days if source.recheck_days is None else source.recheck_days)


def declared_interval(source: Source) -> float | None:
    """Return the seconds between two crawls as declared, on average where times of the day are; else None."""
    return DAY / len(source.at) if source.at else source.every


def declared_schedule(source: Source) -> DeclaredSchedule:
    """Return the source's policy with the listings it declares."""
    listings = tuple(listing.url for listing in source.listings())
    return DeclaredSchedule(policy=recheck_policy(source), listings=listings)
