"""Decoding by a named codec the way browsers do: a bad byte becomes U+FFFD and nothing else is lost."""

from __future__ import annotations

import codecs
import re

# Vendors extended the East Asian charsets in different directions, and pages do not say which they mean.
# Tried in turn while the text still has bytes that the first does not know.
COUSINS = {
    "cp950": ("big5hkscs",),
    "cp932": ("shift_jis_2004",),
    "euc_jp": ("euc_jis_2004",),
    "iso2022_jp": ("iso2022_jp_ext", "iso2022_jp_2004"),
}
_EAST_ASIAN = frozenset({"gb18030", "cp950", "big5hkscs", "cp932", "shift_jis_2004", "cp949", "johab"}) | {
    "euc_jp",
    "euc_jis_2004",
}
REPLACEMENT = "\ufffd"
# Dashes, quotes, the ellipsis in UTF-8; quotes, dashes, the euro sign and others in Windows-1252.
UTF8_SIGN = re.compile(rb"\xe2\x80[\x93\x94\x98-\x9e\xa6]")
_CP1252_QUOTES = re.compile(rb"[\x80\x82\x84\x85\x91-\x97\x99](?![\x80-\xbf])")
# The careful handler is called once a bad byte, 1.5 microseconds each: no damaged page has so many, a hostile
# one of 20 MB could cost half a minute.
MOST_WITH_CARE = 100_000


def _one_byte_lost(error: UnicodeError) -> tuple[str, int]:
    """Give U+FFFD for one byte only: a bad lead byte must not swallow the character, or the tag, behind it.

    In GBK a lone 0x80 is the euro sign (https://encoding.spec.whatwg.org/#gb18030-decoder). Quotes and dashes
    of UTF-8 got into pages of every charset; no East Asian one has 0x80 as their second byte.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if sign := UTF8_SIGN.match(error.object, error.start):
        return sign.group().decode(), error.start + 3
    euro = error.encoding == "gb18030" and error.object[error.start] == 0x80
    return "\u20ac" if euro else REPLACEMENT, error.start + 1


codecs.register_error("newsarchive.one_byte_lost", _one_byte_lost)


def _is_after_bad(body: bytes, start: int) -> bool:
    """Whether the byte before is no ASCII and ends no character of UTF-8."""
    before = body[max(0, start - 4) : start]
    if before[-1:].isascii():
        return False
    return before.decode("utf-8", "ignore")[-1:].isascii()


def _quote_meant(error: UnicodeError) -> tuple[str, int]:
    """Give the quote or dash that a lone byte of Windows-1252 means, U+FFFD for other bad bytes of UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, end = error.start, error.end
    quote = _CP1252_QUOTES.match(error.object, start)
    if quote is None or end > start + 1 or _is_after_bad(error.object, start):
        return REPLACEMENT, end
    return quote.group().decode("cp1252"), end


codecs.register_error("newsarchive.quote_meant", _quote_meant)


def decode_lenient(body: bytes, codec: str) -> str:
    """Return `body` read by `codec`, undecodable bytes U+FFFD; total for the codecs `resolve_label` gives."""
    text = body.decode(codec, "replace")
    if codec in _EAST_ASIAN and 0 < text.count(REPLACEMENT) <= MOST_WITH_CARE:
        return body.decode(codec, "newsarchive.one_byte_lost")
    return text


def decode_best(body: bytes, codec: str) -> tuple[str, str]:
    """Return (text, codec) by `codec` or the cousin of it that leaves fewer bytes undecoded."""
    text = decode_lenient(body, codec)
    lost = text.count(REPLACEMENT)
    for cousin in COUSINS.get(codec, ()) if lost else ():
        other = decode_lenient(body, cousin)
        if other.count(REPLACEMENT) < lost:
            text, codec, lost = other, cousin, other.count(REPLACEMENT)
    return text, codec
