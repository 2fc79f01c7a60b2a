"""Where a page says what its charset is: header, XML declaration, meta; wherever it stands, however spelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newsarchive.text.decoding.labels import resolve_label

Place = Literal["header", "xml", "meta"]

# WHATWG looks at 1,024 bytes; real declarations stand behind kilobytes of script (FIELD 7.1 case 08).
META_REACH = 200_000
XML_REACH = 1_000
MOST_METAS = 200
HEADER_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"';,]{1,40})", re.IGNORECASE)
XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([^\"'>]{1,40})", re.IGNORECASE)
META_TAG = re.compile(rb"<meta\b([^>]{0,600})", re.IGNORECASE)
META_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([^\s\"';/>]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declared charset: the codec it names and where it stood."""

    codec: str
    place: Place


def declarations(body: bytes, content_type: str | None) -> tuple[Declaration, ...]:
    """Return what header, XML declaration and meta tags declare, in that order, each codec once.

    Labels that name no codec, even mended, are left out.
    """
    found: dict[str, Declaration] = {}
    for place, label in _labels(body, content_type):
        codec = resolve_label(label)
        if codec is not None and codec not in found:
            found[codec] = Declaration(codec, place)
    return tuple(found.values())


def _labels(body: bytes, content_type: str | None) -> Iterator[tuple[Place, str]]:
    if content_type and (match := HEADER_CHARSET.search(content_type)):
        yield "header", match.group(1)
    if xml := XML_ENCODING.search(body[:XML_REACH]):
        yield "xml", xml.group(1).decode("latin-1")
    for count, tag in enumerate(META_TAG.finditer(body, 0, META_REACH)):
        if count >= MOST_METAS:
            return
        if meta := META_CHARSET.search(tag.group(1)):
            yield "meta", meta.group(1).decode("latin-1")
