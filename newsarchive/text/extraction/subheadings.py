"""Headings between two lines of the text: they are text, whatever the judges of blocks say.

Of three words such as "The next step" a judge cannot tell the headings of a story from those of boxes beside
it, least of all where each paragraph has a box of its own, as page builders make them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

import numpy as np
import numpy.typing as npt

from newsarchive.text.furniture.furniture_lines import furniture_kind
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
from newsarchive.text.sentences import ends_sentence, is_dense, says_something

_ALL_HEADINGS = SUBHEADING_BITS | TAG_BIT["h1"]
_FIGURE, _CAPTION = TAG_BIT["figure"], TAG_BIT["figcaption"]
_HEADER, _ARTICLE, _ITEM = TAG_BIT["header"], TAG_BIT["article"], TAG_BIT["li"]
# Lines between a heading and the text that are looked at: an advert's label, three to five links, what the
# header of a live report's post holds. Share of a line that stands in links when it is no more than these.
_MOST_BESIDE, _LINKED = 8, 0.5
_ASIDE = TAG_BIT["aside"]
# Sentences of a fact box: an advert and a call to subscribe have one.
_FEWEST_OF_BOX = 2
# Lines of a card that shows another page: its title, what it is about, its site, who wrote it.
_MOST_OF_CARD = 4
_QUESTION_MARKS = ("?", "？", "؟")
# Words of a heading of a list.
_MOST_WORDS = 5
# What names say of boxes whose headings are their own, also where a line of them was read: on 1,000 pages of
# known texts 161 of 194 unread headings between two read lines were text, of those in boxes called so 37 of
# 52; nearly all that were none stand above a line that was read by mistake (2026-11).
_APART = (*APART, "caption", "media")


def subheadings(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks of a page are headings that were not read, between two lines that were.

    One that stands there twice ("Listen to this article"), or says what heads other stories, is none.
    """
    lines = set(read)
    in_figures = sum(bool(block.box.tags & _FIGURE) for block in blocks if block.text in lines)
    is_set_so = 2 * in_figures >= len(lines)
    found = [
        0 < place < len(blocks) - 1
        and _is_heading(block.box)
        and not (block.links or block.linked)
        and (not block.box.tags & NO_TEXT_BITS or _heads_read_box(blocks, place, lines))
        and block.text not in lines
        and (beside := _read_beside(blocks, place, lines)) is not None
        and (not block.box.tags & _FIGURE or (is_set_so and all(map(_is_told_in_figure, beside))))
        and not beside[1].box.tag & _ALL_HEADINGS
        and furniture_kind(block.text) is None
        and not is_called(kind_bits(*_APART), (block.box, beside[1].box), beside[0].box)
        for place, block in enumerate(blocks)
    ]
    told = Counter(block.text for block, is_one in zip(blocks, found, strict=True) if is_one)
    return np.array(
        [is_one and told[block.text] == 1 for block, is_one in zip(blocks, found, strict=True)],
        dtype=np.bool_,
    )


def _heads_read_box(blocks: Sequence[Block], place: int, lines: set[str]) -> bool:
    """Whether a heading opens an `aside` of which all below was read, two sentences at least: a fact box."""
    box = blocks[place].box.parent
    while box is not None and not box.tag & _ASIDE:
        box = box.parent
    if box is None or box.first != place or (box.parent is not None and box.parent.tags & NO_TEXT_BITS):
        return False
    told = blocks[place + 1 : box.end]
    return len(told) >= _FEWEST_OF_BOX and all(
        block.text in lines and not block.links and says_something(block.text) for block in told
    )


def _is_told_in_figure(block: Block) -> bool:
    """Whether a line is a sentence in a figure, and no caption: some editors' systems set all text so."""
    return block.box.tags & (_FIGURE | _CAPTION) == _FIGURE and ends_sentence(block.text)


