"""The table a page's blocks are judged by, one row a block: the same code trains the model and runs it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.page import block_facts
from newsarchive.text.page import block_facts as block_boxes
from newsarchive.text.page.block_facts import Array, Integers, page_words, squeeze
from newsarchive.text.page.page_blocks import SUBHEADING_BITS, TAG_BIT, Block, PageBlocks
from newsarchive.text.page.page_model import Elements

# What stands around a block: its neighbours, its place in the accepted text, blocks of the same make.

_OFFSETS = (-3, -2, -1, 1, 2, 3)
_SEEN = ("accepted", "length", "link_share", "sentence", "share", "paragraph")
# Blocks on either side over which acceptance is averaged.
_REACH = 5
_FAR = 99


def neighbour_feature_names() -> list[str]:
    """The columns of `neighbour_features`."""
    around = [f"{what}{offset:+d}" for offset in _OFFSETS for what in _SEEN]
    place = [
        "page_size",
        "answer_size",
        "answer_share",
        "so_far",
        "from_first",
        "from_last",
        "since_accepted",
        "until_accepted",
        "around",
        "place",
        "after_head1",
        "from_head1",
        "since_head",
        "same_before",
        "same_after",
    ]
    groups = [
        f"{make}_{what}"
        for make in ("make", "chain")
        for what in ("count", "length", "accepted", "link_share", "accepted_count", "answer_share")
    ]
    return [*around, *place, *groups]


def neighbour_features(own: OwnFacts, accepted: Array, facts: Array) -> Array:
    """Return one row a block; `facts` are the link share and the closed sentence of each."""
    lengths = own.lengths
    taken = lengths * accepted
    answer = taken.sum() or 1.0
    seen = np.column_stack((accepted, np.log1p(lengths), facts, taken / answer, own.paragraphs))
    columns = [_shifted(seen, offset) for offset in _OFFSETS]
    groups = [_groups(group, lengths, accepted, own.linked, answer) for group in own.groups]
    place = _place(lengths, accepted, taken, answer)
    return np.hstack((*columns, place, own.around, *groups))


def _above(block: Block) -> int:
    return block.box.parent.tag if block.box.parent else 0


def _shifted(seen: Array, offset: int) -> Array:
    moved = np.zeros_like(seen)
    if abs(offset) < len(seen):
        if offset < 0:
            moved[-offset:] = seen[:offset]
        else:
            moved[:-offset] = seen[offset:]
    return moved


def _place(lengths: Array, accepted: Array, taken: Array, answer: float) -> Array:
    count = len(lengths)
    place = np.arange(count)
    marks = np.flatnonzero(accepted)
    ones = np.ones(2 * _REACH + 1)
    around = (np.convolve(taken, ones) / np.maximum(np.convolve(lengths, ones), 1))[_REACH : _REACH + count]
    total = lengths.sum()
    columns = [
        np.full(count, np.log1p(total)),
        np.full(count, np.log1p(answer)),
        np.full(count, answer / max(total, 1)),
        np.cumsum(taken) / answer,
    ]
    if len(marks):
        following = np.searchsorted(marks, place)
        before = np.where(following > 0, place - marks[np.maximum(following - 1, 0)], _FAR)
        after = np.where(following < len(marks), marks[np.minimum(following, len(marks) - 1)] - place, _FAR)
        columns += [_signed(place - marks[0]), _signed(place - marks[-1]), np.log1p(before), np.log1p(after)]
    else:
        columns += [np.zeros(count)] * 4
    return np.column_stack((*columns, around, place / count))


def _signed(distance: Array) -> Array:
    signed: Array = np.sign(distance) * np.log1p(np.abs(distance))
    return signed


def _heads(blocks: Sequence[Block]) -> Array:
    first = next((number for number, block in enumerate(blocks) if block.box.tag & TAG_BIT["h1"]), None)
    place = np.arange(len(blocks))
    heads = np.array([bool(block.box.tag & SUBHEADING_BITS) for block in blocks])
    last = np.maximum.accumulate(np.where(heads, place, -1))
    return np.column_stack(
        (
            np.full(len(blocks), 0.5) if first is None else place > first,
            np.full(len(blocks), 3.0) if first is None else np.log1p(np.abs(place - first)),
            np.where(last >= 0, np.log1p(place - last), 5.0),
        )
    )


def _same_parent(blocks: Sequence[Block]) -> Array:
    same = np.array(
        [one.box.parent is other.box.parent for one, other in pairwise(blocks)],
        dtype=np.float64,
    )
    return np.column_stack((np.concatenate(([0.0], same)), np.concatenate((same, [0.0]))))


def makes(blocks: Sequence[Block]) -> tuple[list[Hashable], list[Hashable]]:
    """What each block is made of: its box's tag and class; those of the two boxes above it too."""
    makes: list[Hashable] = [block.box.signature for block in blocks]
    chains: list[Hashable] = []
    for block in blocks:
        above = block.box.parent
        upper = above.parent if above else None
        chains.append(
            (block.box.signature, above.signature if above else "", upper.signature if upper else "")
        )
    return makes, chains


