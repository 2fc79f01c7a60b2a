"""The longest time a source brought nothing new while somebody asked it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, cast, func, select

from newsarchive.storage.schema import articles, crawls
from newsarchive.storage.types import UtcDateTime

SECONDS_OF_A_DAY = 86_400
# Candidates looked at: the longest silences may be times when it was us who did not ask.
LOOKED_AT = 20


def longest_silence(
    connection: Connection, source: int, since: datetime, until: datetime
) -> timedelta | None:
    """Return the longest time between two new articles in which a crawl was finished; None without any."""
    seen = articles.c.first_seen_at
    before = func.lag(seen, type_=UtcDateTime).over(order_by=seen)
    pairs = (
        select(before.label("start"), seen.label("end"))
        .where(articles.c.source_id == source, seen > since, seen <= until)
        .subquery()
    )
    length = _seconds(connection, pairs.c.start, pairs.c.end)
    query = (
        select(pairs.c.start, pairs.c.end)
        .where(pairs.c.start.is_not(None))
        .order_by(length.desc())
        .limit(LOOKED_AT)
    )
    for start, end in connection.execute(query):
        if _asked(connection, source, start, end):
            return timedelta(seconds=(end - start).total_seconds())
    return None


def _asked(connection: Connection, source: int, start: datetime, end: datetime) -> bool:
    inside = select(crawls.c.id).where(
        crawls.c.source_id == source,
        crawls.c.kind == "crawl",
        crawls.c.reason == "finished",
        crawls.c.started_at > start,
        crawls.c.ended_at < end,
    )
    return connection.scalar(inside.limit(1)) is not None


def _seconds(
    connection: Connection, start: ColumnElement[Any], end: ColumnElement[Any]
) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        return func.extract("epoch", end - start)
    return cast(func.julianday(end) - func.julianday(start), Float) * SECONDS_OF_A_DAY
