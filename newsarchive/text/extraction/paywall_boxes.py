"""Boxes that ask readers to subscribe in the place of an article's rest, told by the names they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import letters_only
from newsarchive.text.page_model import PageModel

# What a box that asks is called; the words stand in every such name.
_CALLED = re.compile(r"pay-?(?:wall|gate)|reg-?wall|metered|piano-offer|(?:premium|subscribe)-?wall")
_WORDS = ("wall", "gate", "metered", "piano-offer")
_TAGS = frozenset({"div", "section", "aside"})
_SHORTEST = 20  # letters
_MOST_BOXES, _MOST_PIECES, _LONGEST = 10, 50, 400


def paywall_boxes(elements: Iterable[HtmlElement]) -> list[str]:
    """Return the letters of each element, the first ten, that is a wall and says something.

    Many sites have an empty one on every page, for their scripts to fill when it is time: it is left out.
    """
    named = (element for element in elements if element.attrib and _is_called_so(element))
    return [words for words in map(_letters, islice(named, _MOST_BOXES)) if len(words) >= _SHORTEST]


def shows_paywall(model: PageModel) -> bool:
    """Say whether a wall stands in the page as the model has it now: without what is hidden and taken out."""
    found = _walls(model)
    return any(len(_letters(element)) >= _SHORTEST for element in islice(found, _MOST_BOXES))


def _walls(model: PageModel) -> Iterator[HtmlElement]:
    called = model.called(_CALLED, ("class", "id"), _WORDS)
    return (element for element in called if element.tag in _TAGS)


def _is_called_so(element: HtmlElement) -> bool:
    return bool(_CALLED.search(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _letters(element: HtmlElement) -> str:
    return letters_only("".join(islice(element.itertext(), _MOST_PIECES))[:_LONGEST])
