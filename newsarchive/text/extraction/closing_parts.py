"""The last part of a review, its verdict, where it stands in a box of its own behind the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from newsarchive.text.extraction.subheadings import wider_box
from newsarchive.text.letters import letters_only
from newsarchive.text.page.more_labels import label_table
from newsarchive.text.page.page_blocks import (
    APART,
    NO_TEXT_BITS,
    SUBHEADING_BITS,
    TAG_BIT,
    Block,
    Box,
    is_called,
    kind_bits,
)
from newsarchive.text.sentences import says_something

_ARTICLE = TAG_BIT["article"]
_PLAIN = TAG_BIT["p"] | TAG_BIT["div"]
# Lines of such a box, and lines between it and the text: a poll, a button, other stories.
_MOST_LINES, _MOST_BETWEEN = 8, 6
_LONGEST_HEADING = 30


def closing_parts(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks are a heading that ends a text ("The Verdict"), unread, and what is told below it.

    Both stand in a box that begins with the heading, has hardly more than sentences and no line of links, and
    is called by no other part's name; a line that was read stands a few lines above it, in the same article.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    for at, block in enumerate(blocks):
        if len(block.text) > _LONGEST_HEADING or not block.box.tag & SUBHEADING_BITS or block.text in lines:
            continue
        if block.linked or block.box.tags & NO_TEXT_BITS or letters_only(block.text) not in _closing():
            continue
        box = wider_box(block.box)
        if box is None or box.first != at or box.end - box.first > _MOST_LINES:
            continue
        told = [place for place in range(at + 1, box.end) if says_something(blocks[place].text)]
        above = next(
            (one for one in reversed(blocks[max(0, at - _MOST_BETWEEN) : at]) if one.text in lines), None
        )
        if not told or above is None or _article_of(above.box) is not _article_of(box):
            continue
        if any(map(_is_apart, blocks[at : box.end])):
            continue
        if not is_called(kind_bits(*APART), (block.box,), above.box):
            found[[at, *(place for place in told if blocks[place].box.tag & _PLAIN)]] = True
    return found


def _article_of(box: Box) -> Box | None:
    """Return the innermost `article` around a box."""
    around: Box | None = box
    while around is not None and not around.tag & _ARTICLE:
        around = around.parent
    return around


def _is_apart(block: Block) -> bool:
    return 2 * block.linked >= len(block.text) or bool(block.box.tags & NO_TEXT_BITS)


@cache
def _closing() -> frozenset[str]:
    return label_table("newsarchive.text.extraction", "closing_headings")
