"""What opens the rest of a story where a page hides it: "Read more" on a button, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import letters_only
from newsarchive.text.page.page_lines import page_lines
from newsarchive.text.tidy_lines import tidy

# What opens the rest of a story: a label of `data/more_labels.tsv`, or a sign, alone in its box. What other
# labels open beside a story is mostly no text of it (remarks, who wrote it, terms, offers), though judges of
# blocks take its sentences for text.
LONGEST_OPENER, _OPENERS = 40, frozenset({"button", "label", "summary"})
_SIGNS = re.compile(r"[\s.…+»›>▼▾▿∨⌄↓⬇︎]{1,8}")
_NO_TARGET = re.compile(r"\s*(?:#(?P<own>.*)|javascript:.*)?\s*", re.IGNORECASE | re.DOTALL)
_MOST_IN_LABEL = 20  # elements, and pieces of text, looked at in a label's box
# Letters of a teaser that begin the text it leads to by no accident.
_FEWEST_REPEATED = 30


def is_opener(box: HtmlElement, ident: str | None) -> bool:
    """Say whether a box is a label that opens the element of an id: a button, or a link to nowhere else.

    Who presses a link without an address, or what has a script of its own, opens something too.
    """
    label = tidy(_text_of(box))
    if not 0 < len(label) <= LONGEST_OPENER or not is_more_label(label):
        return False
    for one in islice(box.iter("*"), _MOST_IN_LABEL):
        if tidy(_text_of(one)) != label:
            continue
        if one.tag in _OPENERS or one.get("role") == "button":
            return True
        if one.get("onclick") is not None or (one.tag == "a" and not {"href", "name"} & {*one.keys()}):
            return True
        target = _NO_TARGET.fullmatch(one.get("href") or "") if one.tag == "a" else None
        if target and one.get("href") is not None and target["own"] in (None, "", ident):
            return True
    return False


def is_more_label(label: str) -> bool:
    """Say whether a short line says that there is more, in words or by a sign alone."""
    return _SIGNS.fullmatch(label) is not None or letters_only(label) in opening_labels()


def opening_labels() -> frozenset[str]:
    """Return what buttons say that open the rest of a story (data/more_labels.tsv), letters only."""
    return label_table("newsarchive.text.page", "more_labels")


@cache
def label_table(package: str, name: str) -> frozenset[str]:
    """Return the labels of a table in a package's `data`, letters only: a language and its labels a line."""
    table = files(package).joinpath(f"data/{name}.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(letters_only(label) for _, *labels in rows for label in labels)


def _text_of(box: HtmlElement) -> str:
    """The first letters of a box: enough to tell that it is no short label."""
    return "".join(islice(box.itertext(), _MOST_IN_LABEL))[: 2 * LONGEST_OPENER]


def is_teaser(box: HtmlElement, lines: Iterable[str], ident: str | None) -> bool:
    """Say whether a box says no more than how the lines begin, and ends with a label that opens them."""
    label = next(
        (one for one in islice(box.iter("a", *_OPENERS), _MOST_IN_LABEL) if is_opener(one, ident)), None
    )
    if label is None:
        return False
    said = letters_only(" ".join(page_lines(box))).removesuffix(letters_only(_text_of(label)))
    return len(said) >= _FEWEST_REPEATED and letters_only(" ".join(lines)).startswith(said)


def is_sign(box: HtmlElement) -> bool:
    """Say whether nothing but a sign of there being more stands in a box."""
    return _SIGNS.fullmatch(tidy(_text_of(box))) is not None
