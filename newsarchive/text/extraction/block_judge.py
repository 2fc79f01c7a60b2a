"""The judges of blocks: which blocks of a page are its article, and how sure the answer is.

Two forests, grown alike: `alone` starts from the densest container of the page, `helped` from trafilatura's
reading. On sites they had not seen, their mean was better than either (mean page F1 of 890 pages .943 alone,
.949 helped, .951 together; 2026-11), and where `alone` is sure the other changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.extraction.block_features import OwnFacts, feature_table
from newsarchive.text.page.block_facts import Array
from newsarchive.text.page.page_blocks import (
    APART,
    CELL,
    NO_TEXT_BITS,
    ROW,
    SUBHEADING_BITS,
    TAG_BIT,
    Block,
    Box,
    PageBlocks,
    is_called,
    kind_bits,
)

Judge = Literal["alone", "helped"]

# Short lists and headings between paragraphs: of so many lines, as lists of towns or names have.
_MOST_LISTED = 12
_PARAGRAPHS, _ITEMS = TAG_BIT["p"], TAG_BIT["li"]

# Boosted trees whose every level asks one question, answered for all blocks at once with numpy.

# Rows asked at once: 300 questions of a level take 5 bytes each, the leaves and their values 17: 7 KB a row.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as CatBoost grows them: `columns` and `borders` are trees x depth, `leaves` trees x 2^depth.

    A leaf's number is one byte: the depth is at most eight.
    """

    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: Array
    bias: float

    def chances(self, table: NDArray[np.float32]) -> Array:
        """Return for each row the chance (0 to 1) that it is a yes."""
        scores = [self._scores(table[start : start + AT_ONCE]) for start in range(0, len(table), AT_ONCE)]
        chances: Array = 1 / (1 + np.exp(-np.concatenate(scores)))
        return chances

    def _scores(self, table: NDArray[np.float32]) -> Array:
        trees, depth = self.columns.shape
        # A column a row: what a question asks lies side by side, and its answers are one bit of each leaf.
        asked = np.ascontiguousarray(table.T)
        leaf = np.zeros((trees, len(table)), dtype=np.uint8)
        for level in range(depth):
            answers = asked[self.columns[:, level]] > self.borders[:, level, None]
            leaf |= answers.view(np.uint8) << np.uint8(level)
        places = leaf + (np.arange(trees) * self.leaves.shape[1])[:, None]
        scores: Array = self.leaves.ravel().take(places).sum(axis=0) + self.bias
        return scores


@cache
def body_forest(judge: Judge) -> tuple[Forest, tuple[str, ...]]:
    """Return the forest of a judge, and the names of the columns it was trained on.

    Made by `benchmarks/training/body_blocks.py`, which says from what.
    """
    return read_forest(files("newsarchive.text.extraction").joinpath(f"data/blocks_{judge}.json"))


def read_forest(file: Traversable) -> tuple[Forest, tuple[str, ...]]:
    """Return a forest as its file has it, and the names of its columns."""
    stored = json.loads(file.read_text("utf-8"))
    forest = Forest(
        columns=np.array(stored["columns"], dtype=np.int64),
        borders=np.array(stored["borders"], dtype=np.float32),
        leaves=np.array(stored["leaves"], dtype=np.float64) / stored["scale"],
        bias=stored["bias"],
    )
    return forest, tuple(stored["names"])


Mask = NDArray[np.bool_]

# Chance from which a block is the article's; .45 to .55 gave unseen sites the same F1 within .002 (2026-11).
LIKELY_BLOCK = 0.5
# Letters from which a repeated line is a paragraph, no label.
LABEL_OR_PARAGRAPH = 60
# A line that introduces the paragraph behind it: a dateline ("AUBURN, Wash. —"), "Summary:", "Q:". So many
# characters at most. Of 1,211 pages the judge had left out four such lines, all of them shown there and meant
# so: two datelines, two labels (postlight, fundus, wcxb_article, trafilatura; 2026-11).
_LONGEST_OPENER, _OPENS = 80, (":", "：", "—", "–", "-")
# A table of data is read whole where so much of its letters is likely: of 1,681 pages of unseen sites that
# made aeb's F1 .968 .972 (standings of which a third had been read), and no set's worse. Lists read so, from
# .6, made trafilatura's chunks .0004 better, and kinds of pages worse: not taken (2026-11).
_LIKELY_OF_TABLE = 0.3
_FEWEST_ROWS, _LONGEST_ROW = 3, 300
# And where a line of the text stands right above it and right below: of 13 tables on pages with known texts
# (2026-11) of which the judge had left out a fifth or more, all but one were text. Tables of links are menus.
_MOST_LINKED_ROWS = 0.2
_TABLE = TAG_BIT["table"]
# Pages of more blocks than this (of 1,472 real ones the most are 2,738) are not judged.
MOST_JUDGED = 10_000


def block_chances(page: PageBlocks, own: OwnFacts, judge: Judge, usual: Sequence[str]) -> Array:
    """Return for each block the chance (0 to 1) that it is the article's; `usual` is a reading to start from.

    The page has one block at least.
    """
    return body_forest(judge)[0].chances(feature_table(page, own, usual))


def likely_lines(page: PageBlocks, chances: Array) -> tuple[str, ...]:
    """Return the lines of the blocks that are likely, of whole tables, and what introduces them.

    Copies of them in one box are there too.
    """
    likely = _with_lists(page, _whole_tables(page, chances >= LIKELY_BLOCK))
    return tuple(block.text for block in _with_openers(page, _with_copies(page, likely)))


def block_weights(page: PageBlocks) -> Array:
    """Return the letters of each block, by which blocks are weighed against each other."""
    return np.array([block.letters for block in page.blocks], dtype=np.float64)


