"""Labels of a page's buttons that stand as lines among its text: "Listen to this article", "Show more".

Buttons hold words of stories too: the questions of an accordion, whole paragraphs that open. So a label is
one that is known, and a line is one where a button of this very page says it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.furniture.furniture_lines import READING_PIECE
from newsarchive.text.letters import letters_only
from newsarchive.text.page.html_display import stands_in_words
from newsarchive.text.page.more_labels import label_table, opening_labels
from newsarchive.text.page.page_model import PageModel
from newsarchive.text.tidy_lines import tidy

_LONGEST_LABEL = 60
# Links that lead nowhere else, and those by which networks are told of a page.
_SHARES = re.compile(r"(?:twitter|x)\.com/(?:intent|share)|facebook\.com/share|wa\.me/|t\.me/share")
_NO_LINK = re.compile(r"\s*(?:#|javascript:)", re.IGNORECASE)
# A heading over a part of the story is none: 'Folgen' is to follow, and consequences.
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MOST_CONTROLS, _MOST_PIECES, _MOST_BESIDE = 2_000, 20, 12


def control_lines(model: PageModel, paragraphs: Sequence[str]) -> frozenset[str]:
    """Return those of `paragraphs` that the page's controls say, and how long reading takes beside one.

    A line that stands there more often than controls say it is the story's own: marks of a table ("A+").
    """
    lines: Counter[str] = Counter()
    bars: set[HtmlElement] = set()
    for control in islice(_controls(model), _MOST_CONTROLS):
        label = _label(control)
        holder = control.getparent()
        if label is None or letters_only(label) not in control_labels() or stands_in_words(control):
            continue
        lines[label] += 1
        if holder is not None and holder not in bars:
            bars.add(holder)
            lines.update(_reading_times(holder))
    if not lines:
        return frozenset()
    headings = {tidy("".join(one.itertext())) for one in islice(model.iter(*_HEADINGS), _MOST_CONTROLS)}
    times = Counter(paragraphs)
    return frozenset(
        line for line, often in lines.items() if 0 < times[line] <= often and line not in headings
    )


@cache
def control_labels() -> frozenset[str]:
    """What controls say, letters only: those of data/control_labels.tsv, and those that open the rest."""
    return label_table("newsarchive.text.extraction", "control_labels") | opening_labels()


def _controls(model: PageModel) -> Iterator[HtmlElement]:
    yield from model.iter("button", "summary")
    yield from (model.element(place) for place, role in model.having("role") if role == "button")
    yield from (label for label in model.iter("label") if label.get("for"))
    for link in model.iter("a"):
        target = link.get("href") or ""
        if _NO_LINK.match(target) or is_share(target):
            yield link


def is_share(target: str) -> bool:
    """Say whether an address is one by which a network is told of a page."""
    may_be = "/share" in target or "/intent" in target or "wa.me/" in target
    return may_be and _SHARES.search(target) is not None


def _reading_times(bar: HtmlElement) -> Iterator[str]:
    """How long reading takes, as it stands beside a control in the bar of an article's tools."""
    for one in islice(bar, _MOST_BESIDE):
        text = _label(one)
        if text is not None and READING_PIECE.fullmatch(text):
            yield text


def _label(control: HtmlElement) -> str | None:
    """The whole text of a control, None of what says nothing or more than a label."""
    pieces = list(islice(control.itertext(), _MOST_PIECES + 1))
    label = tidy("".join(pieces)[: 2 * _LONGEST_LABEL])
    return label if len(pieces) <= _MOST_PIECES and 0 < len(label) <= _LONGEST_LABEL else None
