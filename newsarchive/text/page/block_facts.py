"""What one block says of itself: its length, sentences, links, and whether it repeats title or summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log1p

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from newsarchive.text.letters import LONGEST_KEPT, without_ascii_signs
from newsarchive.text.page.page_blocks import TAGS, Block, Box, hint_kinds
from newsarchive.text.page.page_model import Elements
from newsarchive.text.sentences import OWN_STOPS, STOPS

Array = NDArray[np.float64]

_CLOSED = re.compile(rf"[{STOPS}\"”»）)’'」』:：;]$")
_SENTENCE_CLOSED = re.compile(rf"[.!?．{OWN_STOPS}][\"”»')’」]?$")
_SENTENCE_END = re.compile(rf"[{STOPS}](?:\s|$|[\"”»])")
_FOLD = re.compile(r"[\W_]+")
_SUMMARIES = frozenset({"description", "og:description", "twitter:description"})
# Only blocks up to this length are compared with title and summary.
_LONGEST_FOLDED = 400
NAMES = [
    "length",
    "sentences",
    "words",
    "letters_a_word",
    "link_share",
    "links",
    "bold_share",
    "closed",
    "sentence_closed",
    "marks",
    "at",
    "web",
    "commas",
    "copies",
    "in_title",
    "in_summary",
]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The page's title and summary, letters only."""

    title: str
    summary: str


def page_words(page: Elements) -> PageWords:
    """Read title and longest description from the head of the page."""
    summary = ""
    for meta in page.iter("meta"):
        if is_description(meta):
            summary = max(summary, _fold(meta.get("content") or ""), key=len)
    title = next(iter(page.iter("title")), None)
    return PageWords(_fold(title.text or "") if title is not None else "", summary)


def is_description(meta: HtmlElement) -> bool:
    """Say whether a meta element of the head holds what the page says of itself in a sentence or two."""
    return (meta.get("name") or meta.get("property") or "").lower() in _SUMMARIES


def squeeze(text: str) -> str:
    """Return `text` without white space; a third of the time a pattern takes."""
    return _squeezed(text) if len(text) <= LONGEST_KEPT else "".join(text.split())


@lru_cache(maxsize=2_000)  # the lines of a reading are those of the page
def _squeezed(text: str) -> str:
    return "".join(text.split())


def block_facts(blocks: Sequence[Block], squeezed: Sequence[str], words: PageWords) -> Array:
    """Return one row of `NAMES` a block."""
    copies = Counter(squeezed)
    rows = [
        _row(block, letters, copies[letters], words) for block, letters in zip(blocks, squeezed, strict=True)
    ]
    return np.array(rows, dtype=np.float64)


def _row(block: Block, letters: str, copies: int, words: PageWords) -> tuple[float, ...]:
    text, size = block.text, len(letters)
    spaces = text.count(" ") + 1
    folded = _fold(text) if 10 < size < _LONGEST_FOLDED else ""
    summary = words.summary
    return (
        log1p(size),
        log1p(len(_SENTENCE_END.findall(text))) if size > 30 else 0.0,
        log1p(spaces),
        size / spaces,
        block.linked / len(text),
        min(block.links, 5),
        block.bold / len(text),
        _CLOSED.search(text, len(text) - 2) is not None,
        _SENTENCE_CLOSED.search(text, len(text) - 2) is not None,
        text.count("|") + text.count("•") + text.count("/") + text.count("·"),
        "@" in text,
        "http" in text or "www." in text,
        text.count(",") + text.count("，") + text.count("、"),
        min(copies, 5),
        len(folded) > 10 and folded in words.title,
        len(folded) > 20 and (folded in summary or (len(summary) > 30 and summary[:30] in folded)),
    )


def _fold(text: str) -> str:
    letters = without_ascii_signs(text[:1000].lower())
    return letters if letters.isascii() or letters.isalnum() else _FOLD.sub("", letters)


# Where a block stands: what its boxes are called, what share of the page and of the answer they hold.

Integers = NDArray[np.int64]

# Of the accepted text, the share the main box holds at least: the deepest such box.
_MAIN_SHARE = 0.75
# Boxes above a block that are looked at, its own included.
_LEVELS = 4


