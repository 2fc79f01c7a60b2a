"""UTF-8 read as GBK: `\u93c2\u677f\u5d15` for `\u65b0\u534e`."""

from __future__ import annotations

import re

from newsarchive.text.mojibake.frequent import FREQUENT, frequent_share, han_count
from newsarchive.text.mojibake.passages import Undone, repair_passages

# UTF-8 Han begins with 0xE4 to 0xE9; with a second byte under 0xA1 GBK reads characters that Simplified text
# hardly has. Half of all damaged characters are among them, so a passage of any length holds some.
TELLTALES = "".join(
    bytes((lead, trail)).decode("gbk", "ignore") for lead in range(0xE3, 0xEA) for trail in range(0x80, 0xA1)
)
TELLTALE = re.compile(f"[{TELLTALES}]")
# A byte that found no partner was stored as `?` or U+FFFD.
RUN = re.compile("[^\x00-\x7f]+(?:\\?[^\x00-\x7f]+)*\\?{0,2}")
MARK, LOST = b"\x00", b"\x01"  # stand for `?` and U+FFFD among the bytes; neither is in a run
# Amid other Chinese a reader loses 0x80, which leads nothing, and 0xAA to 0xAF before a byte from 0xA1 on
# (cells for private use). At the end of a run it may be any byte, and stays lost.
LOST_BEFORE_LOW = (b"\x80",)
LOST_BEFORE_HIGH = (b"\x80", *(bytes((byte,)) for byte in range(0xAA, 0xB0)))
LOSSY = re.compile(rb"([\xe2-\xe9][\x80-\xbf\x00\x01]{2})(?=([\x80-\xff]))")
BROKEN = re.compile("\ufffd+[\x00\x01]*|[\x00\x01]+\ufffd+|\x01+")
SIGNS = frozenset(
    "\u3001\u3002\u300a\u300b\u300c\u300d\u3010\u3011\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
)
FEWEST_HAN = 3
# Of the Han in right Chinese 97 % and more are frequent, in damaged one 36 % at most (107 texts, 2026-11-24).
FREQUENT_AFTER = 0.9
LESS_FREQUENT_BEFORE = 0.15
MOST_LOST = 0.34  # a damaged passage of a few words may lose one character in three at its ends


def repair_utf8_as_gbk(text: str) -> Undone:
    """Return `text` with the passages put right that are UTF-8 read as GBK; what is lost stays U+FFFD."""
    return repair_passages(text, _repair)


def _repair(passage: str) -> str | None:
    if not TELLTALE.search(passage):
        return None
    return RUN.sub(lambda match: _repaired_run(match.group()), passage)


def _repaired_run(run: str) -> str:
    mended = _taken_back(run)
    if mended is None or han_count(mended) < FEWEST_HAN:
        return run
    better, worse = frequent_share(mended), frequent_share(run)
    return mended if better >= FREQUENT_AFTER and worse <= better - LESS_FREQUENT_BEFORE else run


def _taken_back(run: str) -> str | None:
    """Return `run` as UTF-8, lost characters U+FFFD; None where too much of it is no UTF-8."""
    marked = run.replace("?", "\x00").replace("\ufffd", "\x01")
    # GBK's euro sign is the byte 0x80 (WHATWG), not the pair that GB 18030 has for it.
    raw = marked.encode("gb18030", "replace").replace("\u20ac".encode("gb18030"), b"\x80")
    mended = LOSSY.sub(_filled_in, raw).decode("utf-8", "replace")
    mended = BROKEN.sub("\ufffd", mended).replace("\x00", "?")
    return mended if mended.count("\ufffd") <= MOST_LOST * len(mended) else None


def _filled_in(match: re.Match[bytes]) -> bytes:
    """Fill in the lost byte where only one of those that readers lose there gives a frequent character."""
    group = match.group(1).replace(LOST, MARK)
    if group.count(MARK) != 1:
        return match.group(1)
    following = (group + match.group(2))[group.index(MARK) + 1]
    candidates = LOST_BEFORE_LOW if following < 0xA1 else LOST_BEFORE_HIGH
    good = [filled for lost in candidates if _is_frequent(filled := group.replace(MARK, lost))]
    return good[0] if len(good) == 1 else match.group(1)


def _is_frequent(candidate: bytes) -> bool:
    char = candidate.decode("utf-8", "ignore")
    return char in FREQUENT or char in SIGNS
