"""A quick look whether a page shows the wall clock of a moment, before the page is searched for it."""

from __future__ import annotations

import re

from lxml.etree import tostring
from lxml.html import HtmlElement

# Of most zones the minutes are those of UTC; of the others half an hour or three quarters ahead.
SHIFTS = (0, 30, 45)
CLOCK = re.compile(r"(?<![T\d:.,])[0-2]?\d[:.h][0-5]\d(?![\d.]|:\d)")
LONGEST_CLOCK = 8


def shows_minute(tree: HtmlElement, minute: int) -> bool:
    """Return whether the page's text has a clock, without seconds, at `minute` of some zone's hour.

    True for some pages where it is the text of a script: it costs a tenth of the search it saves.
    """
    text = str(tostring(tree, method="text", encoding="unicode"))
    return any(_is_clock(text, f"{mark}{(minute + shift) % 60:02d}") for mark in ":.h" for shift in SHIFTS)


def _is_clock(text: str, minutes: str) -> bool:
    at = text.find(minutes)
    while at >= 0:
        if CLOCK.search(text, max(0, at - 2), at + LONGEST_CLOCK):
            return True
        at = text.find(minutes, at + 1)
    return False
