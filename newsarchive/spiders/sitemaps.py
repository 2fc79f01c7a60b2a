"""The part of the spider that asks for sitemaps, and for those an index names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from newsarchive.discovery.reading import Reading
from newsarchive.discovery.sitemaps import MOST_DEPTH, read_sitemap
from newsarchive.extensions.reading import Reader
from newsarchive.sources import Source
from newsarchive.spiders.listings import Listing
from newsarchive.storage.interfaces import UrlKind


class SitemapsPart:
    """Declared sitemaps; an index deeper than MOST_DEPTH names no more, and says so."""

    kind: UrlKind = "sitemap"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [Listing(url=sitemap.url, kind=self.kind) for sitemap in source.sitemaps]

    def reader(self, listing: Listing) -> Reader:
        return partial(read_sitemap, leads_on=listing.depth + 1 < MOST_DEPTH)

    def further(self, reading: Reading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """The newest first: a crawl cut short has the news."""
        del goes_on
        newest = sorted(reading.children, key=lambda child: child.changed_at or "", reverse=True)
        depth = listing.depth + 1
        return [
            Listing(url=child.url, kind=self.kind, depth=depth, changed_at=child.changed_at)
            for child in newest
        ]

    def resumed(self, source: Source, url: str, steps: int) -> Listing | None:
        """An index that was read before a kill may answer 304 now, and not name its children again."""
        del source
        return Listing(url=url, kind=self.kind, depth=max(1, steps))
