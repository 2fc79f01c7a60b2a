"""When an outright statement of the publication is doubted, and what is weighed against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from newsarchive.text.dates.choice import in_local_time
from newsarchive.text.dates.dated_page import DatedPage
from newsarchive.text.dates.evidence import is_explicit, url_date
from newsarchive.text.dates.headline import shows_other_day
from newsarchive.text.dates.sighting import Sighting
from newsarchive.text.dates.stated import read_time

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
    address = url_date(page.url)
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
