"""Signs that a text was read in the wrong charset, which language models do not look at."""

from __future__ import annotations

import re

_SIGNS = (
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
    # Greek in the twin's place for an accented capital alpha, the only one that differs; a capital in a word.
    re.compile("(?<![^\\W\\d_])[\u2019\u00b6](?=[\u03ac-\u03ce])|(?<=[\u03ac-\u03ce])[\u0386\u0388-\u03ab]"),
)


def odd_share(text: str) -> float:
    """Return how many places look misread, per non-ASCII character; compares readings of the same bytes."""
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return sum(len(sign.findall(text)) for sign in _SIGNS) / foreign if foreign else 0.0
