"""Shingles: the overlapping short runs of words a text is made of, as numbers."""

from __future__ import annotations

import numpy as np

from newsarchive.text.similarity.numbering import Numbers, stretches
from newsarchive.text.similarity.words import Words

# A shingle is four words, or eight characters where a character is a word: about as much either way.
WIDTH, WORD_WIDTH = 8, 2


def shingles(words: Words) -> Numbers:
    """Return the shingles in the order of the words, repeats included; none for a text shorter than one."""
    starts = np.arange(len(words.numbers))
    if words.alone.any():
        # Each shingle is the shortest run that is wide enough.
        widths = np.where(words.alone, 1, WORD_WIDTH)
        after = np.concatenate(([0], np.cumsum(widths)))
        ends = np.searchsorted(after, after[:-1] + WIDTH)
    else:
        ends = starts + WIDTH // WORD_WIDTH
    ends = ends[ends <= len(starts)]
    return stretches(words.numbers, starts[: len(ends)], ends)
