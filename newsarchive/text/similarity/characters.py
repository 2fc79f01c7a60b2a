"""What each character is to the comparison of texts: part of a word, a word, nothing; and its folded form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.fingerprints import CHARACTER_WORDS
from newsarchive.text.similarity.numbering import Numbers, mixed
from newsarchive.text.spam.folding import ZERO_WIDTH
from newsarchive.text.words import fold

# Between words; in words; the same, a digit; a word by itself; several characters or none when folded.
NOTHING, LETTER, DIGIT, CHARACTER, SPECIAL = range(5)
# No script of the news lies past the Han characters of plane 3 (Unicode 15), which end here.
END = 0x323B0
ALONE = re.compile(f"[{CHARACTER_WORDS}]")


@dataclass(frozen=True, slots=True)
class Characters:
    """By code point: which of the kinds, and a number of its folded form. `special` are those spelled out."""

    kinds: NDArray[np.uint8]
    numbers: Numbers
    special: dict[str, str]


@cache
def characters() -> Characters:
    """Return the tables; made once in a process (0.2 s)."""
    points = "".join(map(chr, range(END + 1)))
    folded = fold("\n".join(points)).split("\n")
    # The line feed itself became two empty lines.
    folded[10:12] = ["\n"]
    for char in ZERO_WIDTH.findall(points):
        folded[ord(char)] = ""
    several = {at for at, form in enumerate(folded) if len(form) != 1}
    shown = [" " if at in several else form for at, form in enumerate(folded)]
    kinds = np.fromiter(map(_kind, shown), np.uint8, END + 1)
    # An ellipsis is three full stops when folded: no word either way.
    special = {at for at in several if not folded[at] or any(map(_kind, folded[at]))}
    kinds[sorted(special)] = SPECIAL
    kinds[END] = NOTHING
    numbers = mixed(np.fromiter(map(ord, shown), np.uint64, END + 1) + np.uint64(1))
    return Characters(kinds, numbers, {points[at]: folded[at] for at in special})


def _kind(char: str) -> int:
    if ALONE.match(char):
        return CHARACTER
    if not char.isalnum() and char != "_":
        return NOTHING
    return DIGIT if char.isdigit() else LETTER
