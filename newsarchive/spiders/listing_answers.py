"""Interprets responses for listings: whether a 304 is enough, and what a poll brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from scrapy.http import Response

from newsarchive import clock
from newsarchive.discovery.documents import Link
from newsarchive.lifecycle import Outcome
from newsarchive.planning.polling import Poll
from newsarchive.storage.interfaces.crawl_store import Answer, FrontierUrl
from newsarchive.storage.interfaces.rechecks import ListingDue


def content_type_header(response: Response) -> str | None:
    """Return the Content-Type header as sent."""
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


# The result of a poll, for planning the next one.

# A 304 is trusted for a day: some servers keep the ETag although the list has changed
# (docs/explanation/polling.md#whole-listings).
_BELIEVED = timedelta(days=1)


def poll_of(answer: Answer, links: Iterable[Link], named: Iterable[FrontierUrl]) -> Poll:
    """Return the result of a poll: `links` are those listed, `named` the records of known ones."""
    dates = {link.url: link.published_at for link in links}
    return Poll(
        at=answer.at,
        entries=len(dates),
        new=[known_moment(dates.get(known.url)) for known in named if known.new],
        failed=answer.outcome not in {Outcome.FETCHED, Outcome.NOT_MODIFIED},
    )


def known_moment(text: str | None) -> datetime | None:
    """Return a timestamp with an offset, in UTC.

    None for a day, a time without an offset, or an invalid date.
    """
    try:
        moment = datetime.fromisoformat(text) if text else None
        return moment.astimezone(UTC) if moment is not None and moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def is_conditional(url: str, due: Mapping[str, ListingDue], read_by: str) -> bool:
    """Say whether the listing may be requested conditionally: a 304 then loses nothing.

    It may not if its last full response is more than a day old, or if another declaration than today's chose
    its links: those that it left out would stay unknown.
    """
    known = due.get(url)
    if known is None or known.last_full_at is None or known.read_by != read_by:
        return False
    return clock.now() - known.last_full_at < _BELIEVED
