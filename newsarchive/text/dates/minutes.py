"""A quick look whether a page shows the wall clock of a moment, before the page is searched for it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsarchive.text.dates.headline import headline_texts

# Of most zones the minutes are those of UTC; of the others half an hour or three quarters ahead.
SHIFTS = (0, 30, 45)
CLOCK = re.compile(r"(?<![T\d:.,])[0-2]?\d[:.h](?P<minute>[0-5]\d)(?![\d.]|:\d)")


def shows_minute(tree: HtmlElement, minute: int) -> bool:
    """Return whether near the headline, or as a marked time, a clock without seconds has this minute.

    The minute counts in any zone: it may be half an hour or three quarters off.
    """
    wanted = {f"{(minute + shift) % 60:02d}" for shift in SHIFTS}
    return any(match["minute"] in wanted for text in headline_texts(tree) for match in CLOCK.finditer(text))
