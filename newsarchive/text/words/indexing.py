"""The words an index holds of an article: enough to find any word of it, and nearly all of any phrase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from newsarchive.text.words.cutting import Unit, cut
from newsarchive.text.words.folding import fold

# Longer words share the index entry of their beginning, and are then looked at in the text.
LONGEST = 64
# Pairs of neighbouring words are kept as one of so many numbers (the first of plane 15, for private use, so
# that no text holds them): a phrase of two frequent words would else be looked for in thousands of texts.
# 65,533 of them leave one article in 170 of 400 words (2026-11-24), which is then looked at.
PAIRS_FROM = 0xF0000
PAIRS = 65_533
# A tsvector of PostgreSQL holds 1,048,575 bytes (its manual, 8.11.1), marks included.
MOST_BYTES = 1_000_000


def index_words(title: str, text: str) -> set[str] | None:
    """Return the words to index; None when they are too many for an index. Never raises.

    Spaced scripts give words, pairs of neighbours as one private character, and `c` beside `c++`. Runs of
    unspaced scripts give overlapping pairs of characters and their last character, so that a single one is
    found as the beginning of a word of the index.
    """
    words: set[str] = set()
    for line in fold(f"{title}\n{text}").split("\n"):
        units = list(cut(line))
        for unit in units:
            words.update(_words(unit))
        words.update(pairs(units))
    return words if sum(len(word.encode()) for word in words) <= MOST_BYTES else None


def pairs(units: list[Unit]) -> Iterator[str]:
    """Give the index's words for each two neighbouring words of spaced scripts."""
    for first, second in pairwise(units):
        if not first.run and not second.run:
            number = crc32(f"{first.text} {second.text}".encode("utf-8", "surrogatepass"))
            yield chr(PAIRS_FROM + number % PAIRS)


def bigrams(run: str) -> Iterator[str]:
    """Give each two neighbouring characters."""
    return map("".join, pairwise(run))


def word_key(word: str) -> str:
    """Return the index's word for a word of a spaced script."""
    return word[:LONGEST]


def _words(unit: Unit) -> Iterator[str]:
    if unit.run:
        yield from bigrams(unit.text)
        yield unit.text[-1]
        return
    yield word_key(unit.text)
    if unit.text[-1] in "+#":
        yield word_key(unit.text.rstrip("+#"))
