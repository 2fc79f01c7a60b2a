"""Interprets responses of listings: whether a 304 is enough, and what a poll brought."""

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
    """Return the header as sent."""
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


# What a poll of a listing brought, as the planner wants to hear it.

# A 304 is believed for a day: some servers keep an ETag while the list goes on
# (docs/explanation/polling.md#whole-listings).
_BELIEVED = timedelta(days=1)


def poll_of(answer: Answer, links: Iterable[Link], named: Iterable[FrontierUrl]) -> Poll:
    """Return the poll behind an answer: `links` it listed, `named` what the archive knew of them."""
    dates = {link.url: link.published_at for link in links}
    return Poll(
        at=answer.at,
        entries=len(dates),
        new=[known_moment(dates.get(known.url)) for known in named if known.new],
        failed=answer.outcome not in {Outcome.FETCHED, Outcome.NOT_MODIFIED},
    )


def known_moment(text: str | None) -> datetime | None:
    """Return a moment whose offset is known, in UTC; None for days, clock times and what is no date."""
    try:
        moment = datetime.fromisoformat(text) if text else None
        return moment.astimezone(UTC) if moment is not None and moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def is_conditional(url: str, due: Mapping[str, ListingDue], read_by: str) -> bool:
    """Say whether a 304 will do: that the list is as it was, and all it named was looked at.

    It will not where the whole list was last seen over a day ago, nor where its links were chosen by another
    declaration than today's: what that one left out would stay unknown.
    """
    known = due.get(url)
    if known is None or known.last_full_at is None or known.read_by != read_by:
        return False
    return clock.now() - known.last_full_at < _BELIEVED
