"""Feeds: RSS, Atom and JSON."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.discovery.documents import ListingReading
from newsarchive.listings.field_types import DeclaredTable, HttpURL
from newsarchive.listings.listing_kind import Listing, ListingKind


class Feed(DeclaredTable):
    """An RSS, Atom or JSON feed."""

    url: HttpURL
    """URL of the feed."""


class FeedKind(ListingKind[Feed]):
    """A feed is read the same way whoever named it, and leads to no other listing."""

    name = "feed"
    singular = "feed"
    plural = "feeds"
    meaning = "An RSS, Atom or JSON feed."
    field = "feeds"
    table = Feed
    rank = 10
    chooses = False

    def listings(self, table: Feed) -> Sequence[Listing]:
        return [Listing(url=table.url, kind=self.name, table=table)]

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        from newsarchive.discovery.feeds.feed_links import read_feed  # noqa: PLC0415 - slow, and checks read none

        del listing
        return read_feed(body, url, content_type)
