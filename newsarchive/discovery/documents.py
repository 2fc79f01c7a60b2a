"""Listing documents: decoding their bytes, and the links found in one."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from newsarchive import unpacking
from newsarchive.discovery.urls import is_http_url
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import ReadingNote
from newsarchive.text.decoding import decode_page
from newsarchive.unpacking import GZIP, UnpackLimit

# The bytes of a feed, sitemap or page as text: unpacked within limits, charset decided as for articles.

# The sitemap protocol allows 50 MB unpacked (https://www.sitemaps.org/protocol.html); feeds are far smaller.
LARGEST_DOCUMENT = 52_428_800

_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def unpack_document(body: bytes, largest: int = LARGEST_DOCUMENT) -> tuple[bytes, list[str]]:
    """Return the bytes, gunzipped where they are gzip, at most `largest`, and the problems met on the way.

    What a damaged or endless gzip gave up to the damage or the limit is kept.
    """
    problems: list[str] = []
    if body.startswith(GZIP):
        found = unpacking.unpack(body, "gzip", UnpackLimit(size=largest))
        body = found.body
        if found.reason is not None:
            limit = found.reason in {ReadingNote.TOO_LARGE, ReadingNote.BOMB}
            problems.append(ReadingNote(found.reason) if limit else ReadingNote.BAD_GZIP)
    elif len(body) > largest:
        problems.append(ReadingNote.TOO_LARGE)
    return body[:largest], problems


def read_text(body: bytes, content_type: str | None, url: str) -> str:
    """Return the document as text: the charset is decided from the bytes, whatever prolog or header say."""
    return decode_page(
        FetchedPage(url=url, body=body, content_type=content_type), largest=LARGEST_DOCUMENT
    ).text


def without_prolog(text: str) -> str:
    """Return XML text without its declaration, whose charset no longer holds once it is text."""
    text = text.lstrip("\ufeff")
    prolog = _PROLOG.match(text)  # searched for, it would be tried at each of 100,000 blanks
    return text[prolog.end() :] if prolog else text


# What a feed, sitemap, section page or list of URLs gave: links, and what was wrong with it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One URL as named (absolute, the publisher's spelling), with what the naming document said of it.

    `published_at` is ISO 8601 with the offset the document had, if any, `changed_at` when it was last changed
    at the latest (a sitemap's `lastmod`, Atom's `updated`; it was published no later); `score` (0 to 1) says
    how sure it is that an article is behind it: 1 where the document lists nothing else.
    """

    url: str
    title: str | None = None
    published_at: str | None = None
    changed_at: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Child:
    """A further sitemap of an index; `changed_at` is its `lastmod` as written, None where it has none."""

    url: str
    changed_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingReading:
    """All that could be read: what was found is kept whatever was wrong.

    `children` are further sitemaps of an index; `next` is the URL where a section goes on, `sections` are
    further sections it links to, `off_pattern` links that look like articles and that the section's pattern
    leaves out. `problems` are a `ReadingNote`, a `FetchFailure` where nothing can be read, or a word of the
    kind; `left_out` counts the entries that a limit kept out, as far as they were met.
    `error` is what the reader of a third party raised (`reader_failed`).
    """

    links: tuple[Link, ...] = ()
    children: tuple[Child, ...] = ()
    next: str | None = None
    sections: tuple[str, ...] = ()
    off_pattern: tuple[Link, ...] = ()
    problems: tuple[str, ...] = field(default=())
    left_out: int = 0
    error: str | None = None


def distinct_links(links: list[Link]) -> tuple[Link, ...]:
    """Return the links without later repeats of a URL, order kept."""
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(first.values())


# A list of URLs: one a line, `#` begins a comment.


def read_url_list(text: str, most: int | None = None) -> ListingReading:
    """Return the URLs in order; a line that is none is the problem `bad_address:LINE` (from 1).

    Of more than `most` lines that are neither blank nor a comment the rest is not read: `too_many_entries`.
    """
    links: list[Link] = []
    problems: list[str] = []
    left_out = 0
    lines = io.StringIO(
        text.lstrip("\ufeff"), newline=None
    )  # one line at a time: a list takes 50 bytes a line
    for number, line in enumerate(lines, start=1):
        url = _without_comment(line)
        if not url:
            continue
        if most is not None and len(links) + len(problems) >= most:
            left_out += 1
            continue
        if is_http_url(url):
            links.append(Link(url=url))
        else:
            problems.append(f"{ReadingNote.BAD_ADDRESS}:{number}")
    problems += [ReadingNote.TOO_MANY_ENTRIES] if left_out else []
    return ListingReading(links=distinct_links(links), problems=tuple(problems), left_out=left_out)


def _without_comment(line: str) -> str:
    """A `#` is a comment at the start of a line and after a space; elsewhere it is a fragment."""
    before, mark, _ = f" {line}".replace("\t", " ").partition(" #")
    return (before if mark else line).strip()
