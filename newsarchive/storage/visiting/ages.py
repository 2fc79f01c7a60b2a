"""From when the age of an article counts, and whether it was edited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.sql.roles import ExpressionElementRole

from newsarchive.storage.schema import articles, revisions

# A page that gives only a day, or a clock time without offset, is up to a day and a half out.
DOUBTFUL = timedelta(days=2)


@cache
def edited_at(before: ExpressionElementRole[datetime] | None = None) -> ScalarSelect[datetime]:
    """Return when the publisher last edited (`before` a moment) what the row of `articles` stands for."""
    edits = select(func.max(revisions.c.recorded_at)).where(
        revisions.c.article_id == articles.c.id, revisions.c.number > 1, revisions.c.cause == "publisher"
    )
    if before is not None:
        edits = edits.where(revisions.c.recorded_at < before)
    return edits.correlate_except(revisions).scalar_subquery()


def born(first_seen: datetime, published: datetime | None, edited: datetime | None = None) -> datetime:
    """Return the moment an article's age counts from: first seen, or published where that was long before.

    Of one that was edited it counts from then. `published` is as `revisions` has it, which may be a clock
    time without its offset, or a day's midnight.
    """
    if edited is not None:
        return edited
    if published is None:
        return first_seen
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return published if published < first_seen - DOUBTFUL else first_seen


def last_of(
    first_seen: datetime, published: datetime | None, edited: datetime | None, now: datetime
) -> datetime:
    """Return from when the window of rechecks counts: stored, published or edited, whichever came last."""
    last = max(first_seen, edited) if edited is not None else first_seen
    if published is None:
        return last
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return max(last, min(published, now))
