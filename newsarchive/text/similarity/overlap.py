"""Whether one text is a copy of another, by how much of the shorter one stands in the longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from newsarchive.text.similarity.numbering import Numbers
from newsarchive.text.similarity.shingles import shingles
from newsarchive.text.similarity.words import words_of

Relation = Literal["copy", "part"]

# Of the shorter text's shingles at least this share stands in the longer, and more where there are few: of 40
# shingles 0.9, of 120 0.7. A word changed costs four shingles, so 0.6 is one change in ten words.
SHARE, MORE_FOR_SHORT, MOST_ASKED = 0.6, 12.0, 0.95
# Of the longer text at least this share stands in the shorter: less is a part of it (cut short, or wrapped in
# another text; of two stories on one page no more than one can be most of it), far less is a quotation.
MOST_OF_IT, QUOTATION = 0.66, 0.1
# Weather, results and prices have one wording for every day and place, and other numbers in it. Of a copy's
# numbers most stand in the original, if there are enough to tell.
FEWEST_NUMBERS, SHARE_OF_NUMBERS = 4, 0.6


@dataclass(frozen=True, slots=True)
class Compared:
    """A text made ready to be compared: its different shingles, sorted, and its different numbers."""

    shingles: Numbers
    numbers: frozenset[int]


def compared(text: str) -> Compared:
    """Return what `relation` compares of a text."""
    words = words_of(text)
    numbers = frozenset(words.numbers[words.numeric].tolist())
    return Compared(np.unique(shingles(words)), numbers)


def relation(one: Compared, other: Compared) -> Relation | None:
    """Say whether two texts are copies of each other, or the shorter a part of the longer; else None.

    The order of the two does not matter.
    """
    small, large = sorted((one, other), key=lambda text: len(text.shingles))
    size = len(small.shingles)
    if not size:
        return None
    shared = len(np.intersect1d(small.shingles, large.shingles, assume_unique=True))
    if shared < size * min(MOST_ASKED, SHARE + MORE_FOR_SHORT / size) or _other_numbers(small, large):
        return None
    share = shared / len(large.shingles)
    if share < QUOTATION:
        return None
    return "copy" if share >= MOST_OF_IT else "part"


def _other_numbers(small: Compared, large: Compared) -> bool:
    # Of texts of one length either may be the one with fewer numbers.
    few, many = sorted((small.numbers, large.numbers), key=len)
    return len(few) >= FEWEST_NUMBERS and len(few & many) < SHARE_OF_NUMBERS * len(few)
