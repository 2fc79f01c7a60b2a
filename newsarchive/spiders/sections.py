"""The part of the spider that asks for section and front pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from newsarchive.discovery.reading import Reading
from newsarchive.discovery.sections import read_section
from newsarchive.discovery.urls import canonical_key, same_site
from newsarchive.extensions.reading import Reader
from newsarchive.sources import Section, Source
from newsarchive.spiders.listings import Listing
from newsarchive.storage.interfaces import UrlKind


class SectionsPart:
    """Declared section pages; the declared pattern or the score chooses among their links."""

    kind: UrlKind = "section"

    def listings(self, source: Source) -> Sequence[Listing]:
        return [self._listing(section, section.url) for section in source.sections]

    def reader(self, listing: Listing) -> Reader:
        return partial(read_section, article=listing.article, below=listing.below > 0)

    def further(self, reading: Reading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
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
