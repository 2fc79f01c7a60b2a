"""Groups of copies from pairs of copies, without chains: A like B and B like C does not make A like C."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from newsarchive.text.similarity.overlap import Relation

Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that were compared; of a `part`, which one is the shorter follows from the sizes."""

    one: int
    other: int
    relation: Relation


def groups(sizes: Mapping[int, int], pairs: Iterable[Pair]) -> list[Group]:
    """Return the groups of texts that tell one story; a text alone is a group of one.

    `sizes` are the shingles of each text by its key. The result is the same for any order of keys and pairs.
    Every text of a group is a copy of one and the same text of it, its centre; then groups of parts join the
    group they are parts of, if it is clear which.
    """
    pairs = list(pairs)
    copies = _neighbours(pair for pair in pairs if pair.relation == "copy")
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