def expected_f1(chances: Array, taken: Mask, weights: Array) -> float:
    """Return the F1 to expect of a reading that takes the blocks `taken`, if the chances are right.

    Twice what it is expected to have of the article by what it has and the article is expected to have. On
    890 pages of unseen sites it differed from the true F1 by .012 on average (calibration error, ten bins),
    and the tenth of pages it doubts most held .60 of those below .8 (2026-11).
    """
    kept = float((weights * taken).sum())
    expected = float((weights * chances).sum())
    shared = float((weights * chances * taken).sum())
    return 2 * shared / (kept + expected) if kept + expected > 0 else 0.0


def _whole_tables(page: PageBlocks, likely: Mask) -> Mask:
    """The likely blocks, and the other rows of a table of data: a good part is likely, or what is around it.

    The judge looks at each line for itself, and takes the seventh row of a table for a menu's.
    """
    tables = [box for box in page.boxes if box.end - box.first >= _FEWEST_ROWS and box.tag & _TABLE]
    if not tables or not likely.any():
        return likely
    weights = block_weights(page)
    own = np.array([2 * block.linked < len(block.text) for block in page.blocks])
    whole = likely.copy()
    for box in tables:
        rows = slice(box.first, box.end)
        taken = (weights[rows] * likely[rows]).sum()
        is_likely = 0 < taken >= _LIKELY_OF_TABLE * weights[rows].sum()
        is_between = box.first > 0 and likely[box.first - 1] and box.end < len(likely) and likely[box.end]
        is_data = is_between and _tells_data(page.blocks[rows], page.blocks[box.first - 1].box, box)
        if (is_likely or is_data) and all(_is_row(block, box) for block in page.blocks[rows]):
            whole[rows] |= own[rows]
    return whole


def _tells_data(rows: Sequence[Block], above: Box, table: Box) -> bool:
    """Whether a table below a line has columns and hardly a link, and is in no box called otherwise."""
    if table.tags & NO_TEXT_BITS or is_called(kind_bits(*APART), (table,), above):
        return False
    linked = sum(row.links > 0 for row in rows)
    columns = sum(_has_columns(row.box.parent) for row in rows)
    return linked <= _MOST_LINKED_ROWS * len(rows) and 2 * columns > len(rows)


def _has_columns(row: Box | None) -> bool:
    return row is not None and row.element is not None and len(row.element) > 1


def _is_row(block: Block, table: Box) -> bool:
    """Whether a block is a row of a table, or what its only cell says; tables also lay pages out."""
    row = block.box.parent
    if len(block.text) > _LONGEST_ROW or not block.box.tag & CELL or row is None or not row.tag & ROW:
        return False
    return table in (row.parent, row.parent and row.parent.parent)


def _with_copies(page: PageBlocks, likely: Mask) -> list[Block]:
    """The likely blocks, and their repetitions in one box: trafilatura tells them once, a reader saw both."""
    told = {(block.text, block.box.parent) for block, yes in zip(page.blocks, likely, strict=True) if yes}
    return [
        block
        for block, yes in zip(page.blocks, likely, strict=True)
        if yes or (len(block.text) >= LABEL_OR_PARAGRAPH and (block.text, block.box.parent) in told)
    ]


def _with_lists(page: PageBlocks, likely: Mask) -> Mask:
    """The likely blocks, and short lists and headings between two likely paragraphs of one box.

    Of names of a word or two the judge cannot tell a list of towns from tags: between paragraphs of the text,
    in their own box and without a link, stands text.
    """
    whole = likely.copy()
    paragraphs = [place for place in np.flatnonzero(likely) if _is_paragraph(page.blocks[place])]
    for first, after in pairwise(paragraphs):
        container = page.blocks[first].box.parent
        if not 1 < after - first <= _MOST_LISTED + 1 or page.blocks[after].box.parent is not container:
            continue
        if all(likely[at] or _is_listed(page.blocks[at], container) for at in range(first + 1, after)):
            whole[first:after] = True
    return whole


def _is_paragraph(block: Block) -> bool:
    above = block.box.parent
    return bool(block.box.tag & _PARAGRAPHS) and above is not None and not above.tag & _ITEMS


def _is_listed(block: Block, container: Box | None) -> bool:
    """Whether a block is an item of a list in the container, or a heading there, and has no link."""
    if block.links or block.linked:
        return False
    if block.box.tag & SUBHEADING_BITS:
        return block.box.parent is container
    item = block.box if _is_item(block.box) else block.box.parent
    return bool(item and _is_item(item) and item.parent and item.parent.parent is container)


def _is_item(box: Box) -> bool:
    return bool(box.tag & _ITEMS) or (box.element is not None and box.element.tag in ("dt", "dd"))


def _with_openers(page: PageBlocks, kept: list[Block]) -> list[Block]:
    """The kept blocks, and the lines that introduce a paragraph among them."""
    chosen = set(kept)
    openers = {
        line
        for line, paragraph in pairwise(page.blocks)
        if paragraph in chosen and line not in chosen and introduces(line, paragraph)
    }
    return [block for block in page.blocks if block in chosen or block in openers] if openers else kept


def introduces(line: Block, paragraph: Block) -> bool:
    """Say whether a line introduces the paragraph behind it: a dateline or label, loose in the same box."""
    return (
        line.text.endswith(_OPENS)
        and len(line.text) <= _LONGEST_OPENER
        and line.links == 0
        and line.box is paragraph.box.parent
        and len(paragraph.text) >= LABEL_OR_PARAGRAPH
        and 2 * paragraph.linked < len(paragraph.text)
    )
