"""The blocks of a page in reading order, and where its article begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace
from newsarchive.text.html_display import BLOCK
from newsarchive.text.sanitising.cutting import text_of
from newsarchive.text.spam.shape import is_prose

# Blocks that hold words: no ends of lines and columns, no controls.
BLOCKS = BLOCK - {"br", "hr", "col", "colgroup", "frame", "head", "optgroup", "option"}
# Characters from which a block of sentences is taken for a paragraph of the article.
_PARAGRAPH = 40


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block without blocks in it, and its text."""

    element: HtmlElement
    text: str


def leaves(tree: HtmlElement) -> list[Leaf]:
    """Every innermost block that has text, in document order."""
    outer: set[HtmlElement] = set()
    blocks: list[HtmlElement] = []
    for element in tree.iter():
        if element.tag not in BLOCKS:
            continue
        blocks.append(element)
        parent = element.getparent()
        while parent is not None and parent not in outer:
            outer.add(parent)
            parent = parent.getparent()
    found = (Leaf(block, text_of(block)) for block in blocks if block not in outer)
    return [leaf for leaf in found if leaf.text]


def list_numbers(found: list[Leaf]) -> tuple[int, ...]:
    """For each leaf a number, equal for leaves of one list: blocks of one parent, all of them short."""
    longest: dict[HtmlElement | None, int] = {}
    for leaf in found:
        parent = leaf.element.getparent()
        longest[parent] = max(longest.get(parent, 0), len(leaf.text))
    numbers = {parent: number for number, parent in enumerate(longest, 1)}
    return tuple(
        numbers[parent] if longest[parent] <= _PARAGRAPH else -index
        for index, parent in enumerate(leaf.element.getparent() for leaf in found)
    )


def article_span(texts: list[str]) -> tuple[int, int]:
    """First and last index of the blocks that read like paragraphs; (len, -1) where none does."""
    prose = [index for index, text in enumerate(texts) if len(text) >= _PARAGRAPH and is_prose(text.lower())]
    return (prose[0], prose[-1]) if prose else (len(texts), -1)


def place_of(index: int, span: tuple[int, int]) -> BlockPlace:
    """Before the article's first paragraph is head, after its last tail."""
    first, last = span
    if index < first:
        return BlockPlace.HEAD
    return BlockPlace.TAIL if index > last else BlockPlace.INSIDE
