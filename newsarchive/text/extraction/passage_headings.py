"""Headings that a story sets over its own passages, and lines that stand right amid its paragraphs.

A label of an advert, or of a bar of buttons, says the same as a heading may. It stands in a box of its own,
or no other heading of the page is set as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_blocks import NO_TEXT, TAG_BIT, Block
from newsarchive.text.sentences import says_something

_HEADINGS = TAG_BIT["h2"] | TAG_BIT["h3"] | TAG_BIT["h4"]
_PARAGRAPH = TAG_BIT["p"]
# How many other headings are set like one: labels of adverts are often bold paragraphs.
_MATES, _MATES_BOLD = 1, 2


def passage_headings(
    blocks: Sequence[Block], paragraphs: Sequence[str], titles: Sequence[str]
) -> frozenset[str]:
    """Return those of `paragraphs` that are headings over a sentence in the same box, set like other ones.

    One that other furniture alone is set like needs more such; one that is a word of the headline needs none.
    A line that stands on the page twice heads no passage.
    """
    told, often = frozenset(paragraphs), Counter(block.text for block in blocks)
    by_form: defaultdict[str, list[str]] = defaultdict(list)
    for heading, below in pairwise(blocks):
        if heading.text not in told or often[heading.text] > 1 or not _may_head(heading):
            continue
        if _is_prose(below) and heading.box.parent is below.box.parent:
            by_form[heading.box.signature].append(heading.text)
    words = {letters_only(word) for title in titles for word in title.split()}
    return frozenset(_set_alike(by_form, words))


def _set_alike(by_form: dict[str, list[str]], words: Collection[str]) -> Iterator[str]:
    for form, lines in by_form.items():
        is_bold = form.split()[0] == "p"
        own = sum(furniture_kind(line) is None for line in lines)
        for line in lines:
            others = own - (furniture_kind(line) is None)
            is_lone = not is_bold and (len(lines) > 1 + _MATES or letters_only(line) in words)
            if is_lone or others >= (_MATES_BOLD if is_bold else _MATES):
                yield line


def lines_amid(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the lines without links that stand in a box with sentences of the story."""
    boxes = {id(block.box.parent) for block in blocks if _is_prose(block)}
    return frozenset(
        block.text
        for block in blocks
        if not block.links and not block.box.tags & NO_TEXT and id(block.box.parent) in boxes
    )


def _may_head(block: Block) -> bool:
    if block.links or block.linked or block.box.tags & NO_TEXT:
        return False
    return bool(block.box.tag & _HEADINGS) or (
        bool(block.box.tag & _PARAGRAPH) and block.bold >= len(block.text)
    )


def _is_prose(block: Block) -> bool:
    return says_something(block.text) and 2 * block.linked < len(block.text)
