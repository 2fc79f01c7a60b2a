"""Code of a source, as it stands beside a declaration: a feed that is a JSON interface, asked by POST."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urljoin

from lxml import html

from newsarchive.discovery.documents import Link, ListingReading
from newsarchive.hints import PageToParse, ParsedFacts
from newsarchive.listings.listing_kind import Listing, ListingRequest
from newsarchive.sources.source_code import SourceCode


class Harbour(SourceCode):
    """The interface wants a POST with a header; a title is to begin with the name of the paper."""

    def request(self, listing: Listing, request: ListingRequest) -> ListingRequest:
        headers = {"Content-Type": "application/json", "X-Token": "harbour"}
        return replace(request, method="POST", headers=headers, body=json.dumps({"page": 1}).encode())

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        posts = json.loads(body)["posts"]
        return ListingReading(links=tuple(Link(url=urljoin(url, post["path"])) for post in posts))

    def parse(self, page: PageToParse) -> ParsedFacts | None:
        headline = html.fromstring(page.html).findtext(".//h1")
        return ParsedFacts(title=f"Harbour: {headline}") if headline else None
