"""Decodes listing documents, parses those that are pages, and defines the result of reading one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from lxml import etree, html

from newsarchive import unpacking
from newsarchive.discovery.urls.canonical_urls import is_http_url, is_too_long
from newsarchive.items import FetchedPage
from newsarchive.lifecycle import ReadingNote
from newsarchive.testimony import ListedFacts, bounded_facts, placed_facts
from newsarchive.text.decoding import decode_page
from newsarchive.text.page.bounded_parse import has_too_many_attributes, without_ends
from newsarchive.unpacking import GZIP, UnpackLimit

# Decoding a feed, sitemap or page: unpacked within limits, with the charset decided as for articles.

# The sitemap protocol allows 50 MB unpacked (https://www.sitemaps.org/protocol.html); feeds are far smaller.
LARGEST_DOCUMENT = 52_428_800

_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def unpack_document(body: bytes, largest: int = LARGEST_DOCUMENT) -> tuple[bytes, list[str]]:
    """Return at most `largest` bytes, gunzipped if they are gzip, and the problems.

    Of a damaged or too large gzip the bytes before the damage or limit are kept.
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
    """Return the document as text; the bytes decide the charset, over prolog and header."""
    return decode_page(
        FetchedPage(url=url, body=body, content_type=content_type), largest=LARGEST_DOCUMENT
    ).text


def without_prolog(text: str) -> str:
    """Return XML text without its declaration, whose charset no longer applies to text."""
    text = text.lstrip("\ufeff")
    prolog = _PROLOG.match(text)  # `search` would try it at each of 100,000 blanks
    return text[prolog.end() :] if prolog else text


def page_root(text: str) -> etree._Element | None:
    """Return the parsed page, None if it cannot be parsed; total."""
    if has_too_many_attributes(text):
        return None
    try:
        return html.document_fromstring(
            without_ends(text).encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def base_of(root: etree._Element, url: str) -> str:
    """Return the URL that the page's links are relative to."""
    base = next((str(found) for found in (element.get("href") for element in root.iter("base")) if found), "")
    try:
        return urljoin(url, base)
    except ValueError:
        return url


# The result of reading a feed, sitemap, section page or list of URLs: links and problems.


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One URL (absolute, in the spelling of the publisher), with what the listing states about it.

    `published_at` is ISO 8601, with an offset if the document has one. `changed_at` is the time of the last
    change (a sitemap's `lastmod`, Atom's `updated`); the page was published no later. `score` (0 to 1) is
    how likely the link leads to an article: 1 if the document lists nothing else. `told` is all that the
    document says of it; None if that is no more than the other fields.
    """

    url: str
    title: str | None = None
    published_at: str | None = None
    changed_at: str | None = None
    score: float = 1.0
    told: ListedFacts | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names; `changed_at` is its `lastmod` as written, None if it has none."""

    url: str
    changed_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingReading:
    """Everything that could be read, whatever the problems.

    `children` are the sitemaps of an index; `next` is the URL of a section's next page; `sections` are
    further sections that it links to; `off_pattern` are links that look like articles but do not match the
    section's pattern, `no_articles` are those that by their label, or by what the list says, are none.
    `problems` are of `ReadingNote`, of `FetchFailure` if nothing can be read, or a word of
    the kind. `left_out` counts entries beyond a limit, as far as they were read, and URLs that are too long.
    `error` is what a third party's reader raised (`reader_failed`).
    """

    links: tuple[Link, ...] = ()
    children: tuple[Child, ...] = ()
    next: str | None = None
    sections: tuple[str, ...] = ()
    off_pattern: tuple[Link, ...] = ()
    no_articles: tuple[Link, ...] = ()
    problems: tuple[str, ...] = field(default=())
    left_out: int = 0
    error: str | None = None


def testifying_links(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the links of one document, each with all that the document says of it in `told`."""
    told = placed_facts(
        [
            link.told
            or bounded_facts(
                ListedFacts(title=link.title, published_at=link.published_at, changed_at=link.changed_at)
            )
            for link in links
        ]
    )
    return tuple(replace(link, told=one) for link, one in zip(links, told, strict=True))


def distinct_links(links: list[Link]) -> tuple[Link, ...]:
    """Return the links without later repetitions of a URL, in the same order."""
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.url, link)
    return tuple(first.values())


def unusable_address(written: Iterable[object], base: str) -> ReadingNote:
    """Return why an entry that names these has no link: a URL is too long, or there is none."""
    too_long = any(isinstance(one, str) and is_too_long(one, base) for one in written)
    return ReadingNote.URL_TOO_LONG if too_long else ReadingNote.BAD_ADDRESS


# A list of URLs: one per line; `#` begins a comment.


def read_url_list(text: str, most: int | None = None) -> ListingReading:
    """Return the URLs in order; an invalid line is the problem `bad_address:LINE` or `url_too_long:LINE`.

    LINE counts from 1. Lines after the first `most`, blank ones and comments not counted, are not read:
    `too_many_entries`.
    """
    links: list[Link] = []
    problems: list[str] = []
    left_out = 0
    lines = io.StringIO(
        text.lstrip("\ufeff"), newline=None
    )  # one line at a time: a list of lines would take 50 bytes each
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
            problems.append(f"{unusable_address([url], '')}:{number}")
    problems += [ReadingNote.TOO_MANY_ENTRIES] if left_out else []
    left_out += sum(problem.startswith(ReadingNote.URL_TOO_LONG) for problem in problems)
    return ListingReading(links=distinct_links(links), problems=tuple(problems), left_out=left_out)


def _without_comment(line: str) -> str:
    """Return the line without its comment: a `#` at the start or after a space; others begin a fragment."""
    before, mark, _ = f" {line}".replace("\t", " ").partition(" #")
    return (before if mark else line).strip()
