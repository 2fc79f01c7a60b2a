"""The box between a headline and the text that says who wrote the story, and when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from newsarchive.text.page.page_blocks import TAG_BIT, Block, Box, is_called, kind_bits
from newsarchive.text.sentences import says_something

_HEADING = sum(TAG_BIT[tag] for tag in ("h1", "h2"))
_PARAGRAPH = TAG_BIT["p"]
# What cannot stand in such a box: parts of a text.
_TEXT = sum(TAG_BIT[tag] for tag in ("blockquote", "table", "dl", "pre", "figure"))
# Lines of such a box, boxes up to it, and blocks of the one around it that are looked at.
_MOST_LINES, _HIGHEST, _MOST_BESIDE = 8, 6, 200


def head_box(blocks: Sequence[Block], line: str) -> Box | None:
    """Return the largest box with a line of the page that holds no sentence; None where it is a paragraph's.

    So is that of a line that stands twice, and of one beside paragraphs.
    """
    places = [*islice((at for at, block in enumerate(blocks) if block.text == line), 2)]
    if len(places) != 1 or blocks[places[0]].box.tags & _TEXT:
        return None
    found: Box = blocks[places[0]].box
    for _ in range(_HIGHEST):
        outer = found.parent
        if outer is None or outer.element is None or outer.element.tag in ("body", "main"):
            break
        inside = blocks[outer.first : min(outer.end, outer.first + _MOST_BESIDE)]
        if any(says_something(block.text) and not block.box.tag & _HEADING for block in inside):
            beside = (block.box for block in inside if says_something(block.text))
            if any(box.tag & _PARAGRAPH and box.parent is outer for box in beside):
                return None
            break
        found = outer
    return found if found.end - found.first <= _MOST_LINES else None


def is_named_so(box: Box) -> bool:
    """Say whether a name says that a box tells who wrote a story, and when."""
    return is_called(kind_bits("meta", "author"), (box,), box.parent) if box.parent else False
