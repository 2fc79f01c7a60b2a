"""Pages to fill in: to log in, to register, to ask for a password, to write to whoever runs the site.

Sites send there who asks for a story they keep for subscribers, or for one that is gone; what such a page
says around its fields is no news, in whatever language. An article has fields beside it too (comments,
letters): its date, its authors and its length tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsarchive.text.page.page_blocks import Box
from newsarchive.text.page.structured_data import says_article
from newsarchive.text.page_kinds.kind_features import PageToSort
from newsarchive.text.sentences import count_stops, says_something

# Of 954 pages with a form (those of the formasaurus package) 454 were taken for articles; 29 of these are
# known so, and none of 1,954 pages of the sets of articles (2026-11).
# Letters and paragraphs of the text, and sentences outside of forms: what a form says of itself is short.
_LONGEST, _MOST_PARAGRAPHS, _MOST_OUTSIDE = 1_500, 4, 3
# How much more the box may say than the text: labels, choices, what is asked. This, and what follows, is set
# by reason, not fitted.
_OWN_SHARE, _LABELS = 4, 1_500
# Two fields are a form; one may be for letters by mail.
_FEWEST = 2
# How far up a form is looked for, and fields beside the text.
_MOST_UP, _BESIDE = 40, 2
# Elements of a box that are looked at.
_MOST_FIELDS = 200
_WRITTEN = frozenset({"text", "email", "tel", "number", "url", "date", "password"})
_SEARCH = ("search", "query", "keyword", "suche", "buscar")


@dataclass(frozen=True, slots=True)
class _Fields:
    """How many fields to write in a box has, of them for passwords and for longer texts."""

    all: int
    passwords: int
    texts: int


def asks_for_entries(known: PageToSort) -> bool:
    """Say whether a page is one to fill in: its short text stands in the form or right beside it.

    Never a page that says it is an article, or that has a date or an author.
    """
    size = known.weight * sum(map(len, known.paragraphs))
    if known.dated_by or known.names or not 0 < size <= _LONGEST or not known.inside:
        return False
    if says_article(known.stated, known.model.tree):
        return False
    box = _box_of(known)
    if box is None or box.element is None:
        return False
    if _tells_a_story(known):
        return False
    around = _with_ancestors(box.element)
    form = next(filter(_is_own_form, around), None)
    if form is not None and _is_form(form, size, known.weight, 1):
        return True
    # In the boxes of the text and around it there may be the fields of a comment, or one for letters by mail.
    beside = takewhile(lambda one: not _fields(one).texts, around[: 1 + _BESIDE])
    return any(_is_form(one, size, known.weight, _FEWEST) for one in beside)


def _tells_a_story(known: PageToSort) -> bool:
    """Whether the text has more paragraphs than a form has, or two or some sentences outside of any."""
    blocks = [block for _, block in known.inside]
    outside = [
        block.text
        for block in blocks
        if block.box.element is None or not any(map(_is_own_form, _with_ancestors(block.box.element)))
    ]
    if sum(says_something(block.text) for block in blocks) >= _MOST_PARAGRAPHS:
        return True
    if sum(map(says_something, outside)) > 1:
        return True
    return sum(map(count_stops, outside)) >= _MOST_OUTSIDE


def _with_ancestors(element: HtmlElement) -> list[HtmlElement]:
    """An element and those above it, the nearest first, without the page itself."""
    above = takewhile(lambda one: one.tag != "body", element.iterancestors())
    return [element, *islice(above, _MOST_UP)]


def _is_own_form(element: HtmlElement) -> bool:
    """Whether an element is a form, and not one that holds the whole page, as ASP.NET's does."""
    above = element.getparent()
    if element.tag != "form" or above is None or above.tag == "body":
        return False
    return element.find(".//nav") is None and element.find(".//header") is None


def _box_of(known: PageToSort) -> Box | None:
    """The smallest box that holds all of the text."""
    places = [place for place, _ in known.inside]
    box: Box | None = known.inside[0][1].box
    while box is not None and not (box.first <= places[0] and places[-1] < box.end):
        box = box.parent
    return box


def _is_form(box: HtmlElement, size: int, weight: int, fewest: int) -> bool:
    found = _fields(box)
    if found.all < fewest and not found.passwords:
        return False
    return _says_little_else(box, size, weight)


def _says_little_else(box: HtmlElement, size: int, weight: int) -> bool:
    letters = sum(map(len, islice(box.itertext(), _MOST_FIELDS * 20)))
    return weight * letters <= _OWN_SHARE * size + weight * _LABELS


def _fields(box: HtmlElement) -> _Fields:
    kinds = [*islice(_kinds(box), _MOST_FIELDS)]
    return _Fields(len(kinds), kinds.count("password"), kinds.count("textarea"))


def _kinds(box: HtmlElement) -> Iterator[str]:
    """The kinds of the fields to write in, without those of searches."""
    for field in box.iter("input", "textarea"):
        kind = "textarea" if field.tag == "textarea" else (field.get("type") or "text").lower()
        name = f"{field.get('name', '')} {field.get('id', '')}".lower()
        if (
            kind in {*_WRITTEN, "textarea"}
            and not any(word in name for word in _SEARCH)
            and name.strip() != "q"
        ):
            yield kind
