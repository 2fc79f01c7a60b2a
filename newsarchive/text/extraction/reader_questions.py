"""Questions of readers in a live report, in a box with the answer: they are text as the answer is.

Programs call them comments, and so judges of blocks leave them out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsarchive.text.extraction.subheadings import wider_box
from newsarchive.text.letters import count_letters
from newsarchive.text.page.page_blocks import NO_TEXT_BITS, Block
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.page.structured_data import every_node, is_kind
from newsarchive.text.sentences import SENTENCE_END, says_something

# Signs that ask; lines between a question and its answer (who asks, when); lines of a post.
_ASKING = ("?", "？", "؟")
_MOST_BETWEEN, _MOST_IN_POST = 2, 10
# Letters of the line that says who asks.
_LONGEST_ASKER = 40


def reader_questions(model: PageModel, blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks of a live report are questions, not read, whose answer was read.

    The answer stands in the same box, which is a post's and not the report's, and hardly more than the
    reader's name between.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    asked = [
        at
        for at, block in enumerate(blocks)
        if block.text.endswith(_ASKING) and block.text not in lines and not block.links
    ]
    if not asked or not any(is_kind(node, "LiveBlogPosting") for node in every_node(model)):
        return found
    for at in asked:
        post = wider_box(blocks[at].box)
        if post is None or post.end - post.first > _MOST_IN_POST or blocks[at].box.tags & NO_TEXT_BITS:
            continue
        for behind in blocks[at + 1 : min(post.end, at + 2 + _MOST_BETWEEN)]:
            if behind.text in lines:
                found[at] = says_something(behind.text)
                break
            if SENTENCE_END.search(behind.text) or count_letters(behind.text) >= _LONGEST_ASKER:
                break
    return found
