"""A clock time put into a named zone, summer time and all."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

# Behind the evidence of a time whose offset is that of the source's declared zone.
SOURCE_ZONE = "+source-zone"


def in_zone(time: str, evidence: str, zone: str | None) -> tuple[str, str]:
    """Return an ISO time and its evidence, with the offset `zone` had then where the time has a clock only.

    Days, times with an offset, and times in a zone nobody knows stay as they are.
    """
    place = _zone(zone) if zone and "T" in time else None
    if place is None:
        return time, evidence
    try:
        moment = datetime.fromisoformat(time)
        if moment.tzinfo is not None:
            return time, evidence
        return moment.replace(tzinfo=place).isoformat(timespec="seconds"), evidence + SOURCE_ZONE
    except (ValueError, OverflowError):
        return time, evidence


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # no such file, no path, no such zone
        return None
