"""The texts around the headline, where most pages print their date, found without a walk over the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.places import UNSEEN
from newsarchive.text.dates.reading import find_times

# By-lines stand before or after the headline, or so many boxes around it.
LEVELS, NEIGHBOURS, PIECES = 5, 4, 60
MOST_HEADINGS, MOST_TIMES = 2, 4
BODIES = frozenset({"body", "html"})
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LONGEST_LINE, MOST_DATED = 120, 12


def headline_texts(tree: HtmlElement) -> Iterator[str]:
    """Yield the text of marked times and of what stands before and after the headline, a line per node."""
    for time in islice(tree.iter("time"), MOST_TIMES):
        yield " ".join(islice(time.itertext(), 10))
    for heading in islice(tree.iter("h1"), MOST_HEADINGS):
        for box in (heading, *islice(heading.iterancestors(), LEVELS)):
            if box.tag in BODIES:
                break
            for preceding in (False, True):
                for neighbour in islice(box.itersiblings(preceding=preceding), NEIGHBOURS):
                    if neighbour.tag not in UNSEEN:
                        yield "\n".join(islice(neighbour.itertext(), PIECES))


def shows_other_day(tree: HtmlElement, day: str, *, month_first: bool, language: str | None) -> bool:
    """Return whether days are written around the headline, none of which is `day` (`YYYY-MM-DD`)."""
    others = False
    for line in islice(_dated_lines(tree), MOST_DATED):
        for reading in find_times(line, month_first=month_first, language=language):
            if reading.time.startswith(day) or (reading.other or "").startswith(day):
                return False
            others = True
    return others


def _dated_lines(tree: HtmlElement) -> Iterator[str]:
    for text in headline_texts(tree):
        if "20" in text or "19" in text:
            yield from (line for line in text.split("\n") if len(line) <= LONGEST_LINE and YEAR.search(line))
