"""Sentences of a list of which others are text: they are too, whatever the judges of blocks say.

Of a list of short sentences, such as five things to do or the hours of a rescue, the judges take some and
leave others: each says little by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsarchive.text.extraction.page_blocks import NO_TEXT, TAG_BIT, Block, Box
from newsarchive.text.sentences import ends_sentence

# Lines of a list that were read, from which the list is the story's.
SEVERAL = 2
# Share of a line that stands in links when it is no sentence of the story's, and of a list's lines with links
# when it leads to other stories.
LINKED = 0.5
_ITEM = TAG_BIT["li"]


def list_mates(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks of a page are sentences that were not read, in lists of which several were."""
    lines = set(read)
    lists = [_list_of(block.box) for block in blocks]
    items: Counter[int] = Counter(one.number for one in lists if one is not None)
    taken: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    for one, block in zip(lists, blocks, strict=True):
        if one is not None:
            taken[one.number] += block.text in lines
            linked[one.number] += bool(block.links)
    return np.array(
        [
            one is not None
            and taken[one.number] >= SEVERAL
            and linked[one.number] < LINKED * items[one.number]
            and block.text not in lines
            and ends_sentence(block.text)
            and block.linked < LINKED * len(block.text)
            and not block.box.tags & NO_TEXT
            for one, block in zip(lists, blocks, strict=True)
        ],
        dtype=np.bool_,
    )


def _list_of(box: Box) -> Box | None:
    """The list that a box is an item of, or stands in one; none where it does not."""
    while not box.tag & _ITEM:
        if box.parent is None:
            return None
        box = box.parent
    return box.parent
