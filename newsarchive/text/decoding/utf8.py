"""Whether a body is UTF-8, also when a few bytes of it are not."""

from __future__ import annotations

from newsarchive.text.decoding.lenient import REPLACEMENT

# FIELD 6 tolerates 0.1 % bad bytes. The pages of the corpora that are UTF-8 with damage hold 25 to 499 good
# characters a bad one, GBK pages 0.2 to 0.3, single-byte pages hardly any (85 pages, 2026-11-24).
MOST_BAD_BYTES = 0.001
GOOD_PER_BAD = 4


def utf8_evidence(body: bytes) -> str | None:
    """Return `ascii`, `utf8_valid` or `utf8_tolerant`, None where the bytes are no UTF-8."""
    if body.isascii():
        return "ascii"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "utf8_tolerant" if _mostly_utf8(body) else None
    return "utf8_valid"


def _mostly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    # A U+FFFD that the page itself holds says nothing about the bytes: it counts on neither side.
    own = body.count(b"\xef\xbf\xbd")
    bad = text.count(REPLACEMENT) - own
    good = len(text) - len(text.encode("ascii", "ignore")) - bad - own
    return good >= GOOD_PER_BAD * bad or (good > bad and bad <= MOST_BAD_BYTES * len(body))
