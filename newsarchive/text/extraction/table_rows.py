"""Rows of a table of data as one block each: its cells say something only together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from newsarchive.text.extraction.boxes import TAG_BIT, Block, Box

CELL, ROW = TAG_BIT["td"], TAG_BIT["tr"]
# A longer cell holds a text of its own: tables also lay pages out.
LONGEST_CELL = 200


def join_rows(blocks: Sequence[Block], boxes: Sequence[Box]) -> tuple[Block, ...]:
    """Return `blocks` with the cells of each row of data joined; the boxes' bounds move along."""
    joined: list[Block] = []
    places = [0] * (len(blocks) + 1)
    number = 0
    for row, members in groupby(blocks, key=_row):
        cells = list(members)
        if row is None or len(cells) == 1:
            places[number : number + len(cells)] = range(len(joined), len(joined) + len(cells))
            joined += cells
        else:
            places[number : number + len(cells)] = [len(joined)] * len(cells)
            joined.append(_join(cells))
        number += len(cells)
    places[len(blocks)] = len(joined)
    for box in boxes:
        # A cell after the first of its row begins where the row does, and ends behind it.
        box.first, box.end = (
            places[box.first],
            places[box.end - 1] + 1 if box.end > box.first else places[box.end],
        )
    return tuple(joined)


def _row(block: Block) -> int | None:
    """The number of the row the block is a whole short cell of."""
    box, above = block.box, block.box.parent
    if not box.tag & CELL or above is None or not above.tag & ROW:
        return None
    return above.number if box.end - box.first == 1 and len(block.text) <= LONGEST_CELL else None


def _join(cells: Sequence[Block]) -> Block:
    return Block(
        " ".join(cell.text for cell in cells),
        cells[0].box,
        sum(cell.linked for cell in cells),
        sum(cell.bold for cell in cells),
        sum(cell.links for cell in cells),
    )
