"""Rows of listings: what a poll brought, and when the next one is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from newsarchive.planning.polling import RIDES, SHORTEST, Listing, Poll, after
from newsarchive.planning.rhythm import Rhythm
from newsarchive.storage.addresses import url_key
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import feeds, urls
from newsarchive.storage.visiting.values import ListingDue


def due_of(connection: Connection, addresses: Sequence[str]) -> dict[str, ListingDue]:
    """Return when listings are due, by address as given; those never polled are absent."""
    keys = {url_key(url): url for url in addresses}
    found: dict[str, ListingDue] = {}
    for part in chunks(keys):
        query = (
            select(urls.c.url_key, feeds)
            .join(feeds, feeds.c.url_id == urls.c.id)
            .where(urls.c.url_key.in_(part))
        )
        for row in connection.execute(query):
            found[keys[row.url_key]] = ListingDue(
                next_poll_at=row.next_poll_at, rides_at=_rides_at(row), last_full_at=row.last_full_at
            )
    return found


def write_poll(
    connection: Connection, url_id: int, source_id: int, poll: Poll, *, every: float | None, full: bool
) -> None:
    """Write what a poll brought; `full` says that the whole list came, and no 304."""
    row = connection.execute(select(feeds).where(feeds.c.url_id == url_id)).one_or_none()
    listing = after(_listing(row), poll, every)
    values = _values(listing, poll, row) | ({"last_full_at": poll.at} if full else {})
    if row is None:
        connection.execute(insert(feeds), values | {"url_id": url_id, "source_id": source_id, "polls": 1})
    else:
        polls = {"polls": feeds.c.polls + 1, "source_id": source_id}
        connection.execute(update(feeds).where(feeds.c.id == row.id).values(values | polls))


def put_off(connection: Connection, url_id: int, source_id: int, until: datetime) -> None:
    """Let a listing wait that was not asked, since its host did not want to be asked now."""
    waits = update(feeds).where(feeds.c.url_id == url_id).values(next_poll_at=until)
    if not connection.execute(waits).rowcount:
        never = {"url_id": url_id, "source_id": source_id, "interval": SHORTEST, "polls": 0}
        connection.execute(insert(feeds), never | {"next_poll_at": until})


def _rides_at(row: Row[Any]) -> datetime:
    """A listing that failed, or whose host wants to be left alone, is not asked early."""
    due: datetime = row.next_poll_at
    if row.failures or row.last_polled_at is None:
        return due
    early: datetime = row.last_polled_at + timedelta(seconds=RIDES * row.interval)
    put_off = due > row.last_polled_at + timedelta(seconds=row.interval)
    return due if put_off else early


def _listing(row: Row[Any] | None) -> Listing:
    if row is None:
        return Listing()
    return Listing(
        polled_at=row.last_polled_at,
        interval=row.interval,
        failures=row.failures,
        rhythm=Rhythm.read(row.rhythm),
    )


def _values(listing: Listing, poll: Poll, row: Row[Any] | None) -> dict[str, Any]:
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
