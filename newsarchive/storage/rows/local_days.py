"""The days that articles and fetches count for: the publisher's own, else the day in the source's time zone.

SQLite knows no time zones, so the days are stored. They derive from other columns and can be recomputed
at any time: for rows older than the columns, when a source's zone changes, or when a revision is added
other than by a save.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, and_, bindparam, select, update

from newsarchive.storage.schema import articles, fetches, revisions, sources

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class PublishedTime:
    """`at`: UTC if the page gave an offset, else its clock time; `on`: the page's day."""

    at: datetime | None = None
    on: date | None = None
    offset: str | None = None


def published_time(text: str | None) -> PublishedTime:
    """Parse an ISO 8601 time of the record (docs/reference/record.md#times); bad text gives no values."""
    if not text:
        return PublishedTime()
    try:
        if _DAY.match(text):
            day = date.fromisoformat(text)
            return PublishedTime(datetime(day.year, day.month, day.day, tzinfo=UTC), day)
        stated = datetime.fromisoformat(text)
        offset = stated.utcoffset()
        if offset is None:
            return PublishedTime(stated.replace(tzinfo=UTC), stated.date())
        return PublishedTime(stated.astimezone(UTC), stated.date(), offset_text(offset))
    except (ValueError, OverflowError):  # no such day, or outside of the years 1 to 9999 once in UTC
        return PublishedTime()


def offset_text(offset: timedelta) -> str:
    """Return an offset from UTC as `+08:00`; seconds, which zones had before 1900, are cut."""
    minutes = int(abs(offset).total_seconds()) // 60
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def local_day(at: datetime, timezone: str | None) -> date:
    """Return the day of an aware datetime in an IANA zone, or in UTC if `timezone` is None."""
    try:
        return at.astimezone(_zone(timezone)).date()
    except OverflowError:  # the calendar's first or last day lies outside of it in that zone
        return at.astimezone(UTC).date()


def dates(published: PublishedTime, first_seen_at: datetime, timezone: str | None) -> dict[str, Any]:
    """Return the date columns of `articles`, from the latest revision's date and the first fetch."""
    return {
        "published_at": published.at,
        "published_on": published.on,
        "day": published.on or local_day(first_seen_at, timezone),
    }


def place_articles(connection: Connection, rows: Select[Any]) -> int:
    """Recompute the dates of the articles whose ids `rows` selects; return how many there were."""
    newest = and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.latest_number)
    query = (
        select(
            articles.c.id,
            articles.c.first_seen_at,
            revisions.c.published_at,
            revisions.c.published_on,
            sources.c.timezone,
        )
        .join(revisions, newest)
        .join(sources, sources.c.id == articles.c.source_id)
        .where(articles.c.id.in_(rows))
    )
    found = connection.execute(query).all()
    wanted = update(articles).where(articles.c.id == bindparam("row"))
    if found:
        connection.execute(wanted, [_dates_of(row) for row in found])
    return len(found)


def place_fetches(connection: Connection, rows: Select[Any]) -> int:
    """Recompute the days of the fetches whose ids `rows` selects; return how many there were."""
    query = (
        select(fetches.c.id, fetches.c.fetched_at, sources.c.timezone)
        .join(sources, sources.c.id == fetches.c.source_id)
        .where(fetches.c.id.in_(rows))
    )
    found = connection.execute(query).all()
    wanted = update(fetches).where(fetches.c.id == bindparam("row"))
    days = [{"row": row.id, "day": local_day(row.fetched_at, row.timezone)} for row in found]
    if days:
        connection.execute(wanted, days)
    return len(found)


def move_zones(connection: Connection, numbers: Sequence[int]) -> None:
    """Recompute the days of these sources after their time zone has changed."""
    undated = select(articles.c.id).where(
        articles.c.source_id.in_(numbers), articles.c.published_on.is_(None)
    )
    place_articles(connection, undated)
    place_fetches(connection, select(fetches.c.id).where(fetches.c.source_id.in_(numbers)))


def _dates_of(row: Any) -> dict[str, Any]:
    stated = PublishedTime(row.published_at, row.published_on)
    return {"row": row.id} | dates(stated, row.first_seen_at, row.timezone)


@cache
def _zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or "UTC")
