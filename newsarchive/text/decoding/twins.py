"""Charsets that differ in a few rare characters: told apart on more text than the language models see."""

from __future__ import annotations

import re

from newsarchive.text.decoding.lenient import decode_lenient
from newsarchive.text.decoding.plausibility import odd_share

# An ISO charset and its Windows twin share most letters. The bytes 0x80 to 0x9F (quotes, dashes) are the
# Windows one's, and a few letters of the one are signs in the other; both may first occur far down the page,
# behind what the models see.
TWINS = {
    "iso8859-2": "cp1250",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
    "mac-cyrillic": "cp1251",  # the small letters but one are the same
}
TWIN_OF = TWINS | {windows: iso for iso, windows in TWINS.items()}
MOST_PLACES, CONTEXT = 400, 12
MUCH_ODDER = 2.0  # right text has a few odd places too: names such as `iPhone`, typos


def likelier_twin(body: bytes, codec: str) -> str:
    """Return `codec`, or its twin where that reads with fewer oddities the places where the two differ."""
    twin = TWIN_OF.get(codec)
    if twin is None:
        return codec
    places = PLACES[frozenset((codec, twin))].finditer(body)
    around = b"\n".join(
        body[max(0, match.start() - CONTEXT) : match.end() + CONTEXT]
        for match, _ in zip(places, range(MOST_PLACES), strict=False)
    )
    own, other = (odd_share(decode_lenient(around, name)) for name in (codec, twin))
    return twin if MUCH_ODDER * other < own else codec


def _differing(codec: str, twin: str) -> re.Pattern[bytes]:
    single = (bytes((byte,)) for byte in range(0x80, 0x100))
    differing = b"".join(
        byte for byte in single if byte.decode(codec, "replace") != byte.decode(twin, "replace")
    )
    return re.compile(b"[" + re.escape(differing) + b"]+")


PLACES = {frozenset(pair): _differing(*pair) for pair in TWINS.items()}
