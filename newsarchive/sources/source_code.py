"""The code of a source: classes in a file beside its declaration, where fields and selectors are not enough.

`NAME.py` stands beside `NAME.toml`, `source.py` beside `NAME/source.toml`.

It runs where selectors do, in the worker processes. What it raises is counted: a page is then read as without
it, and a listing fails.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from newsarchive.discovery.documents import ListingReading
from newsarchive.errors import SourceError
from newsarchive.hints import PageToParse, ParsedFacts
from newsarchive.listings.listing_kind import (
    Listing,
    ListingKind,
    ListingRequest,
    failed_reading,
    read_listing,
)
from newsarchive.logs.formats import spelled_name

_LARGEST_CODE = 200_000  # characters; it goes to the workers with each page


class SourceCode:
    """Code of one source; of several classes a page is read by the one that held when it was fetched.

    `until` is the last day (of UTC) of a class of the past; one class has none, and holds now.
    """

    until: ClassVar[date | None] = None

    def parse(self, page: PageToParse) -> ParsedFacts | None:
        """Return what it finds on the page of an article; None leaves the page to selectors and markup."""
        del page
        return None

    def request(self, listing: Listing, request: ListingRequest) -> ListingRequest:
        """Return how a listing is asked for; `request` is how its kind would ask."""
        del listing
        return request

    def read(
        self, listing: Listing, body: bytes, url: str, content_type: str | None
    ) -> ListingReading | None:
        """Return what a listing names; None leaves it to its kind. `url` is the URL that answered."""
        del listing, body, url, content_type
        return None


@dataclass(frozen=True, slots=True)
class CodeFile:
    """The text of a source's code, which any process can run; a PageParser for the stages."""

    name: str
    text: str

    def parse(self, page: PageToParse) -> ParsedFacts | str | None:
        """Return the facts, the name of the error that the code raised, or None where it has no say."""
        try:
            code = self.held_on(page.fetched_at)
            found = code.parse(page) if code is not None else None
            return _checked(found)
        except Exception as error:  # whatever it raises: the page is read without it, and the error counted
            return type(error).__name__

    def request(self, listing: Listing, request: ListingRequest) -> ListingRequest:
        """Return how a listing is asked for; raises what the code raises."""
        code = self.held_on(None)
        return code.request(listing, request) if code is not None else request

    def read(
        self, listing: Listing, body: bytes, url: str, content_type: str | None
    ) -> ListingReading | None:
        """Return what a listing names, None where the code has no say; its error is a problem."""
        try:
            code = self.held_on(None)
            found: Any = code.read(listing, body, url, content_type) if code is not None else None
        except Exception as error:  # as above; but a listing that its code cannot read is not read otherwise
            return failed_reading(error)
        if found is not None and not isinstance(found, ListingReading):
            return failed_reading(TypeError(f"read returned {type(found).__name__}, not a ListingReading"))
        reading: ListingReading | None = found
        return reading

    def held_on(self, at: datetime | None) -> SourceCode | None:
        """Return the class that held at a moment (None: now), None where none did."""
        versions = _versions(self.name, self.text)
        if at is not None:
            for code in versions:
                if code.until is not None and at.date() <= code.until:
                    return code
        return next((code for code in versions if code.until is None), None)

    def versions(self) -> tuple[SourceCode, ...]:
        """Return the classes, those of the past first; raises what the code raises when it is imported."""
        return _versions(self.name, self.text)


def load_code(declaration: Path, name: str) -> CodeFile | None:
    """Return the code beside the declaration of the source `name`, None where there is none.

    SourceError has a line a mistake.
    """
    path = declaration.with_suffix(".py")
    shown = spelled_name(path)
    if not path.is_file():
        return None
    try:
        code = CodeFile(name, path.read_text(encoding="utf-8"))
        versions = code.versions() if len(code.text) <= _LARGEST_CODE else ()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{shown}: cannot be read ({error})") from error
    except Exception as error:  # an operator's code, imported: it may raise anything
        raise SourceError(f"{shown}: cannot be imported: {type(error).__name__}: {error}") from error
    if len(code.text) > _LARGEST_CODE:
        raise SourceError(f"{shown}: has more than {_LARGEST_CODE:,} characters")
    if not versions:
        raise SourceError(f"{shown}: has no class of newsarchive.sources.source_code.SourceCode")
    untils = [version.until for version in versions]
    if len(set(untils)) < len(untils):
        raise SourceError(f"{shown}: two classes have the same `until`; one at most has none")
    return code


@lru_cache(maxsize=64)
def _versions(name: str, text: str) -> tuple[SourceCode, ...]:
    title = f"newsarchive_source_{name}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    module = ModuleType(title)
    sys.modules[title] = module  # dataclasses look their module up there
    exec(compile(text, f"{name}.py", "exec"), module.__dict__)  # noqa: S102 - that is what the file is for
    classes: list[type[SourceCode]] = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, SourceCode) and value.__module__ == title
    ]
    return tuple(each() for each in sorted(classes, key=lambda each: each.until or date.max))


def _checked(found: Any) -> ParsedFacts | None:
    """Return the facts; TypeError where the code returned something else."""
    if found is None:
        return None
    texts = isinstance(found, ParsedFacts) and all(
        isinstance(text, str)
        for text in (found.title or "", found.date or "", *tuple(found.authors), *tuple(found.body))
    )
    lists = texts and isinstance(found.authors, tuple) and isinstance(found.body, tuple)
    if not lists:
        raise TypeError("parse must return ParsedFacts of texts and tuples of texts")
    facts: ParsedFacts = found
    return facts


def read_by_source(
    code: CodeFile | None,
    kind: ListingKind[Any],
    listing: Listing,
    body: bytes,
    url: str,
    content_type: str | None,
) -> ListingReading:
    """Return what a document names: by the source's code where it has a say, else by its kind."""
    found = code.read(listing, body, url, content_type) if code is not None else None
    return found if found is not None else read_listing(kind, listing, body, url, content_type)
