"""Decoding by a named codec the way browsers do: a bad byte becomes U+FFFD and nothing else is lost."""

from __future__ import annotations

import codecs

# Vendors extended the East Asian charsets in different directions, and pages do not say which they mean.
# Tried in turn while the text still has bytes that the first does not know.
COUSINS = {
    "cp950": ("big5hkscs",),
    "cp932": ("shift_jis_2004",),
    "euc_jp": ("euc_jis_2004",),
    "iso2022_jp": ("iso2022_jp_ext", "iso2022_jp_2004"),
}
EAST_ASIAN = frozenset({"gb18030", "cp950", "big5hkscs", "cp932", "shift_jis_2004", "cp949", "johab"}) | {
    "euc_jp",
    "euc_jis_2004",
}
REPLACEMENT = "\ufffd"
# The careful handler is called once a bad byte, 1.5 microseconds each: no damaged page has so many, a hostile
# one of 20 MB could cost half a minute.
MOST_WITH_CARE = 100_000


def _one_byte_lost(error: UnicodeError) -> tuple[str, int]:
    """Give U+FFFD for one byte only: a bad lead byte must not swallow the character, or the tag, behind it.

    In GBK a lone 0x80 is the euro sign (https://encoding.spec.whatwg.org/#gb18030-decoder).
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    euro = error.encoding == "gb18030" and error.object[error.start] == 0x80
    return "\u20ac" if euro else REPLACEMENT, error.start + 1


codecs.register_error("newsarchive.one_byte_lost", _one_byte_lost)


def decode_lenient(body: bytes, codec: str) -> str:
    """Return `body` read by `codec`, undecodable bytes U+FFFD; total for the codecs `resolve_label` gives."""
    text = body.decode(codec, "replace")
    if codec in EAST_ASIAN and 0 < text.count(REPLACEMENT) <= MOST_WITH_CARE:
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
