"""The words an index holds of an article: enough to find any word of it, and nearly all of any phrase."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add
from zlib import crc32

from newsarchive.words.arabic import WITH_AND, may_follow_and
from newsarchive.words.tokenizer import END, RUN, search_form, unit_texts

# Pairs of neighbouring characters of many runs, made in one stroke: three times faster than one by one.

CODEC = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
_SPACE = " ".encode(CODEC)


def overlapping(runs: Collection[str]) -> str:
    """Return each two neighbouring characters of each run, and its last, parted by spaces.

    "经济学" gives "经济 济学 学".
    """
    # The runs, and beside each character the one that follows it; then a space.
    first = " ".join(runs) + " "
    second = "".join([f"{run[1:]}  " for run in runs])
    if not runs:
        return ""
    written = array("I", _SPACE * (3 * len(first)))
    written[0::3] = array("I", first.encode(CODEC))
    written[1::3] = array("I", second.encode(CODEC))
    return written.tobytes().decode(CODEC)


# Longer words share the index entry of their beginning, and are then looked at in the text.
LONGEST = 64
# Pairs of neighbouring words are kept as one of so many numbers (the first of plane 15, for private use, so
# that no text holds them): a phrase of two frequent words would else be looked for in thousands of texts.
# 65,533 of them leave one article in 170 of 400 words (2026-11-24), which is then looked at.
PAIRS_FROM = 0xF0000
PAIRS = 65_533
# A tsvector of PostgreSQL holds 1,048,575 bytes (its manual, 8.11.1), marks included. What it reads one from
# counts repeated words as well, before it drops them: `without_repeats`.
MOST_BYTES = 1_000_000
_LARGEST_CHARACTER = 4  # bytes, in UTF-8


PAIR = "".join(map(chr, range(PAIRS_FROM, PAIRS_FROM + PAIRS)))


def index_words(title: str, text: str) -> str | None:
    """Return the words to index, white space between them; None when they are too many. Never raises.

    Spaced scripts give words, pairs of neighbours as one private character, and `c` beside `c++`, as the
    Arabic word beside "and" and that word. Runs of
    unspaced scripts give overlapping pairs of characters and their last character, so that a single one is
    found as the beginning of a word of the index. A word may be given several times: an index counts it once.
    """
    words = words_of_units(unit_texts(search_form(f"{title}\n{text}")))
    return words if _fit(words) else None


def words_of_units(found: list[str]) -> str:
    """Return the words to index of a text's units (`unit_texts`), however many; never raises."""
    runs = _runs(found)
    spaced = [END if token in runs else token for token in found] if runs else found
    return " ".join((overlapping(runs), _spaced(spaced), *_paired(spaced)))


def word_pairs(words: Sequence[str]) -> list[str]:
    """Return the index's words for each two of these neighbouring words of spaced scripts."""
    return [PAIR[crc32(f"{one} {two}".encode()) % PAIRS] for one, two in pairwise(words)]


def bigrams(run: str) -> Iterator[str]:
    """Give each two neighbouring characters."""
    return map(add, run, run[1:])


def word_key(word: str) -> str:
    """Return the index's word for a word of a spaced script."""
    return word[:LONGEST]


def _runs(found: Iterable[str]) -> set[str]:
    # No character before this one is of an unspaced script.
    return {token for token in set(found) if token[0] > "\u0e00" and RUN.match(token)}


def _spaced(found: list[str]) -> str:
    longest = max(map(len, found), default=0)
    words = " ".join(map(word_key, found) if longest > LONGEST else filter(END.__ne__, found))
    if "+" in words or "#" in words:
        bare = (token.rstrip("+#") for token in found if token[-1] in "+#")
        words = " ".join((words, *map(word_key, bare)))
    if WITH_AND in words:
        bare = (token[1:] for token in found if token.startswith(WITH_AND) and may_follow_and(token[1:]))
        words = " ".join((words, *map(word_key, bare)))
    return words


def _paired(found: list[str]) -> Iterator[str]:
    """Give the pairs of each stretch without an end of a line in it, a space between them."""
    start = 0
    for end in (*(at for at, token in enumerate(found) if token == END), len(found)):
        if end - start > 1:
            yield " ".join(word_pairs(found[start:end]))
        start = end + 1


def _fit(words: str) -> bool:
    return len(words.encode()) <= MOST_BYTES or fit_an_index(set(words.split()), len(words))


def without_repeats(words: str) -> str:
    """Return the words, each once where all of them are more bytes than a tsvector is read from."""
    if len(words) * _LARGEST_CHARACTER <= MOST_BYTES:
        return words
    return " ".join(dict.fromkeys(words.split()))


def fit_an_index(words: Collection[str], characters: int) -> bool:
    """Say whether an index takes these different words, which have at most so many characters together."""
    return (
        characters * _LARGEST_CHARACTER <= MOST_BYTES
        or sum(len(word.encode()) for word in words) <= MOST_BYTES
    )


# A text cut once for many questions.


@dataclass(frozen=True, slots=True)
class CutText:
    """Lines of an article: `words` as the index has them, `spelled` as phrases are compared.

    No word and no phrase goes over the end of a line, so words and spellings of lines are those of the text.
    `characters` bounds the size of its words.
    """

    words: frozenset[str]
    characters: int
    spelled: str


NO_TEXT = CutText(frozenset(), 0, "")


def cut_text(text: str) -> CutText:
    """Cut a text, the headline its first line; never raises."""
    units = unit_texts(search_form(text))
    words = words_of_units(units)
    return CutText(frozenset(words.split()), len(words), f" {' '.join(units)} ")


def joint_words(*parts: CutText) -> frozenset[str] | None:
    """Return the words of an article that consists of these; None where an index does not take so many."""
    words = frozenset().union(*(part.words for part in parts))
    return words if fit_an_index(words, sum(part.characters for part in parts)) else None


@dataclass(frozen=True, slots=True)
class LineChanges:
    """Lines that two texts share, and what each has beside them, whatever their order."""

    kept: str
    removed: str
    added: str


def line_changes(old: str, new: str) -> LineChanges:
    """Return the lines of two texts, each as often as it stands there; never raises."""
    olds, news = Counter(old.split("\n")), Counter(new.split("\n"))
    bags = (olds & news, olds - news, news - olds)
    kept, removed, added = ("\n".join(bag.elements()) for bag in bags)
    return LineChanges(kept, removed, added)
