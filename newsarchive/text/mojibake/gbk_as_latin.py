"""GBK read as Latin-1 or Windows-1252: `\u00d6\u00d0\u00b9\u00fa` for `\u4e2d\u56fd`."""

from __future__ import annotations

import re

from newsarchive.text.mojibake.frequent import FREQUENT_SIMPLIFIED, frequent_share, han_count
from newsarchive.text.mojibake.latin_bytes import characters, to_bytes
from newsarchive.text.mojibake.passages import Undone, repair_passages

# Four Latin-1 signs and letters in a row: two Chinese characters. European words have one or two at a time.
HIGH = f"[{characters(0xA1, 0xFE)}]"
FOUR_HIGH = re.compile(f"{HIGH}{{4,}}")
FOREIGN = re.compile(f"[{characters(0x80, 0xFF)}]")
FEWEST_HAN = 4  # in one passage: alphabets and rows of signs give two or three by chance
FREQUENT_AFTER = 0.95
MOST_STRAYS = 0.1


def repair_gbk_as_latin(text: str) -> Undone:
    """Return `text` with the passages put right that are GBK read as Latin-1 or Windows-1252."""
    return repair_passages(text, _repair)


def _repair(passage: str) -> str | None:
    runs = [(run, _decoded(run)) for run in FOUR_HIGH.findall(passage)]
    good = [(run, mended) for run, mended in runs if mended is not None]
    mended_text = "".join(mended for _, mended in good)
    strays = len(FOREIGN.findall(passage)) - sum(len(run) for run, _ in good)
    if han_count(mended_text) < FEWEST_HAN or strays > MOST_STRAYS * 2 * len(mended_text):
        return None
    if frequent_share(mended_text, FREQUENT_SIMPLIFIED) < FREQUENT_AFTER:
        return None
    return FOUR_HIGH.sub(lambda match: _decoded(match.group()) or match.group(), passage)


def _decoded(run: str) -> str | None:
    try:
        return to_bytes(run).decode("gb18030")
    except UnicodeDecodeError:
        return None
