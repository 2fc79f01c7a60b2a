"""A fetched page as characters, or the reason why its bytes are none."""

from __future__ import annotations

import codecs

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.items import Charset, DecodedPage, FetchedPage
from newsarchive.text.decoding.byte_shape import binary_kind, bom_codec, sniff_media, wide_codec
from newsarchive.text.decoding.charset_decision import choose_charset
from newsarchive.text.decoding.lenient import decode_best

# The largest of 1,978 corpora pages has 2.2 MB (2026-11-24); nine times that is no article but costs seconds.
LARGEST_BODY = 20_000_000
BOM = "\ufeff"


def decode_page(
    page: FetchedPage, hints: PageHints = NO_HINTS, *, largest: int = LARGEST_BODY
) -> DecodedPage:
    """Return the page as characters, with the charset chosen and the evidence for it; never raises.

    `hints` are handed on.

    Decoded and nothing more: BOM off, undecodable bytes U+FFFD, line ends and controls kept. `error` is
    `empty_body`, `too_large`, or `binary` and the kind.
    """
    if error := _refusal(page.body, largest):
        return undecoded_page(page, error, hints)
    charset = choose_charset(page.body, page.content_type)
    # A template may put its UTF-8 mark before a page in another charset; it is no text in either case.
    text, codec = decode_best(page.body.removeprefix(codecs.BOM_UTF8), charset.name)
    text = text.lstrip(BOM)
    return DecodedPage(
        page=page,
        text=text,
        charset=Charset(codec, charset.evidence),
        media=sniff_media(text, page.content_type),
        error=None,
        hints=hints,
    )


def undecoded_page(page: FetchedPage, error: str, hints: PageHints = NO_HINTS) -> DecodedPage:
    """Return the page whose bytes are no text, for the reason given."""
    return DecodedPage(page=page, text="", charset=None, media="html", error=error, hints=hints)


def _refusal(body: bytes, largest: int) -> str | None:
    if not body:
        return "empty_body"
    if len(body) > largest:
        return "too_large"
    if bom_codec(body) or wide_codec(body):
        return None
    kind = binary_kind(body)
    return f"binary {kind}" if kind else None
