"""Reads links from sitemaps: urlset, news, index, gzip, plain text, and feeds served as sitemaps.

Follows https://www.sitemaps.org/protocol.html and Google's news extension. Entities, DTDs and the network are
not used; damaged XML is read as far as possible. A file of up to 50 MB (the protocol's limit) is streamed: no
tree is built, and at most MOST_SITEMAP_ENTRIES are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from newsarchive.discovery.documents import (
    Child,
    Link,
    ListingReading,
    distinct_links,
    read_text,
    read_url_list,
    unpack_document,
    unusable_address,
    without_prolog,
)
from newsarchive.discovery.feeds.feed_links import LONGEST_ENTRY_TITLE, read_feed
from newsarchive.discovery.urls.canonical_urls import LONGEST_WRITTEN_URL, resolve
from newsarchive.lifecycle import FetchFailure, ReadingNote
from newsarchive.testimony import ListedFacts, bounded_facts

MOST_SITEMAP_ENTRIES = 50_000  # the protocol's limit for one file
_LONGEST_STAMP = 100  # characters of a date
MOST_SITEMAP_DEPTH = 3  # an index of indexes of sitemaps; the protocol knows one level
# The most elements read. 50,000 entries with 30 languages and an image each have 1.9 million, in 150 MB.
MOST_SITEMAP_ELEMENTS = 2_000_000
_ROOTS, _FEEDS = frozenset({"urlset", "sitemapindex"}), frozenset({"rss", "feed", "RDF"})
_ENTRIES = frozenset({"url", "sitemap"})
_FIELDS = frozenset({"loc", "lastmod", "publication_date", "title", "keywords", "language"})
# Elements of the news extension that hold fields.
_NEWS = frozenset({"news", "publication"})
# In its recover mode lxml drops a bare &, which would turn the text around it into another URL.
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_LONGEST_ENTITY = 10
# lxml copies the namespace into the name of every element, so a long one must be cut.
_NAMESPACE = re.compile(r"(?<=\s)(xmlns(?::[\w.-]{1,100})?)\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_PIECE = 65_536  # characters fed to the parser at a time


def read_sitemap(
    body: bytes, url: str, content_type: str | None = None, *, leads_on: bool = True
) -> ListingReading:
    """Return the links and further sitemaps that the sitemap at `url` names; total.

    Without `leads_on` the sitemaps of an index are left out (`too_deep`).
    """
    reading = _read_any(body, url, content_type)
    if leads_on or not reading.children:
        return reading
    left_out = reading.left_out + len(reading.children)
    return replace(
        reading, children=(), problems=(*reading.problems, ReadingNote.TOO_DEEP), left_out=left_out
    )


def _read_any(body: bytes, url: str, content_type: str | None) -> ListingReading:
    unpacked, problems = unpack_document(body)
    text = without_prolog(read_text(unpacked, content_type, url)).lstrip()
    if not text.startswith("<"):
        return _plain(text, problems)
    seen = _Elements()
    _stream(text, seen)
    if seen.root in _ROOTS:
        return _read(seen, url, problems + _breaks(text, seen))
    if seen.root in _FEEDS:
        return read_feed(unpacked, url, content_type)
    return ListingReading(problems=(*problems, FetchFailure.NOT_A_SITEMAP))


def _plain(text: str, problems: list[str]) -> ListingReading:
    """Read a sitemap that is a text file with one URL per line."""
    listed = read_url_list(text, MOST_SITEMAP_ENTRIES)
    found = [*problems, *(problem.partition(":")[0] for problem in listed.problems)]
    if not listed.links:
        found.append(FetchFailure.NOT_A_SITEMAP)
    return ListingReading(links=listed.links, problems=tuple(dict.fromkeys(found)), left_out=listed.left_out)


class _EnoughError(Exception):
    """Raised to stop parsing: nothing more of the document is needed."""


@dataclass(slots=True)
class _Entry:
    """One `url` or `sitemap` element: the first of each field, cut to the maximum length."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)