def box_feature_names() -> list[str]:
    """The columns of `box_bits` and `box_features`."""
    kinds = hint_kinds()
    bits = [f"tag_{tag}" for tag in TAGS] + [f"under_{tag}" for tag in TAGS]
    bits += [f"{near}_{kind}" for near in ("own", "near", "above") for kind in kinds]
    held = [f"{what}{level}" for level in range(_LEVELS) for what in ("accepted", "coverage", "size")]
    good = [
        f"{what}{level}" for level in range(1, _LEVELS) for what in ("good_share", "links_in", "standing")
    ]
    return [*bits, *held, *good, "in_main", "below_main", "depth", "in_top", "top_share", "top_accepted"]


def box_features(
    boxes: Sequence[Box],
    levels: Sequence[Integers],
    lengths: Array,
    linked: Array,
    accepted: Array,
    good: Array,
    commas: Array,
) -> Array:
    """Return one row a block, what `box_bits` gives aside.

    `levels` are `box_levels`; `good` the characters of sentences outside links, `commas` their number.
    """
    first = np.array([box.first for box in boxes])
    end = np.array([box.end for box in boxes])
    depth = np.array([box.depth for box in boxes], dtype=np.float64)

    def within(amounts: Array) -> Array:
        running = np.concatenate(([0.0], np.cumsum(amounts)))
        held: Array = running[end] - running[first]
        return held

    size, taken = within(lengths), within(lengths * accepted)
    goodness, links = within(good), within(linked)
    all_taken, all_good = max(taken[0], 1.0), max(good.sum(), 1.0)
    standing = _standing(levels, lengths, good, commas, len(boxes)) * (
        1 - np.minimum(1, links / np.maximum(size, 1))
    )
    top = int(standing.argmax())
    best = standing[top] or 1.0
    share_linked = links / np.maximum(size, 1)
    held = np.column_stack((taken / np.maximum(size, 1), taken / all_taken, np.log1p(size)))
    praised = np.column_stack((goodness / all_good, share_linked, standing / best))
    main = _main_box(taken, all_taken, depth)
    count = len(lengths)
    place = np.arange(count)
    own = depth[levels[0]]
    columns = (
        (place >= first[main]) & (place < end[main]),
        own - depth[main],
        own,
        (place >= first[top]) & (place < end[top]),
        np.full(count, goodness[top] / all_good),
        np.full(count, taken[top] / all_taken),
    )
    by_level = [*(held[level] for level in levels), *(praised[level] for level in levels[1:])]
    return np.hstack((*by_level, np.column_stack(columns)))


def box_bits(blocks: Sequence[Block]) -> NDArray[np.uint8]:
    """Return tags and hints, one column a bit: the block's own box (and the one above), all above."""
    rows = [
        (
            block.box.tag | (above.tag if (above := block.box.parent) else 0),
            block.box.tags,
            block.box.hints,
            (above.hints | (above.parent.hints if above.parent else 0)) if above else 0,
            block.box.hints_above,
        )
        for block in blocks
    ]
    # The bits of the bytes of a number, the lowest first: five numbers of 64 bits a row.
    bits = np.unpackbits(np.array(rows, dtype="<i8").view(np.uint8), axis=1, bitorder="little")
    return bits.take(_bit_columns(), axis=1)


@cache
def _bit_columns() -> Integers:
    """The columns of the bits that mean something, of the five numbers of `box_bits`."""
    kinds = len(hint_kinds())
    counts = (len(TAGS), len(TAGS), kinds, kinds, kinds)
    return np.concatenate([64 * number + np.arange(count) for number, count in enumerate(counts)])


def box_levels(blocks: Sequence[Block], boxes: Sequence[Box]) -> list[Integers]:
    """Return the numbers of the box of each block, of the one above, and so on; the root is above itself."""
    parent = np.array([box.parent.number if box.parent else 0 for box in boxes], dtype=np.int64)
    levels = [np.array([block.box.number for block in blocks], dtype=np.int64)]
    while len(levels) < _LEVELS:
        levels.append(parent[levels[-1]])
    return levels


def _standing(levels: Sequence[Integers], lengths: Array, good: Array, commas: Array, count: int) -> Array:
    """Readability's score: each good paragraph counts for the box above it, half as much for the next one."""
    points = np.where(good > 0, 1 + commas + np.minimum(3, lengths // 100), 0.0)
    standing = np.zeros(count)
    for share, level in zip((1.0, 0.5, 0.25), levels[1:], strict=False):
        standing += np.bincount(level, weights=points * share, minlength=count)
    return standing


def _main_box(taken: Array, all_taken: float, depth: Array) -> int:
    holds = np.where(taken >= _MAIN_SHARE * all_taken, depth, -1.0)
    return int(len(holds) - 1 - holds[::-1].argmax())
