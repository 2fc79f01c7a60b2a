"""Boxes that ask readers to subscribe in the place of an article's rest, told by the names they have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import letters_only
from newsarchive.text.page_model import PageModel
from newsarchive.text.sentences import ends_sentence

# What a box that asks is called, or may be.
_CALLED = re.compile(r"pay-?(?:wall|gate)|reg-?wall|metered|piano-offer|(?:premium|subscribe)-?wall")
_WORDS = ("wall", "piano-offer")
# A wall for sure: the whole word, with nothing that says there is none, or what it is beside.
_WALL = re.compile(
    r"(?<![a-z])(?<!no-)(?<!not-)(?<!non-)(?<!un-)(?:pay-?wall|reg-?wall|piano-offer|(?:premium|subscribe)-?wall)"
    r"(?![a-z])(?![-_]?(?:disabled|off|free|hidden|link|promo|content|body|article|text|story))"
)
# Classes of common frameworks by which sheets that are not fetched hide a box.
_OFF = frozenset(
    {"hidden", "hide", "d-none", "is-hidden", "u-hidden", "visually-hidden", "sr-only", "invisible"}
)
_CLOSE_BOXES = 2
_TAGS = frozenset({"div", "section", "aside"})
_SHORTEST = 20  # letters
_MOST_BOXES, _MOST_PIECES, _LONGEST = 10, 50, 400


def paywall_boxes(elements: Iterable[HtmlElement]) -> list[str]:
    """Return the letters of each element, the first ten, that is a wall and says something.

    Many sites have an empty one on every page, for their scripts to fill when it is time: it is left out.
    """
    named = (element for element in elements if element.attrib and _is_called_so(element))
    return [words for words in map(_letters, islice(named, _MOST_BOXES)) if len(words) >= _SHORTEST]


def shows_paywall(model: PageModel, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a wall stands in the page as the model has it now: without what is hidden and taken out.

    What holds the beginning of the text (`paragraphs`) is no wall: Google's documentation has sites mark the
    part that is for subscribers by a class of their own, and many call it `paywall`.
    """
    called = (element for element in model.called(_WALL, ("class", "id"), _WORDS) if element.tag in _TAGS)
    walls = (_letters(element) for element in islice(called, _MOST_BOXES) if not _is_off(element))
    begun = letters_only(next(filter(ends_sentence, paragraphs), ""))[:_SHORTEST]
    return any(len(words) >= _SHORTEST and not (begun and begun in words) for words in walls)


def _is_off(element: HtmlElement) -> bool:
    """Whether a class of the element or of a box close around it says that it is not shown."""
    boxes = (element, *islice(element.iterancestors(), _CLOSE_BOXES))
    return any(not _OFF.isdisjoint((box.get("class") or "").lower().split()) for box in boxes)


def _is_called_so(element: HtmlElement) -> bool:
    return bool(_CALLED.search(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _letters(element: HtmlElement) -> str:
    return letters_only("".join(islice(element.itertext(), _MOST_PIECES))[:_LONGEST])
