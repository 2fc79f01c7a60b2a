"""Timelines: the JSON interface that a site's own scripts ask. As a distribution of others would bring it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from urllib.parse import urljoin

from pydantic import Field

from newsarchive.discovery.documents import Link, ListingReading
from newsarchive.discovery.sections.front_page import FrontPage
from newsarchive.listings.field_types import DeclaredTable, HttpURL
from newsarchive.listings.listing_kind import Listing, ListingKind, ListingRequest


class Timeline(DeclaredTable):
    """A timeline: posts of a JSON interface."""

    url: HttpURL
    """Address of the interface."""
    token: str = ""
    """What the site's scripts send as `X-Token`."""
    pages: Annotated[int, Field(ge=1, le=100)] = 1
    """Read at most so many pages."""


class TimelineKind(ListingKind[Timeline]):
    """Pages are asked for by POST; each has an address of its own in the archive."""

    name = "timeline"
    singular = "timeline"
    plural = "timelines"
    meaning = "A JSON interface of posts."
    field = "timelines"
    table = Timeline

    def listings(self, table: Timeline) -> Sequence[Listing]:
        return [Listing(url=table.url, kind=self.name, table=table, pages=table.pages)]

    def proposed(self, home: str, front: FrontPage) -> Sequence[Timeline]:
        return [Timeline(url=urljoin(home, "/api/timeline"), token="harbour", pages=5)]

    def request(self, listing: Listing) -> ListingRequest:
        assert isinstance(listing.table, Timeline)
        page = 1 + listing.table.pages - listing.pages
        headers = {"Content-Type": "application/json", "X-Token": listing.table.token}
        return ListingRequest(
            url=listing.url, method="POST", headers=headers, body=json.dumps({"page": page}).encode()
        )

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        answer = json.loads(body)
        links = tuple(Link(url=urljoin(url, post["path"]), title=post["title"]) for post in answer["posts"])
        return ListingReading(links=links, next=url if answer["more"] else None)

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        if not goes_on or reading.next is None or listing.pages <= 1:
            return ()
        assert isinstance(listing.table, Timeline)
        page = 2 + listing.table.pages - listing.pages
        return [replace(listing, url=f"{listing.table.url}?page={page}", pages=listing.pages - 1)]
