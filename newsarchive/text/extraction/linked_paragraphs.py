"""Paragraphs that are half or all a link and yet the story's: a short sentence, an address with its label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.page.page_blocks import NO_TEXT, TAG_BIT, Block
from newsarchive.text.sentences import CLOSING, FULL_STOP, STOPS, has_no_stops, says_something

# Share of a line that stands in links when it may be nothing but the headline of another story.
LINKED = 0.5
_PARAGRAPH = TAG_BIT["p"]
_HEADING = sum(TAG_BIT[tag] for tag in ("h1", "h2", "h3", "h4"))
# What a sentence that is a link has behind it.
_BEHIND = f"{STOPS}{CLOSING} "
# A label and the address of a site: "報名網址：www.town.example". Whole URLs tell where pictures are from.
_ADDRESS = re.compile(
    r"[^\W\d_][^:：\n]{0,40}[:：]\s?(?P<host>(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12})/?"
    rf"[{CLOSING}]?\.?",
    re.IGNORECASE,
)
LONGEST_ADDRESS = 160


def linked_sentences(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the blocks, by `id`, that are sentences half or all of which are links, beside paragraphs.

    "[He later apologized]." They stand in the same box right behind a paragraph that is a sentence, or right
    before one. What is all a link tells another story where it has no full stop, or where another link stands
    beside it.
    """
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if not block.linked or not _may_be_told(block):
            continue
        beside = [
            blocks[place]
            for place in (at - 1, at + 1)
            if 0 <= place < len(blocks) and _are_beside(blocks[place], block)
        ]
        is_whole = _is_whole_link(block)
        if is_whole and any(one.linked >= LINKED * len(one.text) for one in beside):
            continue
        if any(_is_told(one) or (not is_whole and id(one) in found) for one in beside):
            found.add(id(block))
    return frozenset(found)


def linked_addresses(blocks: Sequence[Block], read: Sequence[str], url: str) -> npt.NDArray[np.bool_]:
    """Return which blocks are labels with an address of another site, not read, right behind a paragraph.

    That paragraph was read, and stands in the same box.
    """
    lines = set(read)
    found = np.zeros(len(blocks), dtype=np.bool_)
    for at, block in enumerate(blocks):
        if not block.linked or not at or block.text in lines or not _is_address(block):
            continue
        before = blocks[at - 1]
        if not (before.text in lines or found[at - 1]) or not _are_beside(before, block):
            continue
        if block.box.tags & NO_TEXT or furniture_kind(block.text) or _is_own(block.text, url):
            continue
        found[at] = found[at - 1] or _is_told(before)
    return found


def _may_be_told(block: Block) -> bool:
    """Whether a paragraph ends as sentences do, or is an address with its label."""
    if block.box.tags & (NO_TEXT | _HEADING) or not block.box.tag & _PARAGRAPH:
        return False
    if has_no_stops(block.text) and not _is_whole_link(block):
        return True
    return FULL_STOP.search(block.text) is not None or _is_address(block)


def _is_whole_link(block: Block) -> bool:
    return block.linked >= len(block.text.rstrip(_BEHIND))


def _is_address(block: Block) -> bool:
    if len(block.text) > LONGEST_ADDRESS or "." not in block.text or not block.box.tag & _PARAGRAPH:
        return False
    return not _is_whole_link(block) and _ADDRESS.fullmatch(block.text) is not None


def _is_own(line: str, url: str) -> bool:
    """Whether an address is the page's own site's: a paper prints its own below every story."""
    found = _ADDRESS.fullmatch(line)
    try:
        here = urlsplit(url).netloc.lower().split(":")[0].removeprefix("www.")
    except ValueError:
        return False
    there = found["host"].lower().removeprefix("www.") if found else ""
    return bool(here) and (here.endswith(there) or there.endswith(here))


def _are_beside(one: Block, other: Block) -> bool:
    return one.box.parent is other.box.parent and bool(one.box.tag & _PARAGRAPH)


def _is_told(block: Block) -> bool:
    if block.linked >= LINKED * len(block.text):
        return False
    return FULL_STOP.search(block.text) is not None or says_something(block.text)
