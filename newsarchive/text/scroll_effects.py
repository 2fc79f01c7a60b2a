"""Boxes that scripts show when a reader comes near: libraries find them by the names they have."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

# What attributes of boxes have in them that libraries of such effects look for.
_REVEALED = re.compile(
    r"animat|reveal|fade-?in|\bwow\b|\belementor-invisible\b|\bdata-(?:aos|w-id|framer|sr|scroll|motion)",
    re.IGNORECASE,
)
# The class by which pages fade a box of text in; windows and messages over a page fade in by it too.
_FADED = re.compile(r"(?<![\w-])fade(?:d|-?(?:up|down|left|right))?(?![\w-])", re.IGNORECASE)
_OVER = re.compile(
    r"modal|dialog|toast|alert|tooltip|popover|popup|overlay|dropdown|tab-?pane|carousel|slide|menu|cookie|banner",
    re.IGNORECASE,
)
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
    """Say whether the class of a box with prose says that it fades in, and not over the page."""
    named = (element.get("class") or "")[:_LONGEST_NAME]
    return (
        bool(_FADED.search(named)) and not (_OVER.search(named) or element.get("role")) and has_prose(element)
    )


def comes_in(element: HtmlElement) -> bool:
    """Say whether a library shows an element as soon as a reader comes near: every reader sees it."""
    if _COMES_IN.search((element.get("class") or "")[:_LONGEST_NAME]):
        return True
    return element.tag in _OF_TEXT and is_revealed(element)
