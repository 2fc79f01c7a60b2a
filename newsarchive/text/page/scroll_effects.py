"""Boxes that scripts show when a reader comes near: libraries find them by the names they have."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import is_dense
from newsarchive.text.shared_words import shares_words

# What attributes of boxes have in them that libraries of such effects look for.
_REVEALED = re.compile(
    r"animat|reveal|fade-?in|\bwow\b|\belementor-invisible\b|\bdata-(?:aos|w-id|framer|sr|scroll|motion)",
    re.IGNORECASE,
)
# The classes of a box of a story that fades in. Windows, forms and offers fade in by them too, and have
# others besides; Bootstrap's sheet hides by `fade` what opens over a page.
_FADED = re.compile(r"(?:(?:fade(?:d|-?(?:up|down|left|right))?|text|content|paragraph|section)(?:\s+|$))+")
_OF_NAME = ("id", "role", "aria-hidden", "aria-label", "aria-labelledby", "tabindex")
_OVER = re.compile(
    r"modal|dialog|toast|alert|tooltip|popover|popup|overlay|drop-?down|tab-?pane|carousel|slide|menu|cookie|banner"
    r"|newsletter|subscri|promo|comment|related|canvas|lightbox|drawer|consent|gdpr|login|quiz",
    re.IGNORECASE,
)
_HIGHEST = 2  # boxes around such a box whose names are read
# Paragraphs before and behind such a box that it is held against; letters of a Chinese name.
_MOST_BESIDE, _NAME = 5, 3
_LONGEST_NAME = 500
# Classes of libraries that hide a box (`visibility: hidden`) until it comes near, and then show it, whatever
# it holds: Elementor's entrance animations, and WOW.js, which has the name of an animation beside its own.
# Menus and dialogs are hidden so, too, and have names of animations alone.
_COMES_IN = re.compile(
    r"(?<![\w-])(?:elementor-invisible(?![\w-])"
    r"|wow\s(?:\S+\s)*?(?:animate__)?(?:animated|fade|slide|zoom|bounce|flip|rotate|light|roll|back)\w*)"
)
# Elements of a text: no menu or dialog is one.
_OF_TEXT = frozenset({"p", "blockquote", "h2", "h3", "h4", "h5", "h6", "figure", "li"})
# Characters from which a box has prose.
_PARAGRAPH = 60


def has_prose(element: HtmlElement) -> bool:
    """Say whether a box holds a paragraph's worth of characters, in the first hundred pieces of its text."""
    return sum(len(text.strip()) for text in islice(element.itertext(), 100)) >= _PARAGRAPH


def is_revealed(element: HtmlElement) -> bool:
    """Say whether an element has the names by which libraries find what they are to show."""
    names = " ".join(f"{name} {value[:_LONGEST_NAME]}" for name, value in element.attrib.items())
    return _REVEALED.search(names) is not None


def is_faded(element: HtmlElement) -> bool:
    """Say whether a box of a story, by its class, fades in: it holds paragraphs and stands behind one.

    It tells of the same, its own style makes it clear, and nothing names it or a box around it otherwise.
    """
    named = (element.get("class") or "").strip()[:_LONGEST_NAME].lower()
    if "fade" not in named or not _FADED.fullmatch(named) or "opacity" not in (element.get("style") or ""):
        return False
    above = element.getprevious()
    if above is None or above.tag != "p" or not (has_prose(above) and has_prose(element)):
        return False
    if any(element.get(name) is not None for name in _OF_NAME) or any(one.tag != "p" for one in element):
        return False
    around = (
        " ".join((str(one.tag), *(one.get(name, "") for name in ("class", "id", "role"))))[:_LONGEST_NAME]
        for one in islice(element.iterancestors(), _HIGHEST)
    )
    if next(element.iter("a", "button", "input"), None) is not None or any(map(_OVER.search, around)):
        return False
    beside = (above, *islice(above.itersiblings("p", preceding=True), _MOST_BESIDE))
    behind = islice(element.itersiblings("p"), _MOST_BESIDE)
    known = letters_only(" ".join("".join(one.itertext()) for one in (*beside, *behind)))
    return _tells_of_same("".join(element.itertext()), known)


def _tells_of_same(text: str, known: str) -> bool:
    """Whether a box tells of what the paragraphs around it tell of; of Chinese one name is enough."""
    if is_dense(text):
        letters = letters_only(text)
        return any(letters[at : at + _NAME] in known for at in range(len(letters) - _NAME + 1))
    return shares_words(text, known)


def comes_in(element: HtmlElement) -> bool:
    """Say whether a library shows an element as soon as a reader comes near: every reader sees it."""
    if _COMES_IN.search((element.get("class") or "")[:_LONGEST_NAME]):
        return True
    return element.tag in _OF_TEXT and is_revealed(element)
