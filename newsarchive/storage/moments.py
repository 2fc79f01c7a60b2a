"""Publication times as the archive keeps them: one clock column, the publisher's day, and the offset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """`at`: UTC where the page gave an offset, else its clock time (so labelled); `on`: the page's day."""

    at: datetime | None = None
    on: date | None = None
    offset: str | None = None


def moment(text: str | None) -> Moment:
    """Read an ISO 8601 time of the article record (DESIGN 2.3); what is none gives empty values."""
    if not text:
        return Moment()
    try:
        if DAY.match(text):
            day = date.fromisoformat(text)
            return Moment(datetime(day.year, day.month, day.day, tzinfo=UTC), day)
        stated = datetime.fromisoformat(text)
        offset = stated.utcoffset()
        if offset is None:
            return Moment(stated.replace(tzinfo=UTC), stated.date())
        return Moment(stated.astimezone(UTC), stated.date(), offset_text(offset))
    except (ValueError, OverflowError):  # no such day, or beyond the years 1 to 9999 once in UTC
        return Moment()


def offset_text(offset: timedelta) -> str:
    """Return an offset from UTC as `+08:00` (seconds, known from before 1900 only, are cut)."""
    minutes = int(abs(offset).total_seconds()) // 60
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
