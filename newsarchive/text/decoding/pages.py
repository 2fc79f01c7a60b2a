"""The decision which charset a page is in, and the page as characters."""

from __future__ import annotations

import chardet

from newsarchive.items import Charset, DecodedPage, FetchedPage, Media
from newsarchive.text.decoding.declarations import declarations
from newsarchive.text.decoding.labels import resolve_label
from newsarchive.text.decoding.lenient import decode_lenient

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode_page(page: FetchedPage) -> DecodedPage:
    """Return the page as characters, with the charset chosen and the evidence for it; never raises."""
    if not page.body:
        return DecodedPage(page=page, text="", charset=None, error="empty_body")
    charset = _charset(page.body, page.content_type)
    text = decode_lenient(page.body, charset.name).removeprefix("\ufeff")
    return DecodedPage(page=page, text=text, charset=charset, media=_media(text, page.content_type))


def _charset(body: bytes, content_type: str | None) -> Charset:
    for bom, codec in BOMS:
        if body.startswith(bom):
            return Charset(codec, "bom")
    try:
        body.decode()
    except UnicodeDecodeError:
        pass
    else:
        return Charset("utf-8", "ascii" if body.isascii() else "utf8_valid")
    for declaration in declarations(body, content_type):
        if declaration.codec != "utf-8":
            return Charset(declaration.codec, declaration.place)
    found = chardet.detect(body[:20_000])["encoding"] or "utf-8"
    return Charset(resolve_label(found) or "cp1252", "detected")


def _media(text: str, content_type: str | None) -> Media:
    if content_type and content_type.strip().lower().startswith("text/plain"):
        return "text"
    return "html" if "<" in text else "text"
