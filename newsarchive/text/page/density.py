"""The densest container of a page: the reading that needs no training, and the boxes that are lists of links.

After GNE's idea (Sun et al. 2011, "DOM based content extraction via text density") and Readability's: a
paragraph counts for the box it stands in, and less for the boxes above.
"""

from __future__ import annotations

import numpy as np
from lxml.html import HtmlElement

from newsarchive.text.page.block_facts import Array, box_levels
from newsarchive.text.page.html_display import UNSEEN_TAGS, is_link_target
from newsarchive.text.page.page_blocks import TAG_BIT, PageBlocks

# Letters from which a block is a paragraph, and the share of it that may stand in links.
_PARAGRAPH, _MOSTLY_IN_LINKS = 60, 0.5
# What a paragraph counts for the box that holds it, the one above and the next.
_SHARES = (1.0, 0.5, 0.25)
# Boxes that hold texts; what is in another, a `p` as a rule, counts for the box around it.
_HOLDS_TEXTS = sum(
    TAG_BIT[tag] for tag in ("div", "article", "section", "main", "td", "center", "font", "body")
)
_MOST_ELEMENTS = 30_000
_BOXES = frozenset({"div", "ul", "ol", "dl", "table", "section", "aside", "nav", "center"})
# A box of links: two at least (one may be the article's), and of its characters these share in them.
_FEWEST_LINKS, _MOSTLY_LINKS = 2, 0.6


def densest_blocks(page: PageBlocks, letters: Array) -> tuple[str, ...]:
    """Return the lines of the box whose paragraphs have most letters outside links, without lists of links.

    `letters` are those of each block (block_judge.block_weights).
    () where the page has no paragraph.
    """
    blocks, boxes = page.blocks, page.boxes
    if not blocks:
        return ()
    linked = np.array([block.linked / len(block.text) for block in blocks])
    weights = np.where((letters >= _PARAGRAPH) & (linked < _MOSTLY_IN_LINKS), letters * (1 - linked), 0.0)
    levels = box_levels(blocks, boxes)
    holds = np.array([bool(block.box.tag & _HOLDS_TEXTS) for block in blocks])
    scores = np.zeros(len(boxes))
    for share, level, above in zip(_SHARES, levels, levels[1:], strict=False):
        held = np.where(holds, level, above)
        scores += np.bincount(held, weights=weights * share, minlength=len(boxes))
    if not scores.any():
        return ()
    best = boxes[int(scores.argmax())]
    return tuple(
        block.text
        for block, share in zip(blocks[best.first : best.end], linked[best.first : best.end], strict=True)
        if share < _MOSTLY_IN_LINKS
    )


def link_blocks(container: HtmlElement) -> frozenset[HtmlElement]:
    """Return the lists, tables and boxes in `container` that are links: related stories, tags, pagers."""
    letters: dict[HtmlElement, list[int]] = {}  # element: characters, of these in links, links
    for element in reversed(
        [element for _, element in zip(range(_MOST_ELEMENTS), container.iter(), strict=False)]
    ):
        if not isinstance(element.tag, str) or element.tag in UNSEEN_TAGS:
            continue
        own = letters.setdefault(element, [0, 0, 0])
        own[0] += _length(element.text) + sum(_length(child.tail) for child in element)
        if element.tag == "a" and not is_link_target(element):
            own[1:] = own[0], 1
        parent = element.getparent()
        if element is not container and parent is not None:
            above = letters.setdefault(parent, [0, 0, 0])
            above[:] = map(sum, zip(above, own, strict=True))
    return frozenset(
        element
        for element, (total, linked, links) in letters.items()
        if element.tag in _BOXES
        and element is not container
        and links >= _FEWEST_LINKS
        and linked >= _MOSTLY_LINKS * total
    )


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
