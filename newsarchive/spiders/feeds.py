"""The part of the spider that asks for RSS and Atom feeds."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.discovery.feeds import read_feed
from newsarchive.discovery.reading import Reading
from newsarchive.extensions.reading import Reader
from newsarchive.sources import Source
from newsarchive.spiders.listings import Listing
from newsarchive.storage.interfaces import UrlKind


class FeedsPart:
    """Declared feeds, read as they come."""

    kind: UrlKind = "feed"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [Listing(url=feed.url, kind=self.kind) for feed in source.feeds]

    def reader(self, listing: Listing) -> Reader:
        del listing  # a feed is read alike wherever it was named
        return read_feed

    def further(self, reading: Reading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        del reading, listing, goes_on
        return ()

    def resumed(self, source: Source, url: str, steps: int) -> Listing | None:
        """Feeds are declared, and asked for anyway."""
        del source, url, steps
        return None
