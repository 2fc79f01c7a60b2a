"""Boxes that offer letters by mail: a form that asks for an address, and the few words around it.

Some software names such boxes (data/marked_parts.tsv); the others are told by what they are: a field for an
address, no field for a comment, a headline or two sentences, and every one of them on the letter.
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

# Letters of such a box, sentences in it, and steps from its field up to it: set by reason, not fitted.
LONGEST_OFFER, MOST_SENTENCES, _HIGHEST = 400, 4, 4
_MOST_FIELDS = 20
_BOXES = frozenset({"div", "section", "aside", "fieldset", "form", "p", "li"})
# What no such box holds, and what the page shows as a story of its own.
_NO_OFFER = ("textarea", "article", "main", "h1")
_CALLED = re.compile(
    r"(?<![a-z])(?:(?:e?mail-?|widget-?|box-?)?newsletter|nyhetsbrev|nyhedsbrev|nieuwsbrief|infolettre|boletin|boletim"
    r"|hirlevel|bulten|e?mail-?(?:signup|sign-up|capture)|sign-?up|subscribe)(?![a-z])"
)
# Names that file a post: it is about letters.
_FILED = re.compile(r"(?:category|tag|topic|tax|section|type|format|post)[-_]", re.IGNORECASE)


def newsletter_boxes(model: PageModel) -> Iterator[HtmlElement]:
    """Yield around each field for an address the largest box that only offers letters by mail."""
    fields = (one for one in model.iter("input") if (one.get("type") or "").lower() == "email")
    for field in islice(fields, _MOST_FIELDS):
        found: HtmlElement | None = None
        form: HtmlElement = next(field.iterancestors("form"), field)
        for box in islice(field.iterancestors(), _HIGHEST):
            if box.tag not in _BOXES or _holds_other(box):
                break
            if _offers(box, form):
                found = box
        if found is not None:
            yield found


def _holds_other(box: HtmlElement) -> bool:
    return next(box.iter(*_NO_OFFER), None) is not None


def _offers(box: HtmlElement, form: HtmlElement) -> bool:
    """Whether a box is short, and named after letters or speaks of them wherever it says something."""
    lines = page_lines(box)
    if sum(map(count_letters, lines)) > LONGEST_OFFER:
        return False
    said = [line for line in lines if says_something(line)]
    if len(said) > MOST_SENTENCES:
        return False
    on_letters = sum(map(_speaks_of_letters, said))
    if box.tag == "aside" or _is_called(box):
        # One sentence may say what the letter tells: "The most important stories, every morning."
        return 2 * on_letters >= len(said) or len(said) == 1
    outside = [line for line in page_lines(box, {form}) if says_something(line)]
    return any(map(_speaks_of_letters, lines)) and all(map(_speaks_of_letters, outside))


def _is_called(box: HtmlElement) -> bool:
    names = " ".join(
        box.get(name) or "" for name in ("class", "id", "data-qa", "data-component", "data-testid")
    )
    return any(_CALLED.search(name.lower()) for name in names.split() if not _FILED.match(name))


def _speaks_of_letters(line: str) -> bool:
    letters = letters_only(line)
    return any(word in letters for word in _words())


@cache
def _words() -> frozenset[str]:
    """The words of data/newsletter_words.tsv, letters only."""
    table = files("newsarchive.text.extraction").joinpath("data/newsletter_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(letters_only(word) for _, *words in rows for word in words)