def _numbered(makes: Sequence[Hashable]) -> Integers:
    """The number of the make of each block."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(make, len(numbers)) for make in makes], dtype=np.int64)


def _groups(group: Integers, lengths: Array, accepted: Array, linked: Array, answer: float) -> Array:
    """What the blocks of one make have in common: paragraphs of a text, items of a list."""
    count = np.bincount(group).astype(np.float64)
    size, taken = np.bincount(group, lengths), np.bincount(group, lengths * accepted)
    links, marks = np.bincount(group, linked), np.bincount(group, accepted)
    table = np.column_stack(
        (
            np.log1p(count),
            np.log1p(size / count),
            taken / np.maximum(size, 1),
            links / np.maximum(size, 1),
            marks / count,
            taken / answer,
        )
    )
    rows: Array = table[group]
    return rows


WHOLE, PARTLY, EDGE, NOT = 3, 2, 1, 0
# A part of a line is sought from this length on; a piece that only begins or ends alike from the second.
SHORTEST_PART, SHORTEST_EDGE, EDGE_LENGTH = 20, 60, 30
# Characters compared in the search for parts, so that its time is bounded (14 to 46 ms measured).
MOST_COMPARED = 50_000_000
# A block whose text counts as good: a closed line of this length, or any line of the second length.
_GOOD_CLOSED, _GOOD_LONG, _LINK_PENALTY = 25, 80, 1.2

_MEMBERSHIP = ("whole_line", "part_of_line", "edge_of_line", "accepted")
_LINK_SHARE, _CLOSED, _SENTENCE, _COMMAS = (
    block_facts.NAMES.index(name) for name in ("link_share", "closed", "sentence_closed", "commas")
)


def feature_names() -> list[str]:
    """The columns of `feature_table`."""
    return [*_MEMBERSHIP, *block_facts.NAMES, *block_boxes.box_feature_names(), *neighbour_feature_names()]


@dataclass(frozen=True, slots=True, eq=False)
class OwnFacts:
    """What the blocks of a page say of themselves, whichever reading is asked about: a row each.

    `bits` and `levels` are those of their boxes, `around` of their headings and neighbours in the box,
    `groups` the numbers of their makes and of the chains of these.
    """

    squeezed: tuple[str, ...]
    rows: Array
    lengths: Array
    linked: Array
    paragraphs: NDArray[np.bool_]
    bits: NDArray[np.uint8]
    levels: list[Integers]
    around: Array
    groups: tuple[Integers, ...]


def own_facts(source: Elements, page: PageBlocks) -> OwnFacts:
    """Return what the blocks of a page say of themselves; the page has one at least."""
    blocks = page.blocks
    squeezed = tuple([squeeze(block.text) for block in blocks])
    tags = np.array([block.box.tag | _above(block) for block in blocks], dtype=np.int64)
    return OwnFacts(
        squeezed,
        rows=block_facts.block_facts(blocks, squeezed, page_words(source)),
        lengths=np.array([len(letters) for letters in squeezed], dtype=np.float64),
        linked=np.array([block.linked for block in blocks], dtype=np.float64),
        paragraphs=(tags & TAG_BIT["p"]) > 0,
        bits=block_boxes.box_bits(blocks),
        levels=block_boxes.box_levels(blocks, page.boxes),
        around=np.hstack((_heads(blocks), _same_parent(blocks))),
        groups=tuple(map(_numbered, makes(blocks))),
    )


def feature_table(page: PageBlocks, own: OwnFacts, usual: Sequence[str]) -> NDArray[np.float32]:
    """Return one row a block; `usual` are the paragraphs of a reading to start from."""
    facts, lengths = own.rows, own.lengths
    member = membership(own.squeezed, usual)
    accepted = (member > NOT).astype(np.float64)
    counts = (lengths >= _GOOD_CLOSED) & (facts[:, _CLOSED] > 0) | (lengths > _GOOD_LONG)
    good = np.where(counts, np.maximum(0.0, lengths - _LINK_PENALTY * own.linked), 0.0)
    table: NDArray[np.float32] = np.hstack(
        (
            np.column_stack((member == WHOLE, member == PARTLY, member == EDGE, accepted)),
            facts,
            own.bits,
            block_boxes.box_features(
                page.boxes, own.levels, lengths, own.linked, accepted, good, facts[:, _COMMAS]
            ),
            neighbour_features(own, accepted, facts[:, [_LINK_SHARE, _SENTENCE]]),
        ),
        dtype=np.float32,
        casting="unsafe",
    )
    return table


def membership(squeezed: Sequence[str], usual: Sequence[str]) -> Array:
    """Return for each block whether it is a line of `usual`, part of one, begins or ends in one, or none."""
    lines = [squeeze(line) for line in usual]
    known, text = set(lines), "\n".join(lines)
    left = MOST_COMPARED // (len(text) + 1)
    found = np.zeros(len(squeezed))
    for number, letters in enumerate(squeezed):
        if letters in known:
            found[number] = WHOLE
        elif len(letters) >= SHORTEST_PART and left > 0:
            left -= 1
            found[number] = _part(letters, text)
    return found


def _part(letters: str, text: str) -> int:
    if len(letters) < SHORTEST_EDGE:
        return PARTLY if letters in text else NOT
    if letters[:EDGE_LENGTH] in text:  # where its beginning is not, the whole is not either
        return PARTLY if letters in text else EDGE
    return EDGE if letters[-EDGE_LENGTH:] in text else NOT
