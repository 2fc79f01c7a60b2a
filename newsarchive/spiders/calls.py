"""Which known articles a list calls for, by saying that they were changed since they were last looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from newsarchive.discovery.reading import Link
from newsarchive.storage.interfaces import KnownUrl


def called_for(links: Iterable[Link], named: Iterable[KnownUrl], now: datetime) -> list[str]:
    """Return the addresses of the known whose link says so (Atom's `updated`, a sitemap's `lastmod`).

    A bare day counts from its midnight in UTC. Clock times without an offset say too little, and moments to
    come are no news.
    """
    changed = {link.url: changed_at(link.changed_at) for link in links}
    return [
        known.url
        for known in named
        if known.last_fetched_at is not None
        and (moment := changed.get(known.url)) is not None
        and known.last_fetched_at < moment <= now
    ]


def changed_at(text: str | None) -> datetime | None:
    """Return the moment of a stamp, in UTC; None for what is none, or has no offset."""
    stamp = (text or "").strip()
    try:
        moment = datetime.fromisoformat(stamp)
        if moment.tzinfo is None and not _is_day(stamp):
            return None
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_day(stamp: str) -> bool:
    try:
        date.fromisoformat(stamp)
    except ValueError:
        return False
    return True
