"""Article URLs that a declaration lists itself, so that there is no document to fetch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newsarchive.discovery.documents import Link, ListingReading, read_url_list
from newsarchive.errors import SourceError
from newsarchive.listings.field_types import DeclaredTable, HttpURL
from newsarchive.listings.listing_kind import ListingKind


class Addresses(DeclaredTable):
    """URLs of articles, listed one by one."""

    urls: tuple[HttpURL, ...] = ()
    """URLs, written here."""
    file: str | None = None
    """A file with one URL a line; its path is relative to the declaration."""


class AddressKind(ListingKind[Addresses]):
    """Needs no request: the links are known when a crawl begins."""

    name = "address"
    singular = "URL"
    plural = "URLs"
    meaning = "A URL that the declaration names."
    field = "addresses"
    table = Addresses
    repeated = False
    rank = 40
    is_requested = False
    chooses = False

    def links(self, table: Addresses, folder: Path) -> ListingReading:
        """Return the URLs that a source lists, those of its file last.

        Raises SourceError if the file cannot be read. Lines that are not URLs become problems of the reading.
        """
        links = tuple(Link(url=url) for url in table.urls)
        if table.file is None:
            return ListingReading(links=links)
        path = folder / table.file
        try:
            listed = read_url_list(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as error:
            raise SourceError(
                f"{path}: the file of URLs (addresses.file) cannot be read ({error.strerror})"
            ) from error
        return ListingReading(links=links + listed.links, problems=listed.problems)

    def urls(self, table: Addresses) -> Sequence[str]:
        return table.urls

    def files(self, table: Addresses) -> Sequence[str]:
        return () if table.file is None else (table.file,)
