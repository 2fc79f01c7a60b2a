"""Groups of copies from pairs of copies, without chains: A like B and B like C does not make A like C."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from newsarchive.evidence import TextRelation
from newsarchive.similarity.shingles import Numbers, shingles, words_of

# Whether one text is a copy of another, by how much of the shorter one stands in the longer.

# Of the shorter text's shingles at least this share stands in the longer, and more where there are few: of 40
# shingles 0.9, of 120 0.7. A word changed costs four shingles, so 0.6 is one change in ten words.
SHARE, MORE_FOR_SHORT, MOST_ASKED = 0.6, 12.0, 0.95
# Of the longer text at least this share stands in the shorter: less is a part of it (cut short, or wrapped in
# another text; of two stories on one page no more than one can be most of it), far less is a quotation.
MOST_OF_IT, QUOTATION = 0.66, 0.1
# Of two addresses of one text, moved and perhaps put right, the longer has at least this share in common. Two
# days' reports of one form, with the same notices below, have two thirds.
SAME_TEXT = 0.8
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


def relation(one: Compared, other: Compared) -> TextRelation | None:
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
    return TextRelation.COPY if share >= MOST_OF_IT else TextRelation.PART


def is_same_text(one: Compared, other: Compared) -> bool:
    """Say whether nearly all of two texts is the same: copies that share most of the longer one too.

    False of texts too short to have a shingle. The order of the two does not matter.
    """
    if relation(one, other) != TextRelation.COPY:
        return False
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    return shared >= SAME_TEXT * max(len(one.shingles), len(other.shingles))


def _other_numbers(small: Compared, large: Compared) -> bool:
    # Of texts of one length either may be the one with fewer numbers.
    few, many = sorted((small.numbers, large.numbers), key=len)
    return len(few) >= FEWEST_NUMBERS and len(few & many) < SHARE_OF_NUMBERS * len(few)


Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that were compared; of a `part`, which one is the shorter follows from the sizes."""

    one: int
    other: int
    relation: TextRelation


def groups(sizes: Mapping[int, int], pairs: Iterable[Pair]) -> list[Group]:
    """Return the groups of texts that tell one story; a text alone is a group of one.

    `sizes` are the shingles of each text by its key. The result is the same for any order of keys and pairs.
    Every text of a group is a copy of one and the same text of it, its centre; then groups of parts join the
    group they are parts of, if it is clear which.
    """
    pairs = list(pairs)
    copies = _neighbours(pair for pair in pairs if pair.relation == TextRelation.COPY)
    stars = _stars(sizes, copies)
    return _with_parts(stars, sizes, pairs)


def _neighbours(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        found[pair.one].add(pair.other)
        found[pair.other].add(pair.one)
    return found


def _stars(sizes: Mapping[int, int], copies: Mapping[int, set[int]]) -> list[Group]:
    """Take the text with most copies, then the longest; its copies are a group; and again with the rest.

    What each text still has of copies is not counted anew: the first count says well enough who is central,
    and no text is looked at twice.
    """
    left = set(sizes)
    stars = []
    for centre in sorted(sizes, key=lambda key: (-len(copies.get(key, ())), -sizes[key], key)):
        if centre in left:
            star = frozenset({centre} | (copies.get(centre, set()) & left))
            left -= star
            stars.append(star)
    return stars


def _with_parts(stars: list[Group], sizes: Mapping[int, int], pairs: Collection[Pair]) -> list[Group]:
    at = {key: number for number, star in enumerate(stars) for key in star}
    wholes: dict[int, set[int]] = defaultdict(set)  # by part
    parts: dict[int, set[int]] = defaultdict(set)  # by whole
    linked: set[tuple[int, int]] = set()
    for pair in pairs:
        part, whole = (at[key] for key in sorted((pair.one, pair.other), key=lambda key: (sizes[key], key)))
        linked |= {(part, whole), (whole, part)}
        if pair.relation == "part" and part != whole:
            wholes[part].add(whole)
            parts[whole].add(part)
    digests = {whole for whole, of in parts.items() if not _all_linked(of, linked)}
    unclear = {part for part, of in wholes.items() if not _all_linked(of - digests, linked)}
    joined = [(part, whole) for part, of in wholes.items() if part not in unclear for whole in of - digests]
    return _united(stars, joined)


def _all_linked(stars: Collection[int], linked: Collection[tuple[int, int]]) -> bool:
    """Whether every two of them are alike. A digest is a whole of parts that are not; a notice that stands
    in unlike stories is a part of wholes that are not."""
    return all(pair in linked for pair in combinations(stars, 2))


def _united(stars: list[Group], joined: Iterable[tuple[int, int]]) -> list[Group]:
    root = list(range(len(stars)))

    def find(star: int) -> int:
        while root[star] != star:
            root[star] = root[root[star]]
            star = root[star]
        return star

    for part, whole in joined:
        root[find(part)] = find(whole)
    united: dict[int, set[int]] = defaultdict(set)
    for number, star in enumerate(stars):
        united[find(number)] |= star
    return sorted((frozenset(group) for group in united.values()), key=sorted)
