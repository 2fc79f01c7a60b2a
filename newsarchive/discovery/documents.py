"""The bytes of a feed, sitemap or page as text: unpacked within limits, charset decided as for articles."""

from __future__ import annotations

import re
import zlib

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page

# The sitemap protocol allows 50 MB unpacked (https://www.sitemaps.org/protocol.html); feeds are far smaller.
LARGEST = 52_428_800

_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_GZIP = b"\x1f\x8b"


def unpack(body: bytes, largest: int = LARGEST) -> tuple[bytes, list[str]]:
    """Return the bytes, gunzipped where they are gzip, at most `largest`, and the problems met on the way.

    What a damaged or endless gzip gave up to the damage or the limit is kept.
    """
    problems: list[str] = []
    if body.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: gzip, by zlib's manual
        try:
            body = unpacker.decompress(body, largest + 1)
        except zlib.error:
            body, problems = _unpack_piecewise(body, largest), ["bad_gzip"]
        else:
            if not unpacker.eof and len(body) <= largest:
                problems.append("bad_gzip")
    if len(body) > largest:
        problems.append("too_large")
    return body[:largest], problems


def _unpack_piecewise(body: bytes, largest: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    pieces, size = [], 0
    try:
        for start in range(0, len(body), 256):
            piece = unpacker.decompress(body[start : start + 256], largest + 1 - size)
            pieces.append(piece)
            size += len(piece)
            if size > largest:
                break
    except zlib.error:
        pass  # the pieces before the damage are what there is
    return b"".join(pieces)


def read_text(body: bytes, content_type: str | None, url: str) -> str:
    """Return the document as text: the charset is decided from the bytes, whatever prolog or header say."""
    return decode_page(FetchedPage(url=url, body=body, content_type=content_type)).text


def without_prolog(text: str) -> str:
    """Return XML text without its declaration, whose charset no longer holds once it is text."""
    return _PROLOG.sub("", text.lstrip("\ufeff"), count=1)
