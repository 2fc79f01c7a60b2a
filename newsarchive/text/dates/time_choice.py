"""Which of a page's dates is that of its publication: what it states, what speaks against, and weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from newsarchive.text.dates.local_times import in_local_time
from newsarchive.text.dates.markup_dates import LISTING, Claim, DatedPage, is_explicit, url_date
from newsarchive.text.dates.page_places import ASIDES, UNDATED_TAGS, is_dated_line
from newsarchive.text.dates.visible_dates import Sighting
from newsarchive.text.dates.written_dates import find_times, read_time

# The time a page was published: the first statement that can be read, and whose zone it is.

MAINLAND_OFFSET = "+08:00"  # China has had one zone, without summer time, since 1991
_OVERSEAS_TLD = re.compile(r"\.(?:tw|hk|mo|sg|my|jp|kr|us|ca|uk|fr|de|au|nz|it|es|nl|ch|ru|th|ph|id)$")
# Chinese-language outlets abroad under general domains; their pages' local times are not Beijing's.
_OVERSEAS_HOST = re.compile(
    r"(?:^|\.)(?:bbc|dw|voachinese|voanews|rfi|rfa|nytimes|ftchinese|wsj|zaobao|epochtimes"
    r"|ntdtv|boxun|wenxuecity|backchina"
    r"|6park|creaders|secretchina|aboluowang|kzaobao|sinchew|chinapress|worldjournal|udn"
    r"|chinatimes|ltn|cna|hk01|mingpao"
    r"|reuters|bloomberg|theinitium|soundofhope|bannedbook|minghui|rfachina|cnn|theguardian"
    r"|sputniknews)\.[a-z.]+$"
)


# A clock without an offset that says so much may be that of a system which knows only the day.
MIDNIGHT = "T00:00:00"


def choose_time(claims: Iterable[Claim], *, month_first: bool = False) -> tuple[str, str] | None:
    """Return (ISO time, evidence) of the first readable claim, as exact as later ones of its moment allow.

    A time of day is taken where the first states only the day, the page's own offset where it is in UTC.
    """
    readable = [
        (time, evidence) for evidence, text in claims if (time := read_time(text, month_first=month_first))
    ]
    readable = [(time.removesuffix(MIDNIGHT), evidence) for time, evidence in readable]
    if not readable:
        return None
    first, evidence = readable[0]
    if len(first) == len("YYYY-MM-DD"):
        return next((other for other in readable if other[0].startswith(first + "T")), readable[0])
    if first.endswith("+00:00"):
        local = next((found for other, _ in readable if (found := in_local_time(first, other))), first)
        return local, evidence
    return first, evidence


def with_zone(time: str, source: str, *, mainland: bool) -> tuple[str, str]:
    """Return time and evidence, with Beijing's offset where a mainland page gives a time without one.

    The evidence ends in `+day` where only a day is known, in `+assumed-zone` where the offset is ours, in
    `+no-offset` where the clock time has none: the archive stores all three alike
    (docs/explanation/dates.md#how-times-are-stored).
    """
    if "T" not in time:
        return time, source + "+day"
    if re.search(r"[+-]\d\d:\d\d$", time):
        return time, source
    if not mainland:
        return time, source + "+no-offset"
    return time + MAINLAND_OFFSET, source + "+assumed-zone"


def is_mainland(url: str, language: str | None, script: str | None) -> bool:
    """Whether a page is mainland Chinese: Simplified script, and no host known to be elsewhere."""
    if language != "zh" or script != "Hans":
        return False
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return True
    return not _OVERSEAS_TLD.search(host) and not _OVERSEAS_HOST.search(host)


# A clock time put into a named zone, summer time and all.

# Behind the evidence of a time whose offset is that of the source's declared zone.
_SOURCE_ZONE = "+source-zone"


def in_zone(time: str, evidence: str, zone: str | None) -> tuple[str, str]:
    """Return an ISO time and its evidence, with the offset `zone` had then where the time has a clock only.

    Days, times with an offset, and times in a zone nobody knows stay as they are.
    """
    place = _zone(zone) if zone and "T" in time else None
    if place is None:
        return time, evidence
    try:
        moment = datetime.fromisoformat(time)
        if moment.tzinfo is not None:
            return time, evidence
        return moment.replace(tzinfo=place).isoformat(timespec="seconds"), evidence + _SOURCE_ZONE
    except (ValueError, OverflowError):
        return time, evidence


def seen_in_zone(time: str, evidence: str, zone: str | None) -> tuple[str, str]:
    """Return an ISO moment with the offset `zone` had then, and its evidence; as it is in an unknown zone."""
    place = _zone(zone) if zone else None
    if place is None:
        return time, evidence
    local = datetime.fromisoformat(time).astimezone(place)
    return local.isoformat(timespec="seconds"), evidence + _SOURCE_ZONE


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # no such file, no path, no such zone
        return None


# What no corpus tells, since none has the feeds of its pages. Three is more than a date has that stands in
# running text or below (under 0), and less than one in a short line beside the headline (4 to 5).
SET = {f"src:{LISTING}": 3.0}


def likeliest(sightings: Iterable[Sighting]) -> tuple[Sighting, float] | None:
    """Return the best sighting of the likeliest day and that day's share (0 to 1), None where there is none.

    A sighting weighs e to the sum of its traits' weights; those of one day add up, and a day's share is its
    part of the sum of all: a conditional logit, with weights from `benchmarks/training/date_weights.py`.
    """
    days: dict[str, float] = {}
    best: dict[str, tuple[float, Sighting]] = {}
    for sighting in sightings:
        for reading in readings(sighting):
            day, score = reading.time[:10], sum(_weights().get(trait, 0.0) for trait in reading.traits)
            days[day] = days.get(day, 0.0) + math.exp(score)
            if day not in best or score > best[day][0]:
                best[day] = (score, reading)
    if not days:
        return None
    chosen = max(days, key=days.__getitem__)
    return best[chosen][1], days[chosen] / sum(days.values())


def readings(sighting: Sighting) -> tuple[Sighting, ...]:
    """Return the sighting, and the other one it is where its order of day and month is open."""
    if sighting.other is None:
        return (sighting,)
    return sighting, Sighting(sighting.other, sighting.source, (*sighting.traits, "swapped"))


@cache
def _weights() -> dict[str, float]:
    table = files("newsarchive.text.dates").joinpath("data", "weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {trait: float(weight) for trait, weight in rows} | SET


# The texts around the headline, where most pages print their date, found without a walk over the page.

# By-lines stand before or after the headline, or so many boxes around it.
_LEVELS, _NEIGHBOURS, _PIECES = 5, 4, 60
_MOST_HEADINGS, _MOST_TIMES = 2, 4
_BODIES = frozenset({"body", "html"})
WRITTEN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_LINE, _MOST_DATED = 120, 12
# What stands beside a headline and is not of its story.
_NOT_BESIDE = UNDATED_TAGS | ASIDES


def headline_texts(tree: HtmlElement) -> Iterator[str]:
    """Yield the text of marked times and of what stands before and after the headline, a line per node."""
    for time in islice((time for time in tree.iter("time") if not _is_aside(time)), _MOST_TIMES):
        yield " ".join(islice(time.itertext(), 10))
    for heading in islice(tree.iter("h1"), _MOST_HEADINGS):
        for box in (heading, *islice(heading.iterancestors(), _LEVELS)):
            if box.tag in _BODIES:
                break
            for preceding in (False, True):
                for neighbour in islice(box.itersiblings(preceding=preceding), _NEIGHBOURS):
                    if neighbour.tag not in _NOT_BESIDE:
                        yield "\n".join(islice(neighbour.itertext(), _PIECES))


def _is_aside(time: HtmlElement) -> bool:
    return any(box.tag in ASIDES for box in time.iterancestors())


def shows_other_day(tree: HtmlElement, day: str, *, month_first: bool, language: str | None) -> bool:
    """Return whether lines around the headline date the story, and no line has `day` (`YYYY-MM-DD`)."""
    others = False
    for line in islice(_dated_lines(tree), _MOST_DATED):
        for reading in find_times(line, month_first=month_first, language=language):
            if reading.time.startswith(day) or (reading.other or "").startswith(day):
                return False
            others = others or is_dated_line(line)
    return others


def _dated_lines(tree: HtmlElement) -> Iterator[str]:
    for text in headline_texts(tree):
        if "20" in text or "19" in text:
            yield from (
                line for line in text.split("\n") if len(line) <= _LONGEST_LINE and WRITTEN_YEAR.search(line)
            )


# When an outright statement of the publication is doubted, and what is weighed against it.

_LOCAL = "stated:local"
# Traits of dates that are said to be those of a change: never better than a statement of the publication.
_CHANGES = frozenset(
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
        elif each.time[:10] > day and _LOCAL not in each.traits:
            continue
        elif not (_CHANGES & {*each.traits} or _is_one(each, changes)):
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
_SHIFTS = (0, 30, 45)
_CLOCK = re.compile(r"(?<![T\d:.,])[0-2]?\d[:.h](?P<minute>[0-5]\d)(?![\d.]|:\d)")


def shows_minute(tree: HtmlElement, minute: int) -> bool:
    """Return whether near the headline, or as a marked time, a clock without seconds has this minute.

    The minute counts in any zone: it may be half an hour or three quarters off.
    """
    wanted = {f"{(minute + shift) % 60:02d}" for shift in _SHIFTS}
    return any(match["minute"] in wanted for text in headline_texts(tree) for match in _CLOCK.finditer(text))
