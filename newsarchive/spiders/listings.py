"""Documents that name articles: one part of the spider for each kind, all with the same two doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from scrapy.http import Response

from newsarchive.discovery.reading import Reading
from newsarchive.extensions.reading import Reader
from newsarchive.sources import Source
from newsarchive.storage.interfaces import UrlKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One such document: `depth` counts sitemaps within sitemaps, `article` is a section's pattern.

    `found_in` is the address of the index that names it, None for declared ones.
    `changed_at` is when an index says that a sitemap changed last.
    `pages`: how many pages of a section are read, this one counted; `below`: how many levels of its sections.
    """

    url: str
    kind: UrlKind
    depth: int = 0
    article: str | None = None
    found_in: str | None = None
    changed_at: str | None = None
    pages: int = 1
    below: int = 0


class ListingPart(Protocol):
    """Knows which listings a source declares, and how to read one."""

    kind: UrlKind

    def listings(self, source: Source) -> Sequence[Listing]:
        """Return the declared listings of this kind."""

    def reader(self, listing: Listing) -> Reader:
        """Return what reads the document: total, and fit to be sent to a worker process."""

    def further(self, reading: Reading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the listings it leads to; `goes_on` says whether a next page is worth reading."""

    def resumed(self, source: Source, url: str, steps: int) -> Listing | None:
        """Return the listing that an earlier crawl found and did not come to read, None to leave it.

        `steps` led to it from a declared one, as the archive remembers.
        """


def content_type_of(response: Response) -> str | None:
    """Return the header as sent."""
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None
