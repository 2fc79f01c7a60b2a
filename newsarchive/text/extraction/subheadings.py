"""Headings between two lines of the text: they are text, whatever the judges of blocks say.

Of three words such as "The next step" a judge cannot tell the headings of a story from those of boxes beside
it, least of all where each paragraph has a box of its own, as page builders make them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsarchive.text.extraction.page_blocks import APART, NO_TEXT, TAG_BIT, Block, Box, is_called, kind_bits
from newsarchive.text.furniture.furniture_lines import furniture_kind

_HEADINGS = TAG_BIT["h2"] | TAG_BIT["h3"] | TAG_BIT["h4"]
_ALL_HEADINGS = _HEADINGS | TAG_BIT["h1"]
_NO_PLACE = NO_TEXT | TAG_BIT["figure"]
# What names say of boxes whose headings are their own, also where a line of them was read: on 1,000 pages of
# known texts 161 of 194 unread headings between two read lines were text, of those in boxes called so 37 of
# 52; nearly all that were none stand above a line that was read by mistake (2026-11).
_APART = (*APART, "caption", "media")


def subheadings(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks of a page are headings that were not read, between two lines that were.

    One that stands there twice ("Listen to this article"), or says what heads other stories, is none.
    """
    lines = set(read)
    found = [
        0 < place < len(blocks) - 1
        and _is_heading(block.box)
        and not (block.links or block.linked or block.box.tags & _NO_PLACE)
        and block.text not in lines
        and blocks[place - 1].text in lines
        and blocks[place + 1].text in lines
        and not blocks[place + 1].box.tag & _ALL_HEADINGS
        and furniture_kind(block.text) is None
        and not is_called(kind_bits(*_APART), (block.box, blocks[place + 1].box), blocks[place - 1].box)
        for place, block in enumerate(blocks)
    ]
    told = Counter(block.text for block, is_one in zip(blocks, found, strict=True) if is_one)
    return np.array(
        [is_one and told[block.text] == 1 for block, is_one in zip(blocks, found, strict=True)],
        dtype=np.bool_,
    )


def _is_heading(box: Box) -> bool:
    """Whether a box is a heading below the headline, by its tag or its role (WAI-ARIA 1.2, `heading`)."""
    if box.tag & _HEADINGS:
        return True
    return (
        box.element is not None
        and box.element.get("role") == "heading"
        and box.element.get("aria-level") != "1"
    )
