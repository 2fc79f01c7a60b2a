"""Boxes that ask readers to subscribe or sign in, told by the names they have: walls, and offers that wait.

A wall stands in the place of an article's rest. An offer waits amid the text, hidden by a class whose style
stands in a sheet of its own, until a script finds that a reader has read enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.evidence import BlockPlace, SpamKind
from newsarchive.items import RemovedBlock
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.sentences import ends_sentence, says_something

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
# What an offer that waits is called, not what subscribers alone may read; its letters at most, and those of
# one of its sentences: a story's rest that waits has longer ones. Set by reason, not fitted.
_WAITING = re.compile(
    r"(?<![a-z])(?:sign-?(?:in|up)|log-?in|register|registration|subscribe|subscription)(?![a-z])"
)
_WORDS_WAITING = ("sign", "log", "regist", "subscri")
_LONGEST_OFFER, _LONGEST_SENTENCE, _MOST_WITHIN = 2_000, 100, 200
_OF_STORY = frozenset({"article", "main", "h1"})


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


def cut_waiting_offers(model: PageModel) -> tuple[RemovedBlock, ...]:
    """Take the offers out of a page that wait to be shown, and tell what they said."""
    called = (box for box in model.called(_WAITING, ("class", "id"), _WORDS_WAITING) if box.tag in _TAGS)
    waiting = [*filter(_waits, islice(called, _MOST_BOXES))]
    outer = [box for box in waiting if not any(holder in waiting for holder in box.iterancestors())]
    told = [lines for box in dict.fromkeys(outer) if (lines := _offer(box)) is not None]
    if told:
        model.changed()
    return tuple(
        RemovedBlock(
            place=BlockPlace.INSIDE, kind=SpamKind.FURNITURE, rule="waiting_offer", score=1.0, text=text
        )
        for text in told
        if text
    )


def _waits(box: HtmlElement) -> bool:
    """Whether a class hides a box, and it is called no wall: of a wall the verdict is told."""
    return not _is_called_so(box) and not _OFF.isdisjoint((box.get("class") or "").lower().split())


def _offer(box: HtmlElement) -> str | None:
    """What a box says that was just taken out, if it is an offer: lists, labels and short sentences."""
    within = [*islice(box.iter("*"), _MOST_WITHIN + 1)]
    if len(within) > _MOST_WITHIN or any(one.tag in _OF_STORY for one in within) or box.getparent() is None:
        return None
    lines = page_lines(box)
    listed = {line for one in within if one.tag == "li" for line in page_lines(one)}
    told = [line for line in lines if line not in listed and says_something(line)]
    if max(map(count_letters, told), default=0) > _LONGEST_SENTENCE:
        return None
    if sum(map(count_letters, lines)) > _LONGEST_OFFER:
        return None
    box.drop_tree()
    return "\n".join(lines)


def _is_off(element: HtmlElement) -> bool:
    """Whether a class of the element or of a box close around it says that it is not shown."""
    boxes = (element, *islice(element.iterancestors(), _CLOSE_BOXES))
    return any(not _OFF.isdisjoint((box.get("class") or "").lower().split()) for box in boxes)


def _is_called_so(element: HtmlElement) -> bool:
    return bool(_CALLED.search(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _letters(element: HtmlElement) -> str:
    return letters_only("".join(islice(element.itertext(), _MOST_PIECES))[:_LONGEST])
