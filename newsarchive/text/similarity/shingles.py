"""Shingles: the overlapping short runs of words a text is made of, as numbers."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.fingerprints import WORD
from newsarchive.text.spam.folding import ZERO_WIDTH, fold_table

Numbers = NDArray[np.uint64]

# A shingle is four words, or eight characters where a character is a word: about as much either way.
WIDTH, WORD_WIDTH = 8, 2
# What follows so many words is not compared: a story of that length is told from others by then.
MOST_WORDS = 20_000
# Odd, so that it has an inverse modulo 2**64 (Knuth's MMIX multiplier).
BASE = 6364136223846793005
INVERSE = pow(BASE, -1, 2**64)
# The finalizer of MurmurHash3 (Appleby, public domain): every bit of a number reaches every other.
MIX_SHIFT, MIX_ONE, MIX_TWO = np.uint64(33), np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


def words_of(text: str) -> list[str]:
    """Return the words, a Han, Kana, Thai … character being one; width, case and script folded."""
    return WORD.findall(ZERO_WIDTH.sub("", text).translate(fold_table()))[:MOST_WORDS]


def text_key(words: list[str]) -> int:
    """Return a number (64 bits, signed) that texts of the same words have in common."""
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def shingles(words: list[str]) -> Numbers:
    """Return the shingles in the order of the words, repeats included; none for a text shorter than one."""
    if not words:
        return np.empty(0, np.uint64)
    # A single letter past the alphabets (from Thai on) is a character that is a word.
    widths = np.fromiter((1 if len(w) == 1 and w >= "\u0e00" else WORD_WIDTH for w in words), np.int64)
    ends = np.concatenate(([0], np.cumsum(widths)))
    last = np.searchsorted(ends, ends[:-1] + WIDTH)  # each shingle is the shortest run that is wide enough
    last = last[last < len(ends)]
    # The number of a run is a difference of sums over the whole text (Karp and Rabin 1987), modulo 2**64.
    powers, inverses = _powers(BASE), _powers(INVERSE)
    hashed = np.fromiter((crc32(w.encode("utf-8", "surrogatepass")) for w in words), np.uint64)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(mixed(hashed) * powers[: len(words)])))
    return mixed((sums[last] - sums[: len(last)]) * inverses[: len(last)])


def mixed(numbers: Numbers) -> Numbers:
    """Return the numbers scattered over all 64 bits, different ones still different."""
    numbers = (numbers ^ (numbers >> MIX_SHIFT)) * MIX_ONE
    numbers = (numbers ^ (numbers >> MIX_SHIFT)) * MIX_TWO
    return numbers ^ (numbers >> MIX_SHIFT)


@cache
def _powers(base: int) -> Numbers:
    return np.cumprod(np.full(MOST_WORDS, base, np.uint64), dtype=np.uint64)
