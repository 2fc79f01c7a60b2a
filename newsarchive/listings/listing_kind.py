"""The interface of a kind of listing: its table, requests, reader and labels.

A kind is a class of its own package's choosing, named by an entry point of the group
`newsarchive.listing_kinds`; how to write one: docs/how-to/add-a-kind-of-listing.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar

from newsarchive.discovery.documents import ListingReading
from newsarchive.lifecycle import FetchFailure
from newsarchive.listings.field_types import DeclaredTable

if TYPE_CHECKING:
    from newsarchive.discovery.front_page import FrontPage

_T = TypeVar("_T", bound=DeclaredTable)
_NO_LINKS = ListingReading()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One document that names articles: of the kind named `kind`, declared by `table` or led to from there.

    `found_in` is the URL of the document that names it, None for declared ones. `changed_at` is when that
    one says that it changed last. `depth`: how many levels below the declared one; `pages`: how many pages of
    it are read, this one counted.
    """

    url: str
    kind: str
    table: DeclaredTable | None = None
    depth: int = 0
    pages: int = 1
    found_in: str | None = None
    changed_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRequest:
    """How a listing is asked for; its answer is kept under the URL of the listing."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class ListingKind(Generic[_T]):
    """A kind of listing. Methods are pure but for `links` and `mistakes`, which may read declared files.

    `name` stands in the archive (`urls.kind`) and in counters. `table` is the schema of `[[field]]`, or of
    `[field]` where it is not `repeated`. Of several kinds the one with the smaller `rank` is asked first.
    `is_requested`: there are documents to ask for, and not only links that the table names. `is_page`: they
    are pages for readers, which a browser may show. `chooses`: fields of the table decide which links are
    taken, so that another table makes another choice. `is_index`: the listings of its kind that it leads to
    are polled only through it, so that it is due with the first of them.
    """

    name: ClassVar[str]
    singular: ClassVar[str]
    plural: ClassVar[str]
    meaning: ClassVar[str]
    field: ClassVar[str]
    table: ClassVar[type[DeclaredTable]]
    repeated: ClassVar[bool] = True
    rank: ClassVar[int] = 100
    is_requested: ClassVar[bool] = True
    is_page: ClassVar[bool] = False
    chooses: ClassVar[bool] = True
    is_index: ClassVar[bool] = False

    def listings(self, table: _T) -> Sequence[Listing]:
        """Return the listings that a table declares."""
        del table
        return ()

    def proposed(self, home: str, front: FrontPage) -> Sequence[_T]:
        """Return the tables that `newsarchive sources new` tries on a site, the likeliest first.

        `home` is the URL of its front page, `front` is what that page tells. Tables whose listings name
        articles that no feed or sitemap names are proposed.
        """
        del home, front
        return ()

    def request(self, listing: Listing) -> ListingRequest:
        """Return how a listing is asked for."""
        return ListingRequest(url=listing.url)

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        """Return what a document names; runs in a worker process.

        `url` is the URL that answered. What it raises is the problem `reader_failed`.
        """
        raise NotImplementedError(f"{type(self).__name__} reads no documents")

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the listings it leads to; `goes_on` says whether a next page is worth reading."""
        del reading, listing, goes_on
        return ()

    def resumed(self, tables: Sequence[_T], url: str, steps: int) -> Listing | None:
        """Return the listing that an earlier crawl found and did not come to read, None to leave it.

        `steps` led to it from a declared one, as the archive remembers.
        """
        del tables, url, steps
        return None

    def rule_behind(self, listing: Listing) -> str | None:
        """Return which field of the table left links of the listing out (`off_pattern`), for people."""
        del listing
        return None

    def links(self, table: _T, folder: Path) -> ListingReading:
        """Return the articles that a table names itself; files are relative to `folder`."""
        del table, folder
        return _NO_LINKS

    def urls(self, table: _T) -> Sequence[str]:
        """Return the URLs that are written in a table."""
        return [listing.url for listing in self.listings(table)]

    def files(self, table: _T) -> Sequence[str]:
        """Return the files that a table names, relative to the declaration."""
        del table
        return ()

    def places(self, table: _T) -> int:
        """Return how many places to find articles in a table declares."""
        return len(self.urls(table)) + len(self.files(table))


def read_listing(
    kind: ListingKind[_T], listing: Listing, body: bytes, url: str, content_type: str | None
) -> ListingReading:
    """Return what a document names; an error of the kind's reader is a problem of the reading."""
    try:
        return kind.read(listing, body, url, content_type)
    except Exception as error:  # whatever it raises: other listings go on, and this one says why it does not
        return failed_reading(error)


def failed_reading(error: Exception) -> ListingReading:
    """Return the reading of a document whose reader raised an error."""
    said = f"{type(error).__name__}: {error}"
    return ListingReading(problems=(FetchFailure.READER_FAILED,), error=said[:500])