class _Elements:
    """Collects the entries (a parser target of lxml, whose methods are called for each element)."""

    def __init__(self) -> None:
        self.root: str | None = None
        self.entries: list[_Entry] = []
        self.left_out = 0
        self.is_costly = False
        self.is_closed = False
        self._open: list[str] = []
        self._inside: list[tuple[int, _Entry]] = []  # open entries, with their depth
        self._met = 0
        self._depth_of_field = 0  # of the field that is being read; 0 for none
        self._pieces: list[str] = []
        self._size = 0

    def start(self, tag: str, attributes: object) -> None:
        del attributes
        name = _local(tag)
        self._met += 1
        if self.root is None:
            self.root = name
            if name not in _ROOTS:
                raise _EnoughError
        elif self._met > MOST_SITEMAP_ELEMENTS:
            self.is_costly = True
            raise _EnoughError
        self._open.append(name)
        if name in _ENTRIES and len(self._open) > 1:
            entry = _Entry(name)
            self._inside.append((len(self._open), entry))
            if len(self.entries) < MOST_SITEMAP_ENTRIES:
                self.entries.append(entry)
            else:
                self.left_out += 1
        elif not self._depth_of_field and self._is_field(name):
            self._depth_of_field = len(self._open)

    def data(self, text: str) -> None:
        if self._depth_of_field and self._size <= LONGEST_WRITTEN_URL:
            self._pieces.append(text)
            self._size += len(text)

    def end(self, tag: str) -> None:
        del tag  # the parser closes elements in order, also when it repairs
        if self._depth_of_field == len(self._open):
            self._keep_field()
        if self._inside and self._inside[-1][0] == len(self._open):
            self._inside.pop()
        self._open.pop()
        self.is_closed = not self._open

    def close(self) -> None:
        if self._depth_of_field:
            self._keep_field()

    def _is_field(self, name: str) -> bool:
        """Say whether the element is a field of the article; `image:title`, for example, is not."""
        if name not in _FIELDS or not self._inside or name in self._inside[-1][1].fields:
            return False
        return len(self._open) - 1 == self._inside[-1][0] or self._open[-2] in _NEWS

    def _keep_field(self) -> None:
        words = " ".join("".join(self._pieces)[: LONGEST_WRITTEN_URL + 1].split())
        self._inside[-1][1].fields[self._open[self._depth_of_field - 1]] = words
        self._depth_of_field, self._size = 0, 0
        self._pieces.clear()


def _stream(text: str, seen: _Elements) -> None:
    parser = etree.XMLParser(  # type: ignore[call-overload] # its stubs require a `doctype` method of the target
        target=seen,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        for piece in _pieces(_NAMESPACE.sub(r"\1='n'", text)):
            parser.feed(_BARE_AMPERSAND.sub("&amp;", piece).encode("utf-8", "replace"))
        parser.close()
    except _EnoughError:
        return
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        seen.close()


def _pieces(text: str) -> Iterator[str]:
    """Yield the text in chunks that do not split an entity."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        mark = text.rfind("&", end - _LONGEST_ENTITY, end) if end < len(text) else -1
        yield text[start : (end := mark if mark > 0 else end)]
        start = end


def _breaks(text: str, seen: _Elements) -> list[str]:
    """Say whether the end tag of the root is missing: the parser repairs truncated documents."""
    found: list[str] = [ReadingNote.TOO_MANY_ENTRIES] if seen.left_out else []
    if seen.is_costly:
        return [*found, ReadingNote.TOO_MANY_ELEMENTS]
    whole = seen.is_closed and text.rstrip().endswith((f"{seen.root}>", "/>"))
    return found if whole else [*found, ReadingNote.NOT_WELL_FORMED]


def _read(seen: _Elements, url: str, problems: list[str]) -> ListingReading:
    links: list[Link] = []
    children: dict[str, Child] = {}
    too_long = 0
    for entry in seen.entries:
        written = entry.fields.get("loc")
        named = resolve(url, written) if written else None
        if named is None:
            note = unusable_address([written], url)
            too_long += note == ReadingNote.URL_TOO_LONG
            problems.append(note)
        elif entry.kind == "sitemap":
            children.setdefault(named, Child(named, _stamp(entry, "lastmod")))
        else:
            links.append(_link(entry, named))
    return ListingReading(
        links=distinct_links(links),
        children=tuple(children.values()),
        problems=tuple(dict.fromkeys(problems)),
        left_out=seen.left_out + too_long,
    )


def _link(entry: _Entry, named: str) -> Link:
    return Link(
        url=named,
        title=entry.fields.get("title", "")[:LONGEST_ENTRY_TITLE] or None,
        published_at=_stamp(entry, "publication_date"),
        changed_at=_stamp(entry, "lastmod"),
        told=bounded_facts(
            ListedFacts(
                title=entry.fields.get("title"),
                published_at=_stamp(entry, "publication_date"),
                changed_at=_stamp(entry, "lastmod"),
                categories=tuple(entry.fields.get("keywords", "").split(",")),
                language=entry.fields.get("language"),
            )
        ),
    )


def _stamp(entry: _Entry, name: str) -> str | None:
    return entry.fields.get(name, "")[:_LONGEST_STAMP] or None


def _local(tag: str) -> str:
    """Return the name without namespace, or without prefix if damaged XML lost the namespace."""
    return tag.rpartition("}")[2].rpartition(":")[2]
