"""A quick look whether a page shows the wall clock of a moment, before the page is searched for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.places import UNSEEN

# Of most zones the minutes are those of UTC; of the others half an hour or three quarters ahead.
SHIFTS = (0, 30, 45)
CLOCK = re.compile(r"(?<![T\d:.,])[0-2]?\d[:.h](?P<minute>[0-5]\d)(?![\d.]|:\d)")
# By-lines stand before or after the headline, or so many boxes around it.
LEVELS, NEIGHBOURS, PIECES = 5, 4, 60
MOST_HEADINGS, MOST_TIMES = 2, 4
BODIES = frozenset({"body", "html"})


def shows_minute(tree: HtmlElement, minute: int) -> bool:
    """Return whether near the headline, or as a marked time, a clock without seconds has this minute.

    The minute counts in any zone: it may be half an hour or three quarters off.
    """
    wanted = {f"{(minute + shift) % 60:02d}" for shift in SHIFTS}
    return any(match["minute"] in wanted for text in _texts(tree) for match in CLOCK.finditer(text))


def _texts(tree: HtmlElement) -> Iterator[str]:
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
