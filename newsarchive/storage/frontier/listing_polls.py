"""What polls of listings brought, and when each listing is due next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from newsarchive.listings.kind_registry import kind_named
from newsarchive.planning.polling import (
    POLL_EARLY_AFTER,
    SHORTEST_POLL_INTERVAL,
    Poll,
    PolledListing,
    Rhythm,
    after,
)
from newsarchive.storage.interfaces.rechecks import ListingDue
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.url_identity import url_key
from newsarchive.storage.schema import feeds, urls


def due_of(connection: Connection, wanted: Sequence[str]) -> dict[str, ListingDue]:
    """Return when listings are due, by URL as given; listings never polled are absent."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for url in wanted:
        spellings[url_key(url)].append(url)
    found: dict[str, ListingDue] = {}
    for part in chunks(spellings):
        query = (
            select(urls.c.url_key, urls.c.url, urls.c.kind, feeds)
            .join(feeds, feeds.c.url_id == urls.c.id)
            .where(urls.c.url_key.in_(part))
        )
        for row in connection.execute(query):
            spelled = spellings[row.url_key]
            found |= dict.fromkeys(spelled, _due(connection, row, spelled))
    return found


def _due(connection: Connection, row: Row[Any], spelled: Sequence[str]) -> ListingDue:
    """An index is due with the first listing it names, since these are polled only through it."""
    moments = [row.next_poll_at]
    kind = kind_named(row.kind)
    if kind is not None and kind.is_index and not row.failures and row.last_polled_at is not None:
        moments += [child] if (child := _first_child(connection, row, spelled)) else []
    return ListingDue(
        next_poll_at=min(moments),
        piggyback_at=min(*moments, _piggyback_at(row)),
        last_full_at=row.last_full_at,
        read_by=row.read_by,
    )


def _first_child(connection: Connection, row: Row[Any], spelled: Sequence[str]) -> datetime | None:
    """Return when the first listing of an index is due; one due before the last poll is no longer named.

    Indexes of sitemaps do not nest (sitemaps.org, "Using Sitemap index files"), so children have no children.
    """
    first = (
        select(func.min(feeds.c.next_poll_at))
        .join(urls, urls.c.id == feeds.c.url_id)
        .where(feeds.c.source_id == row.source_id, feeds.c.next_poll_at > row.last_polled_at)
        .where(urls.c.found_in.in_({row.url, *spelled}), urls.c.kind == row.kind, feeds.c.failures == 0)
    )
    found: datetime | None = connection.scalar(first)
    return found


def write_poll(
    connection: Connection,
    url_id: int,
    source_id: int,
    poll: Poll,
    *,
    every: float | None,
    full: Mapping[str, Any],
) -> None:
    """Store what a poll brought; `full` has the columns to set if the whole list came, not a 304."""
    row = connection.execute(select(feeds).where(feeds.c.url_id == url_id)).one_or_none()
    listing = after(_listing(row), poll, every)
    values = _values(listing, poll, row) | dict(full)
    if row is None:
        connection.execute(insert(feeds), values | {"url_id": url_id, "source_id": source_id, "polls": 1})
    else:
        polls = {"polls": feeds.c.polls + 1, "source_id": source_id}
        connection.execute(update(feeds).where(feeds.c.id == row.id).values(values | polls))


def reschedule_poll(connection: Connection, url_id: int, source_id: int, until: datetime) -> None:
    """Postpone a listing that was not fetched because its host must not be asked before `until`."""
    postpone = update(feeds).where(feeds.c.url_id == url_id).values(next_poll_at=until)
    if not connection.execute(postpone).rowcount:
        unpolled = {"url_id": url_id, "source_id": source_id, "interval": SHORTEST_POLL_INTERVAL, "polls": 0}
        connection.execute(insert(feeds), unpolled | {"next_poll_at": until})


def _piggyback_at(row: Row[Any]) -> datetime:
    """Return when a crawl that runs anyway polls it: not early if it failed or its host asked to wait."""
    due: datetime = row.next_poll_at
    if row.failures or row.last_polled_at is None:
        return due
    early: datetime = row.last_polled_at + timedelta(seconds=POLL_EARLY_AFTER * row.interval)
    # The archive stores whole seconds.
    postponed = due > row.last_polled_at + timedelta(seconds=row.interval + 1)
    return due if postponed else early


def _listing(row: Row[Any] | None) -> PolledListing:
    if row is None:
        return PolledListing()
    return PolledListing(
        polled_at=row.last_polled_at,
        interval=row.interval,
        failures=row.failures,
        rhythm=Rhythm.read(row.rhythm),
    )


def _values(listing: PolledListing, poll: Poll, row: Row[Any] | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "interval": listing.interval,
        "next_poll_at": poll.at + timedelta(seconds=listing.interval),
        "last_polled_at": poll.at,
        "failures": listing.failures,
        "rhythm": listing.rhythm.written(),
    }
    if not poll.failed:
        values |= {"last_new": len(poll.new)}
        values |= {"last_entries": poll.entries} if poll.entries or row is None else {}
    return values | ({"last_new_at": poll.at} if poll.new else {})
