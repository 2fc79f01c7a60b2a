"""From when the age of an article counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# A page that gives only a day, or a clock time without offset, is up to a day and a half out.
DOUBTFUL = timedelta(days=2)


def born(first_seen: datetime, published: datetime | None) -> datetime:
    """Return the moment an article's age counts from: first seen, or published where that was long before.

    `published` is as `revisions` has it, which may be a clock time without its offset, or a day's midnight.
    """
    if published is None:
        return first_seen
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return published if published < first_seen - DOUBTFUL else first_seen


def last_of(first_seen: datetime, published: datetime | None, now: datetime) -> datetime:
    """Return from when the window of rechecks counts: stored or published, whichever came later."""
    if published is None:
        return first_seen
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return max(first_seen, min(published, now))
