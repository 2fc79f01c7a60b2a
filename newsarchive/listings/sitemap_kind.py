"""Sitemaps and sitemap indexes."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.discovery.documents import ListingReading
from newsarchive.listings.field_types import DeclaredTable, HttpURL
from newsarchive.listings.listing_kind import Listing, ListingKind


class Sitemap(DeclaredTable):
    """A sitemap: a news sitemap, a plain one, or an index of others; gzipped or not."""

    url: HttpURL
    """URL of the sitemap or sitemap index."""


class SitemapKind(ListingKind[Sitemap]):
    """Indexes below MOST_SITEMAP_DEPTH (discovery.feeds.sitemaps) are not followed; a note says so."""

    name = "sitemap"
    singular = "sitemap"
    plural = "sitemaps"
    meaning = "A sitemap or an index of sitemaps."
    field = "sitemaps"
    table = Sitemap
    rank = 20
    chooses = False
    is_index = True

    def listings(self, table: Sitemap) -> Sequence[Listing]:
        return [Listing(url=table.url, kind=self.name, table=table)]

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        from newsarchive.discovery.feeds.sitemaps import MOST_SITEMAP_DEPTH, read_sitemap  # noqa: PLC0415 - as feeds

        return read_sitemap(body, url, content_type, leads_on=listing.depth + 1 < MOST_SITEMAP_DEPTH)

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the sitemaps of an index, newest first, so that an interrupted crawl has read the news."""
        del goes_on
        newest = sorted(reading.children, key=lambda child: child.changed_at or "", reverse=True)
        depth = listing.depth + 1
        return [
            Listing(url=child.url, kind=self.name, depth=depth, changed_at=child.changed_at)
            for child in newest
        ]

    def resumed(self, tables: Sequence[Sitemap], url: str, steps: int) -> Listing | None:
        """Return the sitemap: its index may answer 304 to this crawl, and would not name it again."""
        del tables
        return Listing(url=url, kind=self.name, depth=max(1, steps))
