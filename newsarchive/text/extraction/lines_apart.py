"""Lines that a page sets apart amid a story: in bold or italics, with a link in them, or in a small box.

A box is small, and none of the story's, where it has few lines and no sentence of the story stands in a box
of the same form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from newsarchive.text.page.page_blocks import TAG_BIT, Block, Box
from newsarchive.text.sentences import says_something

# Elements whose words are set in another type, or lead elsewhere.
_SET_APART = frozenset({"a", "b", "strong", "em", "i", "u", "mark", "small"})
# Lines of a box such as a page sets between paragraphs.
_MOST_LINES = 8
# A paragraph of its own and a heading stand in the box of the story as well as in a small one.
_OF_LINE = TAG_BIT["p"] | TAG_BIT["h1"] | TAG_BIT["h2"] | TAG_BIT["h3"] | TAG_BIT["h4"] | TAG_BIT["li"]
# What stands in these is quoted, listed, or shown.
_TOLD = sum(TAG_BIT[tag] for tag in ("blockquote", "table", "figcaption", "pre", "dl", "details"))
_PARTS = sum(TAG_BIT[tag] for tag in ("div", "section", "aside", "article", "main", "body", "td", "header"))
_LIST = TAG_BIT["ul"] | TAG_BIT["ol"]


def lines_apart(
    blocks: Sequence[Block], paragraphs: Collection[str], boxes: Iterable[tuple[str, ...]]
) -> frozenset[str]:
    """Return those of `paragraphs` that stand in `boxes`, are set in another type, or hold a link."""
    told = frozenset(paragraphs)
    boxed = {line for box in boxes for line in box}
    return frozenset(
        block.text
        for block in blocks
        if block.text in told
        and not block.box.tags & _TOLD
        and (block.links or block.text in boxed or _is_set_apart(block))
    )


def _is_set_apart(block: Block) -> bool:
    box = block.box.element
    return box is not None and block.box.end - block.box.first == 1 and not any(_plain_texts(box))


def _plain_texts(element: HtmlElement) -> Iterator[str]:
    """The letters of an element that are in no other type."""
    if any(map(str.isalnum, element.text or "")):
        yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SET_APART:
            yield from _plain_texts(child)
        if any(map(str.isalnum, child.tail or "")):
            yield child.tail or ""


def small_boxes(blocks: Sequence[Block], paragraphs: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each small box that stands between, above or below paragraphs of the story."""
    told = frozenset(paragraphs)
    shown = [at for at, block in enumerate(blocks) if block.text in told]
    if not shown:
        return ()
    first, last = shown[0], shown[-1]
    amid = blocks[first : last + 1]
    homes = [_home(block) for block in amid]
    prose = {
        home.number: home.signature
        for block, home in zip(amid, homes, strict=True)
        if block.text in told and says_something(block.text)
    }
    forms = Counter(prose.values())
    found: dict[tuple[str, ...], None] = {}
    for home in {home.number: home for home in homes}.values():
        lines = blocks[max(home.first, 0) : home.end]
        if len(lines) > _MOST_LINES or home.tags & _TOLD:
            continue
        # Each paragraph of some stories stands in a box of its own.
        if forms[home.signature] <= 1 and not _holds_most(lines, told):
            found[tuple(block.text for block in lines)] = None
    return tuple(found)


def _home(block: Block) -> Box:
    """The box that a line shares with others: above its paragraph, its item and its list."""
    box = block.box
    while box.parent is not None and (box.tag & (_OF_LINE | _LIST) or _is_label(box)):
        box = box.parent
    return box


def _is_label(box: Box) -> bool:
    """Whether a box is no part of a page, has one line and the one above it few: a field of a form."""
    above = box.parent
    if above is None or box.tag & _PARTS or box.end - box.first > 1:
        return False
    return above.end - above.first <= _MOST_LINES


def _holds_most(lines: Sequence[Block], told: Collection[str]) -> bool:
    """Whether a box holds most of the lines of a text, which may be short."""
    return 2 * len({block.text for block in lines if block.text in told}) > len(told)