def _is_heading(box: Box) -> bool:
    """Whether a box is a heading below the headline, by its tag or its role (WAI-ARIA 1.2, `heading`)."""
    if box.tag & SUBHEADING_BITS:
        return True
    return (
        box.element is not None
        and box.element.get("role") == "heading"
        and box.element.get("aria-level") != "1"
    )


def _read_beside(blocks: Sequence[Block], place: int, lines: set[str]) -> tuple[Block, Block] | None:
    """The lines of the text before and behind a heading; None where more than labels stands between."""
    before, behind = blocks[place - 1], blocks[place + 1]
    if before.text in lines and behind.text in lines:
        return before, behind
    heading = blocks[place].box
    around = wider_box(heading)
    if around is None:
        return None
    is_post = bool(around.tag & _HEADER)
    if is_post and around.parent is not None:
        around = around.parent
    card = _card_above(blocks, place) if behind.text in lines else 0
    above = _next_read(blocks, range(place - 1 - card, max(-1, place - _MOST_BESIDE), -1), lines, heading)
    below = _next_read(blocks, range(place + 1, min(len(blocks), place + _MOST_BESIDE)), lines, heading)
    if above is None or below is None or not around.first <= below < around.end:
        return None
    # A post of a live report stands in a box of its own, as a question does below the card of another page
    # that the story shows; an advert and its heading in one.
    if not is_post and not around.first <= above and not card:
        return None
    return blocks[above], blocks[below]


def _next_read(blocks: Sequence[Block], places: Iterable[int], lines: set[str], heading: Box) -> int | None:
    """The place of the first line that was read; None where anything but labels stands before it."""
    for place in places:
        if blocks[place].text in lines:
            return place
        if not _is_label(blocks[place], heading):
            return None
    return None


def _is_label(block: Block, heading: Box) -> bool:
    """Whether a line that was not read parts no heading from its text.

    A label such as "Advertisement", and what a post's header or footer says beside its heading, do not; nor
    does a list of links in a box beside that of a heading: where it is the list's, both stand in one, or it
    says so.
    """
    if block.box.tags & _HEADER and block.box.tags & _ARTICLE and not says_something(block.text):
        return True
    if block.box.tags & NO_TEXT_BITS and not says_something(block.text):
        return True
    item = block.box.tag | (block.box.parent.tag if block.box.parent is not None else 0)
    if item & _ITEM and block.linked >= _LINKED * len(block.text):
        if heading.parent is None or heading.parent.end - heading.parent.first != 1:
            return False
        return heading.element is None or not _heads_list("".join(heading.element.itertext()))
    return furniture_kind(block.text) == "promotion"


def _card_above(blocks: Sequence[Block], place: int) -> int:
    """The number of lines right above a question in a box of its own that are all in links.

    So are those of a card that shows another page; another heading there may be one of a shop's.
    """
    heading = blocks[place].box
    if (
        not blocks[place].text.endswith(_QUESTION_MARKS)
        or heading.parent is None
        or heading.parent.end - heading.parent.first != 1
    ):
        return 0
    above = [
        *takewhile(
            lambda one: one.linked >= len(one.text),
            reversed(blocks[max(0, place - _MOST_OF_CARD - 1) : place]),
        )
    ]
    return len(above) if len(above) <= _MOST_OF_CARD else 0


def _heads_list(line: str) -> bool:
    """Whether a heading of few words begins or ends with a word for stories: "Our best stories"."""
    words = [letters_only(word) for word in line.split()]
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    table = list_words()
    return not table.isdisjoint((words[0], words[-1])) or words[-1].endswith(tuple(filter(is_dense, table)))


@cache
def list_words() -> frozenset[str]:
    """Return the words with which headings of lists of other stories begin or end, letters only."""
    return label_table("newsarchive.text.extraction", "list_words")


def wider_box(box: Box) -> Box | None:
    """Return the innermost box around another that holds more lines than that."""
    outer = box.parent
    while outer is not None and outer.end - outer.first == 1:
        outer = outer.parent
    return outer
