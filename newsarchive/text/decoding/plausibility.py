"""Signs that a text was read in the wrong charset, which language models do not look at."""

from __future__ import annotations

import re

from newsarchive.text.decoding.lenient import decode_lenient

SIGNS = (
    # C1 controls, private use and replacement characters: no page means them.
    # The currency sign stands where ISO 8859-15 has the euro.
    re.compile("[\x80-\x9f\u00a4\ufffd\ue000-\uf8ff]"),
    # The wrong single-byte charset turns letters into signs inside words: `Gr\u00f7\u00dfe`, `z\u00b1b`.
    re.compile(
        r"(?<=[^\W\d_])[\u00a1-\u00b6\u00b8-\u00bf\u00d7\u00f7\u2500-\u259f\u02c6-\u02dd\u0192\u2020-\u2022\u2030\u20ac\u2122](?=[^\W\d_])"
    ),
    # The signs that ISO 8859-15 and the Central European charsets gave up for letters, at the edge of a word.
    re.compile(
        r"(?<=[^\W\d_])[\u00a4\u00a6\u00a8\u00b4\u00b8\u00bc-\u00be]|[\u00a4\u00a6\u00a8\u00b8\u00bc-\u00be](?=[^\W\d_])"
    ),
    # A capital behind a small letter, one of the two outside ASCII: `dom\u00d3w`.
    re.compile(
        "(?<=[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f])[\u00c0-\u00d6\u00d8-\u00de\u0152\u0160\u0178\u017d\u0410-\u042f]"
    ),
)


def odd_share(text: str) -> float:
    """Return how many places look misread, per non-ASCII character; compares readings of the same bytes."""
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return sum(len(sign.findall(text)) for sign in SIGNS) / foreign if foreign else 0.0


# Charsets that differ in a few rare characters: told apart on more text than the language models see.

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
