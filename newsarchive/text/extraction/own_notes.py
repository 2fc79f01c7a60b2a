"""Notes that the author set below a text: a number in the text leads to each, and each leads back to it.

Programs that make notes of marks in a text write both links: Hugo, Jekyll, Pandoc, WordPress, Substack, Word.
Lists of sources are made so, too, and are not told here: what stands in links is another's title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
from lxml.html import HtmlElement

from newsarchive.text.page.page_blocks import Block
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.sentences import says_something

# Links within a page that are looked at: essays have two hundred notes.
_MOST_LINKS = 2_000
_MOST_IN_NOTE = 50  # links of a note; the one that leads back may be the last
# Steps from a link up to what bears its name, `<sup id="ref1"><a href="#note1">`, and to the box of a note.
_UP_TO_NAME, _UP_TO_BOX = 2, 4
_BOXES = frozenset({"li", "p", "div", "dd", "td", "aside"})
# Share of a note that may stand in links: it says more than what it cites.
_MOSTLY_LINKS = 0.5


def own_notes(model: PageModel, blocks: Sequence[Block], read: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which blocks, not read, are sentences of notes to which a line leads that was read."""
    found = np.zeros(len(blocks), dtype=np.bool_)
    notes = {*_notes(model, frozenset(read), blocks)}
    if not notes:
        return found
    lines = set(read)
    for at, block in enumerate(blocks):
        if block.text in lines or not says_something(block.text):
            continue
        if block.linked < _MOSTLY_LINKS * len(block.text) and not notes.isdisjoint(_around(block)):
            found[at] = True
    return found


def _around(block: Block) -> Iterator[HtmlElement]:
    element = block.box.element
    for _ in range(_UP_TO_BOX):
        if element is None:
            return
        yield element
        element = element.getparent()


def _notes(model: PageModel, lines: frozenset[str], blocks: Sequence[Block]) -> Iterator[HtmlElement]:
    """The boxes of notes to which the lines lead, and that lead back."""
    links = [
        (model.element(place), address.strip()[1:])
        for place, address in model.having("href")
        if address.lstrip().startswith("#")
    ][:_MOST_LINKS]
    links = [(link, name) for link, name in links if link.tag == "a" and name]
    if len(links) < 2:
        return
    named = {name: model.element(place) for place, name in (*model.having("name"), *model.having("id"))}
    told = {block.box.element for block in blocks if block.text in lines and block.box.element is not None}
    around = {above for element in told for above in (element, *element.iterancestors())}
    leads_to = dict(links)
    backs: dict[HtmlElement, frozenset[str]] = {}
    for link, name in links:
        box = _box_of(named.get(name))
        # A heading leads to itself, and a list of contents to headings: the text is around these.
        if box is None or box in around or not told.intersection(link.iterancestors()):
            continue
        if box not in backs:
            within = (leads_to.get(back) for back in islice(box.iter("a"), _MOST_IN_NOTE))
            backs[box] = frozenset(filter(None, within))
        if not backs[box].isdisjoint(_names_of(link)):
            yield box


def _names_of(link: HtmlElement) -> Iterator[str]:
    element: HtmlElement | None = link
    for _ in range(_UP_TO_NAME + 1):
        if element is None:
            return
        yield from (value for key in ("id", "name") if (value := element.get(key)))
        element = element.getparent()


def _box_of(element: HtmlElement | None) -> HtmlElement | None:
    for _ in range(_UP_TO_BOX):
        if element is None or element.tag in _BOXES:
            return element
        element = element.getparent()
    return None
