"""Charsets that differ in a few rare characters: told apart on more text than the language models see."""

from __future__ import annotations

from newsarchive.text.decoding.lenient import decode_lenient
from newsarchive.text.decoding.plausibility import odd_share
from newsarchive.text.decoding.sample import informative_bytes

# An ISO charset and its Windows twin share most letters. The bytes 0x80 to 0x9F (quotes, dashes) are the
# Windows one's, and a few letters of the one are signs in the other; both may first occur far down the page.
TWINS = {
    "iso8859-2": "cp1250",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
}
TWIN_OF = TWINS | {windows: iso for iso, windows in TWINS.items()}
LOOK_AT = 40_000


def likelier_twin(body: bytes, codec: str) -> str:
    """Return `codec`, or its twin where that reads `body` with fewer oddities."""
    twin = TWIN_OF.get(codec)
    if twin is None:
        return codec
    sample = informative_bytes(body, LOOK_AT)
    own, other = (odd_share(decode_lenient(sample, name)) for name in (codec, twin))
    return twin if other < own else codec
