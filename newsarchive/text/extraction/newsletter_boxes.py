"""Boxes that offer letters by mail: a form that asks for an address, and the few words around it.

Some software names such boxes (data/marked_parts.tsv); the others are told by what they are: a field for an
address, no field for a comment, labels, and no sentence but such as offer the letter to the reader.
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
from newsarchive.text.sentences import PROSE, SENTENCE_END, says_something

# Letters of such a box, lines beside its form, and steps from its field up to it: set by reason, not fitted.
LONGEST_OFFER, MOST_LINES, _HIGHEST = 400, 6, 4
_MOST_FIELDS, _MOST_INSIDE = 20, 120
_BOXES = frozenset({"div", "section", "aside", "fieldset", "form", "p", "li"})
# What no such box holds, and what the page shows as a story of its own.
_NO_OFFER = ("textarea", "article", "main", "h1")
_CALLED = re.compile(
    r"(?<![a-z])(?:(?:e?mail-?|widget-?|box-?)?newsletter|nyhetsbrev|nyhedsbrev|nieuwsbrief|infolettre|boletin|boletim"
    r"|hirlevel|bulten|e?mail-?(?:signup|sign-up|capture)|sign-?up|subscribe)(?![a-z])"
)
# Names that file a post: it is about letters.
_FILED = re.compile(r"(?:category|tag|topic|tax|section|type|format|post)[-_]", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
# What offers say to nobody: a report quotes how somebody told others to sign up.
_REPORTED = re.compile(
    r"\b(?:said|says|told|asked|warned|wrote|sagte|teilte|dit|dijo|disse|ha detto|zei)\b", re.IGNORECASE
)


def newsletter_boxes(model: PageModel) -> Iterator[HtmlElement]:
    """Yield around each field for an address the largest box that only offers letters by mail."""
    fields = (one for one in model.iter("input") if (one.get("type") or "").lower() == "email")
    judged: dict[HtmlElement, bool] = {}
    for field in islice(fields, _MOST_FIELDS):
        found: HtmlElement | None = None
        form: HtmlElement = next(field.iterancestors("form"), field)
        for box in islice(field.iterancestors(), _HIGHEST):
            if box.tag not in _BOXES or not _is_small(box):
                break
            if box not in judged:
                judged[box] = _offers(box, form)
            if judged[box]:
                found = box
        if found is not None:
            yield found


def _is_small(box: HtmlElement) -> bool:
    """Whether a box holds few elements, and none that is a story's; looks at so many and no more."""
    inside = [*islice(box.iter("*"), _MOST_INSIDE + 1)]
    return len(inside) <= _MOST_INSIDE and not any(one.tag in _NO_OFFER for one in inside)


def _offers(box: HtmlElement, form: HtmlElement) -> bool:
    """Whether a box is short, and says beside its form nothing but labels and what offers letters.

    Each sentence must address the reader as offers do: a report on letters may stand beside a form, too.
    """
    lines = page_lines(box)
    if sum(map(count_letters, lines)) > LONGEST_OFFER:
        return False
    # Pages of old sites are one form each.
    if not all(map(_speaks_of_letters, filter(says_something, lines))):
        return False
    outside = page_lines(box, {form})
    if len(outside) > MOST_LINES or not all(_is_label(line) or _is_offer(line) for line in outside):
        return False
    return box.tag == "aside" or _is_called(box) or any(map(_speaks_of_letters, lines))


def _is_label(line: str) -> bool:
    return count_letters(line) < PROSE and SENTENCE_END.search(line) is None and not says_something(line)


def _is_offer(line: str) -> bool:
    """Whether each sentence of a line begins as offers do, and one speaks of letters or the reader's mail."""
    sentences = [sentence for sentence in _SENTENCES.split(line) if sentence]
    return _speaks_of_letters(line) and all(
        sentence.lower().startswith(_offer_beginnings()) and not _REPORTED.search(sentence)
        for sentence in sentences
    )


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


@cache
def _offer_beginnings() -> tuple[str, ...]:
    table = files("newsarchive.text.extraction").joinpath("data/newsletter_offers.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(words for _, *row in rows for words in row)
