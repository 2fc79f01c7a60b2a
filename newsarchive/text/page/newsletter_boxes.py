"""Boxes that offer letters by mail: a form that asks for an address, and the few words around it.

Some software names such boxes (data/marked_parts.tsv); the others are told by what they are: a field for an
address, no field for a comment, labels, and no sentence but such as offer the letter to the reader. Without a
field, its link leads to the form: then the name of the box must say so, and its heading, link or button too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import count_letters, letters_only
from newsarchive.text.page.more_labels import label_table
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.sentences import PROSE, SENTENCE_END, is_dense, says_something

# Letters of such a box, lines beside its form, and steps from its field up to it: set by reason, not fitted.
_LONGEST_OFFER, _MOST_LINES, _HIGHEST = 400, 6, 4
_MOST_FIELDS, _MOST_INSIDE = 20, 120
_BOXES = frozenset({"div", "section", "aside", "fieldset", "form", "p", "li"})
# What no such box holds, and what the page shows as a story of its own.
_NO_OFFER = ("textarea", "article", "main", "h1")
_LISTS = ("ul", "ol", "dl", "table")
_CALLED = re.compile(
    r"(?<![a-z])(?:(?:e?mail-?|widget-?|box-?)?newsletter|nyhetsbrev|nyhedsbrev|nieuwsbrief|infolettre|boletin|boletim"
    r"|hirlevel|bulten|e?mail-?(?:signup|sign-up|capture)|sign-?up|subscribe)(?![a-z])"
)
# Names that file a post: it is about letters.
_FILED = re.compile(r"(?:category|tag|topic|tax|section|type|format|post)[-_]", re.IGNORECASE)
# Names of boxes without a field: no sign-up to anything else, no wall, and no story of letters ("-scam").
_OF_LETTERS = re.compile(
    r"(?<![a-z])(?:newsletter|nyhetsbrev|nyhedsbrev|nieuwsbrief|infolettre|hirlevel)"
    r"(?:[-_]+(?:ad|banner|block|box|call|card|container|content|cta|embed|form|inline|inner|link|module|offer|outer"
    r"|panel|promo|promotion|section|sign-?up|subscribe|subscription|teaser|text|widget|wrap|wrapper))*(?![a-z_-])"
)
_LETTER_WORDS = ("newsletter", "nyhe", "nieuwsbrief", "infolettre", "hirlevel")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
# What offers say to nobody: a report quotes how somebody told others to sign up.
_REPORTED = re.compile(
    r"\b(?:said|says|told|asked|asks|advised|advises|warned|warns|wrote|writes|sagte|teilte|riet"
    r"|dit|dijo|disse|ha detto|zei|сказала?)\b",
    re.IGNORECASE,
)


def newsletter_boxes(model: PageModel) -> Iterator[HtmlElement]:
    """Yield each box that only offers letters by mail: the largest around a field, or one named so."""
    yield from _around_fields(model)
    called = (box for box in model.called(_OF_LETTERS, ("class", "id"), _LETTER_WORDS) if box.tag in _BOXES)
    for box in islice(called, _MOST_FIELDS):
        if _is_called(box) and _is_small(box) and _only_offers(box):
            yield box


def _around_fields(model: PageModel) -> Iterator[HtmlElement]:
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


def _only_offers(box: HtmlElement) -> bool:
    """Whether a box of that name says nothing but labels and what offers letters, and leads to them."""
    lines = page_lines(box)
    if sum(map(count_letters, lines)) > _LONGEST_OFFER or len(lines) > _MOST_LINES:
        return False
    if not all(_is_label(line) or _is_offer(line) for line in lines):
        return False
    sentences = sum(not _is_label(line) for line in lines)
    leads = any(_is_label(line) and _speaks_of_letters(line) for line in lines)
    return sentences > 0 and (leads or any(map(_leads_to_letters, box.iter("a", "button"))))


def _leads_to_letters(link: HtmlElement) -> bool:
    where = link.get("href") or ""
    return _speaks_of_letters("".join(link.itertext())) or _OF_LETTERS.search(where.lower()) is not None


def _is_small(box: HtmlElement) -> bool:
    """Whether a box holds few elements, and none that is a story's; looks at so many and no more."""
    inside = [*islice(box.iter("*"), _MOST_INSIDE + 1)]
    return len(inside) <= _MOST_INSIDE and not any(one.tag in _NO_OFFER for one in inside)


def _offers(box: HtmlElement, form: HtmlElement) -> bool:
    """Whether a box is short, and says beside its form nothing but labels and what offers letters.

    Each sentence must address the reader as offers do: a report on letters may stand beside a form, too. In a
    box of no such name so may the facts of a story.
    """
    lines = page_lines(box)
    if sum(map(count_letters, lines)) > _LONGEST_OFFER:
        return False
    # Pages of old sites are one form each.
    if not all(map(_speaks_of_letters, filter(says_something, lines))):
        return False
    outside = page_lines(box, {form})
    if len(outside) > _MOST_LINES or not all(_is_label(line) or _is_offer(line) for line in outside):
        return False
    if box.tag == "aside" or _is_called(box):
        return True
    if box is form:
        return any(map(_speaks_of_letters, lines))
    return next(box.iter(*_LISTS), None) is None and _are_about_letters(outside)


def _are_about_letters(lines: tuple[str, ...]) -> bool:
    """Whether lines speak of letters but for one label: with a label that does, or in few words."""
    others = [line for line in lines if not _speaks_of_letters(line)]
    if len(others) == len(lines) or len(others) > 1:
        return False
    is_headed = any(_is_label(line) and _speaks_of_letters(line) for line in lines)
    return is_headed or all(count_letters(line) < PROSE for line in lines)


def _is_label(line: str) -> bool:
    return count_letters(line) < PROSE and SENTENCE_END.search(line) is None and not says_something(line)


def _is_offer(line: str) -> bool:
    """Whether each sentence of a line begins as offers do, and one speaks of letters or the reader's mail."""
    sentences = [sentence for sentence in _SENTENCES.split(line) if sentence]
    return _speaks_of_letters(line) and all(
        _offer_beginnings().match(sentence.lower()) and not _REPORTED.search(sentence)
        for sentence in sentences
    )


def _is_called(box: HtmlElement) -> bool:
    names = " ".join(
        box.get(name) or "" for name in ("class", "id", "data-qa", "data-component", "data-testid")
    )
    return any(_CALLED.search(name.lower()) for name in names.split() if not _FILED.match(name))


def _speaks_of_letters(line: str) -> bool:
    letters = letters_only(line)
    return any(word in letters for word in label_table("newsarchive.text.page", "newsletter_words"))


@cache
def _offer_beginnings() -> re.Pattern[str]:
    """How sentences begin that offer letters, whole words where a script has them."""
    table = files("newsarchive.text.page").joinpath("data/newsletter_offers.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    begun = (words.strip() for _, *row in rows for words in row)
    return re.compile("|".join(re.escape(one) + ("" if is_dense(one) else r"\b") for one in begun))
