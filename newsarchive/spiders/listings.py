"""Listing documents (feeds, sitemaps, sections, URL lists): a class of `ListingPart`'s methods each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Protocol

from scrapy.http import Response

from newsarchive import clock
from newsarchive.discovery.documents import Link, ListingReading, read_addresses
from newsarchive.discovery.feeds import read_feed
from newsarchive.discovery.sections import read_section
from newsarchive.discovery.sitemaps import MOST_DEPTH, read_sitemap
from newsarchive.discovery.urls import canonical_key, same_site
from newsarchive.errors import SourceError
from newsarchive.extensions.document_reading import Reader
from newsarchive.lifecycle import Outcome
from newsarchive.planning.polling import Poll
from newsarchive.sources import Section, Source
from newsarchive.storage.interfaces.crawl_store import Answer, KnownUrl, UrlKind
from newsarchive.storage.interfaces.rechecks import ListingDue

# Documents that name articles: one part of the spider for each kind, all with the same two doors.


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

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the listings it leads to; `goes_on` says whether a next page is worth reading."""

    def resumed(self, source: Source, url: str, steps: int) -> Listing | None:
        """Return the listing that an earlier crawl found and did not come to read, None to leave it.

        `steps` led to it from a declared one, as the archive remembers.
        """


def content_type_header(response: Response) -> str | None:
    """Return the header as sent."""
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


# The part of the spider that asks for RSS and Atom feeds.


class FeedsPart:
    """Declared feeds, read as they come."""

    kind: UrlKind = "feed"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [Listing(url=feed.url, kind=self.kind) for feed in source.feeds]

    def reader(self, listing: Listing) -> Reader:
        del listing  # a feed is read alike wherever it was named
        return read_feed

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        del reading, listing, goes_on
        return ()

    def resumed(self, source: Source, url: str, steps: int) -> Listing | None:
        """Feeds are declared, and asked for anyway."""
        del source, url, steps
        return None


# The part of the spider that asks for section and front pages.


class SectionsPart:
    """Declared section pages; the declared pattern or the score chooses among their links."""

    kind: UrlKind = "section"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [self._listing(section, section.url) for section in source.sections]

    def reader(self, listing: Listing) -> Reader:
        return partial(read_section, article=listing.article, below=listing.below > 0)

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """The next page, where this one makes it worth reading; sections of its own, a level less deep."""
        found: list[Listing] = []
        if goes_on and reading.next and listing.pages > 1:
            found.append(replace(listing, url=reading.next, pages=listing.pages - 1))
        return found + [replace(listing, url=url, below=listing.below - 1) for url in reading.sections]

    def resumed(self, source: Source, url: str, steps: int) -> Listing | None:
        """A later page or lower section: read by the declared section whose address it shares most of."""
        if any(canonical_key(section.url) == canonical_key(url) for section in source.sections):
            return None  # declared, and asked for anyway
        likely = max(source.sections, key=lambda section: _shared(section.url, url), default=None)
        if likely is None or not same_site(likely.url, url):
            return None
        return replace(self._listing(likely, url), pages=max(1, likely.pages - steps), below=0)

    def _listing(self, section: Section, url: str) -> Listing:
        return Listing(
            url=url, kind=self.kind, article=section.article, pages=section.pages, below=section.depth
        )


def _shared(one: str, other: str) -> int:
    """How many characters two addresses begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


# The part of the spider that asks for sitemaps, and for those an index names.


class SitemapsPart:
    """Declared sitemaps; an index deeper than MOST_DEPTH names no more, and says so."""

    kind: UrlKind = "sitemap"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [Listing(url=sitemap.url, kind=self.kind) for sitemap in source.sitemaps]

    def reader(self, listing: Listing) -> Reader:
        return partial(read_sitemap, leads_on=listing.depth + 1 < MOST_DEPTH)

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
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


# The part of the spider that takes addresses from a source's own list.


def listed_addresses(source: Source, folder: Path) -> ListingReading:
    """Return the addresses a source lists, those of its file (relative to `folder`) last.

    SourceError when the file cannot be read; lines that are no addresses are problems of the reading.
    """
    links = tuple(Link(url=url) for url in source.addresses.urls)
    if source.addresses.file is None:
        return ListingReading(links=links)
    path = folder / source.addresses.file
    try:
        listed = read_addresses(path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise SourceError(
            f"{path}: the file of URLs (addresses.file) cannot be read ({error.strerror})"
        ) from error
    return ListingReading(links=links + listed.links, problems=listed.problems)


# What a poll of a listing brought, as the planner wants to hear it.

# A 304 is believed for a day: some servers keep an ETag while the list goes on
# (docs/explanation/polling.md#whole-listings).
BELIEVED = timedelta(days=1)


def poll_of(answer: Answer, links: Iterable[Link], named: Iterable[KnownUrl]) -> Poll:
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
    return clock.now() - known.last_full_at < BELIEVED
