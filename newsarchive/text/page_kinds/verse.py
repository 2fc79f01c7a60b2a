"""Texts set as verse: many short lines without a stop, as lists of headlines have, and no link in them."""

from __future__ import annotations

from itertools import pairwise

from newsarchive.text.page.page_blocks import TAG_BIT
from newsarchive.text.page_kinds.kind_features import PageToSort

# Lines of a poem, and the share of them that stand beside another one: in one box, or each in a paragraph.
_FEWEST_LINES, _TOGETHER = 6, 0.8
_LISTS = TAG_BIT["li"] | TAG_BIT["dl"] | TAG_BIT["tr"]
_PARAGRAPH = TAG_BIT["p"]


def is_verse(known: PageToSort) -> bool:
    """Say whether a page's text is lines that lead nowhere, in no list, and its writer or day is known.

    What is listed can be followed.
    """
    if not (known.names or known.dated_by):
        return False
    lines = [block for _, block in known.inside]
    if len(lines) < _FEWEST_LINES or any(line.links or line.linked for line in lines):
        return False
    boxes = [line.box for line in lines]
    # Old pages are laid out by tables: one line of a cell is a row's, several are a text's.
    beside = sum(
        one is other or (one.parent is other.parent and one.tag == other.tag == _PARAGRAPH)
        for one, other in pairwise(boxes)
    )
    return beside >= _TOGETHER * (len(lines) - 1) and not any(box.tag & _LISTS for box in boxes)
