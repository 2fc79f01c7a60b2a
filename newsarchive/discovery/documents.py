"""The bytes of a feed, sitemap or page as text: unpacked within limits, charset decided as for articles."""

from __future__ import annotations

import re

from newsarchive import unpacking
from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.unpacking import GZIP, UnpackLimit

# The sitemap protocol allows 50 MB unpacked (https://www.sitemaps.org/protocol.html); feeds are far smaller.
LARGEST = 52_428_800

_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def unpack(body: bytes, largest: int = LARGEST) -> tuple[bytes, list[str]]:
    """Return the bytes, gunzipped where they are gzip, at most `largest`, and the problems met on the way.

    What a damaged or endless gzip gave up to the damage or the limit is kept.
    """
    problems: list[str] = []
    if body.startswith(GZIP):
        found = unpacking.unpack(body, "gzip", UnpackLimit(size=largest))
        body = found.body
        if found.reason is not None:
            problems.append(found.reason if found.reason in {"too_large", "bomb"} else "bad_gzip")
    elif len(body) > largest:
        problems.append("too_large")
    return body[:largest], problems


def read_text(body: bytes, content_type: str | None, url: str) -> str:
    """Return the document as text: the charset is decided from the bytes, whatever prolog or header say."""
    return decode_page(FetchedPage(url=url, body=body, content_type=content_type), LARGEST).text


def without_prolog(text: str) -> str:
    """Return XML text without its declaration, whose charset no longer holds once it is text."""
    text = text.lstrip("\ufeff")
    prolog = _PROLOG.match(text)  # searched for, it would be tried at each of 100,000 blanks
    return text[prolog.end() :] if prolog else text
