"""Boxes in a story's body that offer the rest of it for money, or a newsletter: no text of it.

Sites call the part that they protect "paywall" as well as the offer that stands in its place. So a box is one
by its name, or by its first line, and by what all its sentences say; a report on subscriptions stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page_model import PageModel
from newsarchive.text.sentences import says_something

# What sites and services (Piano's `tp-`, Poool) call the box of an offer, or what it stands for.
CALLED = re.compile(
    r"pay-?wall|reg-?wall|poool|piano|(?<![a-z])tp-(?:modal|container|offer|backdrop)"
    r"|(?:premium|subscri\w{1,6}|abo|registration|login|sign-?up|member)[-_]?(?:wall|gate|barrier|offer)"
    r"|(?<![a-z])(?:gate|barrier|meter|metered)(?![a-z])"
)
_NAMING = ("class", "id", "aria-label")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "strong", "div")
# Letters of an offer at most; of a line that must be part of it; of a heading at most.
LONGEST_OFFER, SENTENCE, LONGEST_HEADING = 1_000, 40, 80
FEWEST_PHRASES = 2
# Letters of a box that asks for an address at most, sentences around it at least, and fields looked at.
LONGEST_NEWSLETTER, _FEWEST_AROUND, _MOST_FIELDS = 300, 2, 20
# Steps up from a heading to the box of the offer.
_HIGHEST = 3
_DIGITS = re.compile(r"\d+")
_OF_STORY = frozenset({"html", "body", "main", "article"})


def subscription_offers(model: PageModel) -> tuple[HtmlElement, ...]:
    """Return the boxes of a page that offer the rest of its story, or a newsletter, in order; total."""
    found = {box for box in model.called(CALLED, _NAMING) if _offers(box)}
    found.update(_headed(model))
    found.update(_newsletters(model))
    return tuple(box for box in model.in_order(found) if not any(one in found for one in box.iterancestors()))


def _headed(model: PageModel) -> Iterator[HtmlElement]:
    """The boxes whose first line says that the rest is for subscribers."""
    headings = _words()["heading"]
    for heading in model.iter(*_HEADINGS):
        text = heading.text  # its own: a heading in it is one of these elements too
        if not text or text.isspace() or len(text) > LONGEST_HEADING or letters_only(text) not in headings:
            continue
        for box in islice(heading.iterancestors(), _HIGHEST):
            lines = page_lines(box)
            if not lines or letters_only(lines[0]) not in headings:
                break
            if _offers(box):
                yield box
                break


def _newsletters(model: PageModel) -> Iterator[HtmlElement]:
    """The small boxes, no forms, that ask for an address amid sentences of the box around them."""
    for field in islice((one for one in model.iter("input") if one.get("type") == "email"), _MOST_FIELDS):
        holders = [*islice(field.iterancestors(), _HIGHEST)]
        if any(holder.tag == "form" for holder in field.iterancestors()):
            continue
        box = next((one for one in holders if _is_told_apart(one)), None)
        holder = None if box is None else box.getparent()
        if box is None or holder is None or _is_of_story(box) or box.find(".//button") is None:
            continue
        if sum(map(count_letters, page_lines(box))) > LONGEST_NEWSLETTER:
            continue
        if sum(map(says_something, page_lines(holder, {box}))) >= _FEWEST_AROUND:
            yield box


def _is_told_apart(box: HtmlElement) -> bool:
    """Whether a box says more than its buttons."""
    return any(True for _ in page_lines(box, {*box.iter("button")}))


def _is_of_story(box: HtmlElement) -> bool:
    return box.tag in _OF_STORY or next(box.iter("article", "main", "h1"), None) is not None


def _offers(box: HtmlElement) -> bool:
    """Whether a box is short and all that it tells is an offer."""
    if _is_of_story(box):
        return False
    lines = page_lines(box)
    if not lines or sum(map(count_letters, lines)) > LONGEST_OFFER:
        return False
    text = _letters("\n".join(lines))
    if sum(phrase in text for phrase in _words()["offer"]) < FEWEST_PHRASES:
        return False
    return all(map(_says_offer, (line for line in lines if count_letters(line) >= SENTENCE)))


def _says_offer(line: str) -> bool:
    letters = _letters(line)
    return letters in _words()["heading"] or any(phrase in letters for phrase in _words()["offer"])


def _letters(text: str) -> str:
    return _DIGITS.sub("", letters_only(text))


@cache
def _words() -> dict[str, frozenset[str]]:
    """The phrases of data/offer_words.tsv, letters only, by kind."""
    table = files("newsarchive.text.extraction").joinpath("data/offer_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {
        kind: frozenset(
            letters_only(phrase) for own, _, *phrases in rows if own == kind for phrase in phrases
        )
        for kind in ("heading", "offer")
    }
