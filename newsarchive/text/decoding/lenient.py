"""Decoding by a named codec the way browsers do: bad bytes become U+FFFD and are counted."""

from __future__ import annotations

import codecs


def _euro_or_replacement(error: UnicodeError) -> tuple[str, int]:
    """GBK's 0x80 is the euro sign (https://encoding.spec.whatwg.org/#gb18030-decoder); all else U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.object[error.start] == 0x80:
        return "\u20ac", error.start + 1
    # One byte at a time: a bad lead byte must not swallow the good character, or the tag, behind it.
    return "\ufffd", error.start + 1


codecs.register_error("newsarchive.gb18030", _euro_or_replacement)


def decode_lenient(body: bytes, codec: str) -> str:
    """Return `body` read by `codec`, undecodable bytes U+FFFD; total for `resolve_label`'s codecs."""
    errors = "newsarchive.gb18030" if codec == "gb18030" else "replace"
    text = body.decode(codec, errors)
    if text.isascii():
        return text
    # Decoders for UTF-16 and UTF-7 kin may pass surrogates; storage takes none.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
