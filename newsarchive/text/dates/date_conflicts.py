"""A quick look whether a page shows the wall clock of a moment, before the page is searched for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.dates.markup_dates import DatedPage, is_explicit, url_date
from newsarchive.text.dates.page_places import UNSEEN
from newsarchive.text.dates.time_choice import in_local_time
from newsarchive.text.dates.visible_dates import Sighting
from newsarchive.text.dates.written_dates import find_times, read_time

# The texts around the headline, where most pages print their date, found without a walk over the page.

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


# When an outright statement of the publication is doubted, and what is weighed against it.

LOCAL = "stated:local"
# Traits of dates that are said to be those of a change: never better than a statement of the publication.
CHANGES = frozenset(
    {
        "label:updated",
        "class:changed",
        "own:changed",
        "script:changed:first",
        "script:changed:later",
        "src:json-ld-changed",
        "src:meta-changed",
    }
)


def is_doubtful(day: str, page: DatedPage, tree: HtmlElement, *, month_first: bool) -> bool:
    """Whether another outright statement, the address or a line around the headline tells another day."""
    stated = (text for evidence, text in page.published if is_explicit(evidence))
    address = url_date(page.address)
    told = (read_time(text, month_first=month_first) for text in (*stated, *((address,) if address else ())))
    if any(time and time[:10] != day for time in told):
        return True
    return shows_other_day(tree, day, month_first=month_first, language=page.language)


def rivals(found: Iterable[Sighting], day: str, page: DatedPage, *, month_first: bool) -> Iterator[Sighting]:
    """Yield the sightings that may be of the publication, where `day` is the one stated outright.

    Other outright statements may; what is said to be a change, or is at the moment of one, may not. A later
    day that is only shown is of a change too, or of the visit, unless it is the stated day in another zone.
    """
    changes = _changes(page, month_first)
    for each in found:
        if each.traits[0].endswith("-published"):
            yield each
        elif each.time[:10] > day and LOCAL not in each.traits:
            continue
        elif not (CHANGES & {*each.traits} or _is_one(each, changes)):
            yield each


def _changes(page: DatedPage, month_first: bool) -> tuple[str, ...]:
    """The moments stated as those of changes, but for days that are also stated as that of publication."""
    published = {
        time[:10]
        for evidence, text in page.published
        if is_explicit(evidence) and (time := read_time(text, month_first=month_first))
    }
    changed = (read_time(text, month_first=month_first) for _, text in page.modified)
    return tuple(time for time in changed if time and time[:10] not in published)


def _is_one(sighting: Sighting, changes: tuple[str, ...]) -> bool:
    """Whether a sighting is the moment of a change, in whatever zone, or its day where it has no clock."""
    if "T" not in sighting.time:
        return any(change.startswith(sighting.time) for change in changes)
    return any(
        change[:16] == sighting.time[:16]
        or (change.endswith("+00:00") and in_local_time(change, sighting.time) is not None)
        for change in changes
    )


# Of most zones the minutes are those of UTC; of the others half an hour or three quarters ahead.
SHIFTS = (0, 30, 45)
CLOCK = re.compile(r"(?<![T\d:.,])[0-2]?\d[:.h](?P<minute>[0-5]\d)(?![\d.]|:\d)")


def shows_minute(tree: HtmlElement, minute: int) -> bool:
    """Return whether near the headline, or as a marked time, a clock without seconds has this minute.

    The minute counts in any zone: it may be half an hour or three quarters off.
    """
    wanted = {f"{(minute + shift) % 60:02d}" for shift in SHIFTS}
    return any(match["minute"] in wanted for text in headline_texts(tree) for match in CLOCK.finditer(text))
