"""Section and front pages. A declared pattern, or else a score, chooses the articles among their links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Annotated

from pydantic import AfterValidator, Field

from newsarchive.discovery.documents import ListingReading
from newsarchive.discovery.lists.list_paging import filled_address, hole_in, value_in_address
from newsarchive.discovery.urls.canonical_urls import canonical_key, is_http_url, same_site
from newsarchive.listings.field_types import DeclaredTable, HttpURL, Regex
from newsarchive.listings.listing_kind import Listing, ListingKind, ListingRequest


def _further_page(value: str) -> str:
    if hole_in(value) != "{page}" or not is_http_url(filled_address(value, "2")):
        raise ValueError("allowed: a URL with {page}")
    return value


FurtherPage = Annotated[str, AfterValidator(_further_page)]
_USUAL_SECOND = 2


class Section(DeclaredTable):
    """A section page: a page of links to articles."""

    url: HttpURL
    """URL of the section page."""
    article: Regex | None = None
    """Regular expression for the URLs of articles, searched in the absolute URL. Without it a score
    decides which links are articles."""
    pages: Annotated[int, Field(ge=1, le=1_000)] = 1
    """Read at most so many pages of the list (rel=next, 下一页, numbers). Reading stops at the first page
    that names nothing new."""
    next: FurtherPage | None = None
    """URL of the further pages, with `{page}` for their number, where no page links to the next."""
    second: Annotated[int, Field(ge=0, le=1_000)] | None = None
    """What `{page}` is on the second page; without a value 2."""
    depth: Annotated[int, Field(ge=0, le=5)] = 0
    """Follow links to other sections of the site so many levels deep."""
    render: bool = False
    """Open the page in a browser, scroll it, and press what means more, or the day before, as long as that
    brings links. Articles are still fetched without one."""


class SectionKind(ListingKind[Section]):
    """A section leads to its further pages, and to the sections below it."""

    name = "section"
    singular = "section"
    plural = "sections"
    meaning = "A page of links to articles."
    field = "sections"
    table = Section
    rank = 30
    is_page = True

    def listings(self, table: Section) -> Sequence[Listing]:
        return [Listing(url=table.url, kind=self.name, table=table, pages=table.pages)]

    def request(self, listing: Listing) -> ListingRequest:
        return ListingRequest(url=listing.url, rendered=_section(listing).render)

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        from newsarchive.discovery.sections.section_links import read_section  # noqa: PLC0415 - as feeds

        section = _section(listing)
        below = listing.depth < section.depth
        reading = read_section(body, url, content_type, article=section.article, below=below)
        return reading if section.next is None else replace(reading, next=_page_after(section, listing.url))

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the next page if it is worth reading, and the sections that this one links to."""
        found: list[Listing] = []
        if goes_on and reading.next and listing.pages > 1:
            found.append(replace(listing, url=reading.next, pages=listing.pages - 1))
        return found + [replace(listing, url=url, depth=listing.depth + 1) for url in reading.sections]

    def resumed(self, tables: Sequence[Section], url: str, steps: int) -> Listing | None:
        """Return a further page or lower section, with the table of the declared section most like it."""
        if any(canonical_key(section.url) == canonical_key(url) for section in tables):
            return None  # declared, so that it is fetched anyway
        likely = max(tables, key=lambda section: _shared(section.url, url), default=None)
        if likely is None or not same_site(likely.url, url):
            return None
        pages = max(1, likely.pages - steps)
        return Listing(url=url, kind=self.name, table=likely, pages=pages, depth=likely.depth)

    def rule_behind(self, listing: Listing) -> str | None:
        return f"[[sections]] article of {listing.url} does not fit: {_section(listing).article!r}"


def _section(listing: Listing) -> Section:
    return listing.table if isinstance(listing.table, Section) else Section(url=listing.url)


def _page_after(section: Section, url: str) -> str:
    """Return the page after the one at a URL, as the section declares it."""
    template = section.next or ""
    current = value_in_address(template, url)
    is_number = current is not None and current.isascii() and current.isdigit() and len(current) < 10
    second = _USUAL_SECOND if section.second is None else section.second
    return filled_address(template, str(int(current) + 1 if current and is_number else second))


def _shared(one: str, other: str) -> int:
    """Return the length of the beginning that two URLs share."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
