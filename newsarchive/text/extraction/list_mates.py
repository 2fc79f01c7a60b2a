"""Lists and preformatted boxes that are text, whatever the judges of blocks say: a line alone says little.

Of short sentences, such as five things to do or the hours of a rescue, the judges take some and leave others.
What to bring along ("sturdy gloves", "something to drink") they leave whole, though the story announces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from newsarchive.text.dates.date_labels import day_of_line
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.page.page_blocks import APART, NO_TEXT_BITS, TAG_BIT, Block, Box, is_called, kind_bits
from newsarchive.text.sentences import STOPS, ends_sentence, says_something
from newsarchive.text.tidy_lines import tidy

# Lines of a list that were read, from which the list is the story's.
_SEVERAL = 2
# Share of a line that stands in links when it is no sentence of the story's, and of a list's lines with links
# when it leads to other stories.
_LINKED = 0.5
_ARTICLE = TAG_BIT["article"]
_ITEM, _CAPTION, _PREFORMATTED = TAG_BIT["li"], TAG_BIT["figcaption"], TAG_BIT["pre"]
# Signs that announce a list; items of one that is looked at.
_ANNOUNCING = (":", "：", "፦", "፡")
# Signs between a label and the headline of another story.
_LABELLING = (*_ANNOUNCING, "|", "–", "—", "-", "•", "·", "»", "›", ">", "→")
_MOST_ITEMS = 60
# Characters of a sentence outside of its links, and links of an item that are looked at.
_BESIDE, _MOST_LINKS = 8, 10


def told_lists(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks are items, not read, of lists without links that go on where the story stands.

    Such a list stands right below a line that was read, in the same box; and that line ends with a colon, or
    another of its items was read that is a sentence, or two were, or the line behind it in the same box.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    for block in blocks:
        one = list_of(block.box)
        if one is None or block.box.tags & NO_TEXT_BITS or found[one.first] or blocks[one.first] is not block:
            continue
        items = blocks[one.first : one.end]
        if any(item.links or item.linked for item in items) or len(items) > _MOST_ITEMS:
            continue
        if any(item.box.tags & _CAPTION for item in items):
            continue  # pictures side by side
        before = _beside(blocks, one.first - 1, one, lines)
        if before is None or furniture_kind(before.text) is not None:
            continue
        days = sum(bool(day_of_line(item.text)) for item in items)
        if 0 < days < len(items):
            continue  # who signs, where and when
        told = [item.text for item in items if item.text in lines]
        goes_on = before.text.endswith(_ANNOUNCING) or len(told) >= _SEVERAL or any(map(ends_sentence, told))
        is_between = _beside(blocks, one.end, one, lines) is not None
        if not is_between and 2 * sum(furniture_kind(item.text) is not None for item in items) >= len(items):
            continue  # "Share it on:"
        if goes_on or is_between:
            for at in range(one.first, one.end):
                found[at] = blocks[at].text not in lines
    return found


def preformatted_mates(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks are lines, not read, of preformatted boxes of which half the characters were.

    A poem or a program is one text, though single lines of it ("end") look like none.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    sizes: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    for block in blocks:
        if block.box.tags & _PREFORMATTED:
            sizes[block.box.number] += len(block.text)
            taken[block.box.number] += len(block.text) * (block.text in lines)
    for at, block in enumerate(blocks):
        number = block.box.number
        if number in sizes and 2 * taken[number] >= sizes[number]:
            found[at] = block.text not in lines
    return found


def linked_items(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks are items, not read, that are sentences with links, of lists of the story's.

    Such a list stands between two lines that were read, in the same box. The sentence goes on beside its
    links, and ends outside of them: what leads to another story is all of an item, or a sentence of its own.
    Half of the list are such sentences; nothing there is called by another part's name. A list that only has
    such a line above it, as the last steps of a recipe do, is of sentences alone, each link amid one.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    seen: set[int] = set()
    for block in blocks:
        one = list_of(block.box)
        if not block.linked or one is None or one.number in seen or block.text in lines:
            continue
        seen.add(one.number)
        items = blocks[one.first : one.end]
        if len(items) > _MOST_ITEMS or any(item.box.tags & NO_TEXT_BITS for item in items):
            continue
        before = _beside(blocks, one.first - 1, one, lines)
        is_between = before is not None and _beside(blocks, one.end, one, lines) is not None
        if not is_between:
            before = _above(blocks, one, lines)
        if before is None or furniture_kind(before.text) is not None or not (is_between or _are_told(items)):
            continue
        told = [at for at, item in enumerate(items, one.first) if _goes_on_beside_links(item)]
        is_apart = is_called(kind_bits(*APART), [item.box for item in items], before.box)
        if is_apart or 2 * len(told) < len(items):
            continue
        told = told if is_between else [*range(one.first, one.end)]
        found[told] = [blocks[at].text not in lines for at in told]
    return found


def _goes_on_beside_links(item: Block) -> bool:
    """Whether an item is a sentence, and its links are parts of it."""
    if not says_something(item.text) or not len(item.text) - item.linked >= _BESIDE:
        return False
    links = _linked_words(item)
    end = item.text.rstrip(STOPS)
    return links is not None and not any(
        ends_sentence(link) or (link and end.endswith(link)) for link in links
    )


def _linked_words(item: Block) -> list[str] | None:
    element = item.box.element
    if element is None:
        return None
    return [tidy("".join(link.itertext())) for link in islice(element.iter("a"), _MOST_LINKS)]


def _are_told(items: Sequence[Block]) -> bool:
    """Whether all of several items are sentences, and each of their links stands amid one.

    A teaser begins with its link, or has it behind a label.
    """
    if len(items) < _SEVERAL or not all(ends_sentence(item.text) for item in items):
        return False
    return all((not item.links or _holds_links(item)) and furniture_kind(item.text) is None for item in items)


def _holds_links(item: Block) -> bool:
    """Whether a sentence goes on before and behind each of its links."""
    if 2 * item.linked >= len(item.text) or not _goes_on_beside_links(item):
        return False
    for link in filter(None, _linked_words(item) or ()):
        before, _, behind = item.text.partition(link)
        begun, rest = before.rstrip(), behind.lstrip()
        if not begun and not rest[:1].islower():
            return False
        if begun and (ends_sentence(begun) or begun.endswith(_LABELLING)):
            return False
    return True


def _above(blocks: Sequence[Block], one: Box, lines: set[str]) -> Block | None:
    """The block above a list, if it was read and stands in the box that holds the list, or in one there.

    Below an article, in the box that holds both, are lists of the paper's.
    """
    before = blocks[one.first - 1] if one.first > 0 else None
    if before is None or before.text not in lines or one.parent is None or before.box.tags & NO_TEXT_BITS:
        return None
    if before.box.tags & _ARTICLE and not one.tags & _ARTICLE:
        return None
    return before if one.parent.first < one.first else None


def _beside(blocks: Sequence[Block], at: int, one: Box, lines: set[str]) -> Block | None:
    """The block at a place, if it was read and stands in the box that holds the list."""
    if not 0 <= at < len(blocks):
        return None
    block = blocks[at]
    return block if block.text in lines and block.box.parent is one.parent else None


def list_mates(blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks of a page are sentences that were not read, in lists of which several were."""
    lines = set(read)
    lists = [list_of(block.box) for block in blocks]
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
            and taken[one.number] >= _SEVERAL
            and linked[one.number] < _LINKED * items[one.number]
            and block.text not in lines
            and ends_sentence(block.text)
            and block.linked < _LINKED * len(block.text)
            and not block.box.tags & NO_TEXT_BITS
            for one, block in zip(lists, blocks, strict=True)
        ],
        dtype=np.bool_,
    )


def list_of(box: Box) -> Box | None:
    """Return the list that a box is an item of, or stands in one; none where it does not."""
    while not box.tag & _ITEM:
        if box.parent is None:
            return None
        box = box.parent
    return box.parent
