"""Lines beside a story in a page laid out by tables, and rows of links above and below one.

Until style sheets laid pages out, each column was a cell of a table's row: the story in one, in the others
menus, lists and labels. What holds data in such a row has no story in one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate

from newsarchive.text.page.page_blocks import TAG_BIT, Block, Box
from newsarchive.text.sentences import says_something

_CELL, _ROW = TAG_BIT["td"], TAG_BIT["tr"]
# Of the letters of what was read, in the story's cell at least.
_STORY = 0.8
# Characters in links for each letter of a row of links; what stands between them are bars and brackets.
_LINKED, _FEWEST_LINKS = 0.9, 2


def column_lines(
    blocks: Sequence[Block], paragraphs: Collection[str], furniture: Callable[[str], str | None]
) -> frozenset[str]:
    """Return those of `paragraphs` that stand in a cell with links beside the story's.

    A cell with a sentence that is no furniture may be a part of the story: its lines stay. So does what
    stands elsewhere, too.
    """
    told = frozenset(paragraphs)
    shown = [at for at, block in enumerate(blocks) if block.text in told]
    sums = [0, *accumulate(block.letters if block.text in told else 0 for block in blocks)]
    if not shown or not sums[-1] or not any(blocks[at].box.tags & _CELL for at in shown):
        return frozenset()
    beside: set[int] = set()
    longest = blocks[max(shown, key=lambda at: blocks[at].letters)]
    for story in _cells(longest.box):
        row = story.parent
        if row is None or not row.tag & _ROW or sums[story.end] - sums[story.first] < _STORY * sums[-1]:
            continue
        others = {
            cell.number: cell
            for at in shown
            if row.first <= at < row.end and not story.first <= at < story.end
            for cell in _cells(blocks[at].box)
            if cell.parent is row
        }
        for cell in others.values():
            own = [at for at in shown if cell.first <= at < cell.end]
            texts = [blocks[at].text for at in own]
            if any(block.links for block in blocks[cell.first : cell.end]) and not any(
                says_something(text) and furniture(text) is None for text in texts
            ):
                beside.update(own)
    elsewhere = {blocks[at].text for at in shown if at not in beside}
    return frozenset(blocks[at].text for at in beside) - elsewhere


def _cells(box: Box | None) -> Iterator[Box]:
    while box is not None:
        if box.tag & _CELL:
            yield box
        box = box.parent


def link_rows(blocks: Sequence[Block], paragraphs: Collection[str]) -> frozenset[str]:
    """Return those of `paragraphs` that are several links in a line and nothing else: "Home | News"."""
    told = frozenset(paragraphs)
    return frozenset(
        block.text
        for block in blocks
        if block.links >= _FEWEST_LINKS
        and block.text in told
        and block.linked >= _LINKED * block.letters
        and not says_something(block.text)
    )
