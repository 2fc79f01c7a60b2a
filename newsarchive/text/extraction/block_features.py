"""The table a page's blocks are judged by, one row a block: the same code trains the model and runs it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from newsarchive.text.extraction import block_boxes, block_facts, block_neighbours
from newsarchive.text.extraction.block_facts import Array, page_words, squeeze
from newsarchive.text.extraction.blocks import PageBlocks

WHOLE, PART, EDGE, NOT = 3, 2, 1, 0
# A part of a line is sought from this length on; a piece that only begins or ends alike from the second.
SHORTEST_PART, SHORTEST_EDGE, EDGE_LENGTH = 20, 60, 30
# Characters compared in the search for parts, so that its time is bounded (14 to 46 ms measured).
MOST_COMPARED = 50_000_000
# A block whose text counts as good: a closed line of this length, or any line of the second length.
GOOD_CLOSED, GOOD_LONG, LINK_PENALTY = 25, 80, 1.2

MEMBERSHIP = ("whole_line", "part_of_line", "edge_of_line", "accepted")
_LINK_SHARE, _CLOSED, _SENTENCE, _COMMAS = (
    block_facts.NAMES.index(name) for name in ("link_share", "closed", "sentence_closed", "commas")
)


def feature_names() -> list[str]:
    """The columns of `feature_table`."""
    return [*MEMBERSHIP, *block_facts.NAMES, *block_boxes.names(), *block_neighbours.names()]


def feature_table(tree: HtmlElement, page: PageBlocks, usual: Sequence[str]) -> NDArray[np.float32]:
    """Return one row a block; `usual` are the paragraphs of trafilatura's reading. The page has blocks."""
    squeezed = [squeeze(block.text) for block in page.blocks]
    member = membership(squeezed, usual)
    accepted = (member > NOT).astype(np.float64)
    facts = block_facts.block_facts(page.blocks, squeezed, page_words(tree))
    lengths = np.array([len(letters) for letters in squeezed], dtype=np.float64)
    linked = np.array([block.linked for block in page.blocks])
    counts = (lengths >= GOOD_CLOSED) & (facts[:, _CLOSED] > 0) | (lengths > GOOD_LONG)
    good = np.where(counts, np.maximum(0.0, lengths - LINK_PENALTY * linked), 0.0)
    table: NDArray[np.float32] = np.hstack(
        (
            np.column_stack((member == WHOLE, member == PART, member == EDGE, accepted)),
            facts,
            block_boxes.box_features(page, lengths, accepted, good, facts[:, _COMMAS]),
            block_neighbours.neighbour_features(
                page.blocks, lengths, accepted, facts[:, [_LINK_SHARE, _SENTENCE]]
            ),
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
    if letters in text:
        return PART
    if len(letters) >= SHORTEST_EDGE and (letters[:EDGE_LENGTH] in text or letters[-EDGE_LENGTH:] in text):
        return EDGE
    return NOT
