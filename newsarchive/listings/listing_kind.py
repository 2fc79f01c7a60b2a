"""The interface of a kind of listing: its table in declarations, its requests, its reader and its labels.

A kind is a class, in this or another distribution, that an entry point of the group
`newsarchive.listing_kinds` names. How to write one: docs/how-to/add-a-kind-of-listing.md.
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
    from newsarchive.discovery.sections.front_page import FrontPage

_T = TypeVar("_T", bound=DeclaredTable)
_NO_LINKS = ListingReading()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A document that names articles. It is declared by `table`, or a declared listing led to it.

    `kind` is the name of its kind. `found_in` is the URL of the document that named it (None: it is
    declared), `changed_at` when that document says that it last changed. `depth` is the number of levels
    below the declared listing, `pages` how many pages of the listing are read, including this one.
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
    """The request for a listing; the response is stored under the URL of the listing.

    `rendered`: the browser makes it, and leafs through the page. `tokens` are the places of what goes into
    the holes of body and headers (`{token:name}`), by name: they are read out of `token_page` before.
    """

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    rendered: bool = False
    tokens: Mapping[str, str] = field(default_factory=dict)
    token_page: str | None = None


class ListingKind(Generic[_T]):
    """A kind of listing. All methods are pure, except that `links` may read the files that a table names.

    `name` is stored in the archive (`urls.kind`) and used in counters. `table` is the schema of `[[field]]`,
    or of `[field]` if it is not `repeated`. Kinds with a smaller `rank` are fetched first. `is_requested`:
    there are documents to fetch; otherwise the table itself names the links. `is_page`: its documents are
    pages for readers, which a browser may render. `chooses`: fields of the table decide which links are
    taken, so that a changed table changes the choice. `is_index`: listings of its kind that it leads to are
    polled only through it, so that it is due as soon as one of them is.
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
        """Return the request for a listing."""
        return ListingRequest(url=listing.url)

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        """Return the links of a document.

        Large documents are read in a worker process, within its limits of time and memory, small ones in the
        crawl's own, for at most eight seconds.

        `url` is the URL of the response. If the method raises an error, the reading has the problem
        `reader_failed`.
        """
        raise NotImplementedError(f"{type(self).__name__} reads no documents")

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the listings that a listing leads to; `goes_on`: its next page is worth reading."""
        del reading, listing, goes_on
        return ()

    def resumed(self, tables: Sequence[_T], url: str, steps: int) -> Listing | None:
        """Return the listing at a URL that an earlier crawl found but did not read; None to leave it.

        `steps` is the number of documents that led to it from a declared listing, as stored in the archive.
        """
        del tables, url, steps
        return None

    def rule_behind(self, listing: Listing) -> str | None:
        """Return a text that says which field of the table excluded links of the listing (`off_pattern`)."""
        del listing
        return None

    def links(self, table: _T, folder: Path) -> ListingReading:
        """Return the articles that a table names itself; its files are relative to `folder`."""
        del table, folder
        return _NO_LINKS

    def urls(self, table: _T) -> Sequence[str]:
        """Return the URLs in a table."""
        return [listing.url for listing in self.listings(table)]

    def files(self, table: _T) -> Sequence[str]:
        """Return the files that a table names, relative to the declaration."""
        del table
        return ()

    def places(self, table: _T) -> int:
        """Return how many URLs and files of a table name articles."""
        return len(self.urls(table)) + len(self.files(table))


def read_listing(
    kind: ListingKind[_T], listing: Listing, body: bytes, url: str, content_type: str | None
) -> ListingReading:
    """Return the links of a document; an error of the kind's reader becomes a problem of the reading."""
    try:
        return kind.read(listing, body, url, content_type)
    except Exception as error:  # whatever it raises, only this listing fails, and the answer says why
        return failed_reading(error)


def failed_reading(error: Exception) -> ListingReading:
    """Return the reading for a document whose reader raised an error."""
    said = f"{type(error).__name__}: {error}"
    return ListingReading(problems=(FetchFailure.READER_FAILED,), error=said[:500])
