"""Shingles: the overlapping short runs of words a text is made of, as numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.revision_identity import CHARACTER_WORDS
from newsarchive.text.spam.unmasking import ZERO_WIDTH
from newsarchive.words import comparison_form

# Numbers of 64 bits for sequences: scattered, and of any stretch of a sequence by one subtraction.

Numbers = NDArray[np.uint64]
Places = NDArray[np.intp]

# Of no more items than this are stretches numbered.
LONGEST_TEXT = 100_000
# Odd, so that it has an inverse modulo 2**64 (Knuth's MMIX multiplier).
BASE = 6364136223846793005
INVERSE = pow(BASE, -1, 2**64)
# The finalizer of MurmurHash3 (Appleby, public domain): every bit of a number reaches every other.
MIX_SHIFT, MIX_ONE, MIX_TWO = np.uint64(33), np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


def mixed(numbers: Numbers) -> Numbers:
    """Return the numbers scattered over all 64 bits, different ones still different."""
    numbers = (numbers ^ (numbers >> MIX_SHIFT)) * MIX_ONE
    numbers = (numbers ^ (numbers >> MIX_SHIFT)) * MIX_TWO
    return numbers ^ (numbers >> MIX_SHIFT)


def stretches(items: Numbers, starts: Places, ends: Places) -> Numbers:
    """Return a number of each stretch of items, equal for stretches of equal items.

    It is a difference of sums over the whole sequence (Karp and Rabin 1987), modulo 2**64.
    """
    sums = np.zeros(len(items) + 1, np.uint64)
    np.cumsum(items * _powers(BASE)[: len(items)], out=sums[1:])
    return mixed((sums[ends] - sums[starts]) * _powers(INVERSE)[starts])


@cache
def _powers(base: int) -> Numbers:
    return np.cumprod(np.full(LONGEST_TEXT, base, np.uint64), dtype=np.uint64)


# What each character is to the comparison of texts: part of a word, a word, nothing; and its folded form.

# Between words; in words; the same, a digit; a word by itself; several characters or none when folded.
NOTHING, LETTER, DIGIT, CHARACTER, SPECIAL = range(5)
# No script of the news lies past the Han characters of plane 3 (Unicode 15), which end here.
LAST_POINT = 0x323B0
_ALONE = re.compile(f"[{CHARACTER_WORDS}]")


@dataclass(frozen=True, slots=True)
class Characters:
    """By code point: which of the kinds, and a number of its folded form. `special` are those spelled out."""

    kinds: NDArray[np.uint8]
    numbers: Numbers
    special: dict[str, str]


@cache
def characters() -> Characters:
    """Return the tables; made once in a process (0.2 s)."""
    points = "".join(map(chr, range(LAST_POINT + 1)))
    folded = comparison_form("\n".join(points)).split("\n")
    # The line feed itself became two empty lines.
    folded[10:12] = ["\n"]
    for char in ZERO_WIDTH.findall(points):
        folded[ord(char)] = ""
    several = {at for at, form in enumerate(folded) if len(form) != 1}
    shown = [" " if at in several else form for at, form in enumerate(folded)]
    kinds = np.fromiter(map(_kind, shown), np.uint8, LAST_POINT + 1)
    # An ellipsis is three full stops when folded: no word either way.
    special = {at for at in several if not folded[at] or any(map(_kind, folded[at]))}
    kinds[sorted(special)] = SPECIAL
    kinds[LAST_POINT] = NOTHING
    numbers = mixed(np.fromiter(map(ord, shown), np.uint64, LAST_POINT + 1) + np.uint64(1))
    return Characters(kinds, numbers, {points[at]: folded[at] for at in special})


def _kind(char: str) -> int:
    if _ALONE.match(char):
        return CHARACTER
    if not char.isalnum() and char != "_":
        return NOTHING
    return DIGIT if char.isdigit() else LETTER


# The words texts are compared by, as numbers: width, case and script folded, invisible characters gone.


@dataclass(frozen=True, slots=True)
class Words:
    """A number for each word, equal for equal words. `alone`: it is a Han, Kana, Thai … character;
    `numeric`: it begins with a digit.
    """

    numbers: Numbers
    alone: NDArray[np.bool_]
    numeric: NDArray[np.bool_]


def words_of(text: str) -> Words:
    """Return the words of a text; what follows 100,000 characters is not compared. Never raises.

    No string is made of any word: an article takes 0.05 ms.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text[:LONGEST_TEXT])
    tables = characters()
    points = _points(text)
    kinds = tables.kinds[points]
    if SPECIAL in kinds:
        points = _points(_spelled_out(text, np.flatnonzero(kinds == SPECIAL)))
        kinds = tables.kinds[points]
    alone = kinds == CHARACTER
    spaced = (kinds != NOTHING) & ~alone
    beside = np.zeros(len(kinds) + 2, np.bool_)
    beside[1:-1] = spaced
    starts = np.flatnonzero(alone | (spaced & ~beside[:-2]))
    ends = np.flatnonzero(alone | (spaced & ~beside[2:])) + 1
    first = kinds[starts]
    return Words(stretches(tables.numbers[points], starts, ends), first == CHARACTER, first == DIGIT)


def text_key(words: Words) -> int:
    """Return a number (64 bits, signed) that texts of the same words have in common."""
    digest = blake2b(words.numbers.astype("<u8").tobytes(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _points(text: str) -> NDArray[np.intp]:
    text = text[:LONGEST_TEXT]
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8).astype(np.intp)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return np.asarray(np.minimum(points, LAST_POINT), np.intp)


def _spelled_out(text: str, places: NDArray[np.intp]) -> str:
    special = characters().special
    pieces: list[str] = []
    last = 0
    for place in places.tolist():
        pieces += (text[last:place], special[text[place]])
        last = place + 1
    return "".join((*pieces, text[last:]))


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
