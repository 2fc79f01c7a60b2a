"""The part of the spider that asks for section and front pages."""

from __future__ import annotations

from collections.abc import Sequence

from newsarchive.discovery.reading import Reading
from newsarchive.discovery.sections import read_section
from newsarchive.sources import Source
from newsarchive.spiders.listings import Listing
from newsarchive.storage.interfaces import UrlKind


class SectionsPart:
    """Declared section pages; the declared pattern or the score chooses among their links."""

    kind: UrlKind = "section"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [Listing(url=page.url, kind=self.kind, article=page.article) for page in source.sections]

    def read(self, body: bytes, url: str, listing: Listing, content_type: str | None) -> Reading:
        return read_section(body, url, content_type, listing.article)
