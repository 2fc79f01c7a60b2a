"""When a page was published and last changed: what it says outright, else the likeliest of its dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.compat.htmldate_private import find_date_by
from newsarchive.text.dates.date_candidates import plain_sightings, script_sightings
from newsarchive.text.dates.local_times import in_local_time
from newsarchive.text.dates.markup_dates import (
    LABEL,
    LISTING,
    Claim,
    DatedPage,
    in_common_years,
    is_explicit,
    line_dates,
)
from newsarchive.text.dates.shown_changes import shown_change
from newsarchive.text.dates.time_choice import (
    MIDNIGHT,
    choose_time,
    in_zone,
    is_doubtful,
    likeliest,
    rivals,
    seen_in_zone,
    shows_minute,
    with_zone,
)
from newsarchive.text.dates.visible_dates import TOLD_DAY, Sighting, masthead_days, other_days, shown_dates
from newsarchive.text.dates.written_dates import find_times, read_time

# Whether a page that writes 03/04/2019 means March or April.

# English is written month first in the United States and the Philippines, day first almost everywhere else.
_DAY_FIRST_ENGLISH = re.compile(
    r"\.(?:uk|ie|au|nz|in|pk|bd|lk|np|za|ng|ke|gh|ug|tz|zw|zm|mt|cy|sg|my|hk|jm|tt|eu|de|fr|nl|be|ch|at|it|es|se|no|dk|fi"
    r"|pl|ru|ae|il|tr)$"
)
_MONTH_FIRST_LANGUAGES = frozenset({"en", "fil", "tl"})


def writes_month_first(language: str | None, url: str) -> bool:
    """Return whether pages of this language and domain usually write the month before the day."""
    if language not in _MONTH_FIRST_LANGUAGES:
        return False
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return True
    return not _DAY_FIRST_ENGLISH.search(host)


# The last resort for a date: htmldate's search of the whole page, kept off the clock.

# htmldate compares with today unless told otherwise; the same page must give the same answer on any day.
_EARLIEST, _LATEST = "1995-01-01", "2035-12-31"


def _read_day(text: str) -> datetime | None:
    """The first day in `text` at 00:00, None where its order is anybody's guess."""
    found = find_times(text[:200])
    return datetime.fromisoformat(found[0].time[:10]) if found and found[0].other is None else None


# Ours stands in the place of htmldate's external parser: on 1,100 labelled pages it finds the same days.
_find_date = find_date_by(_read_day)


def searched_date(tree: HtmlElement, url: str | None) -> str | None:
    """Return the publication date htmldate finds, `YYYY-MM-DD`, else None; its failures count as none."""
    try:
        return _find_date(
            tree, original_date=True, extensive_search=True, url=url, min_date=_EARLIEST, max_date=_LATEST
        )
    except Exception:  # any failure of the library means: no answer from it
        return None


# Share of the weight of all days from which the likeliest is taken without asking htmldate, whose search
# takes ten times as long as ours on such pages: from here on it is right on .93 of pages of other sites
# (cross-validated on 570 pages, 2026-11), below on .65.
_SURE = 0.75
# Share from which another day than a doubted statement's is taken: at it 82 of 124 doubted pages of other
# sites come out right, at 0.7 74, and 70 by the statement alone (five folds, 2026-11).
_LIKELIER = 0.5
# Traits of dates that are not those of this story, whose clocks say nothing about it.
_ELSEWHERE = frozenset({"class:other", "tag:aside", "list:more", "region:after"})

_Time = tuple[str, str]


def page_times(page: DatedPage) -> tuple[_Time | None, _Time | None]:
    """Return (ISO 8601, evidence) of the publication and of the last change, None where unknown.

    The publication is never after the last change: a change before it is dropped.
    """
    month_first = writes_month_first(page.language, page.url)
    published = _published(page, month_first)
    modified = _modified(page, published, month_first)
    if published is not None:
        published = _on_its_day(*published, page, month_first)
    return _zoned(published, page), _zoned(modified, page)


def _modified(page: DatedPage, published: _Time | None, month_first: bool) -> _Time | None:
    """The change the markup states, else the one the page shows; none that is before the publication.

    Many systems state the moment of publication as that of the change as well: then a later one counts that
    is shown.
    """
    stated = choose_time(page.modified, month_first=month_first)
    if stated and published and _is_before(stated[0], published[0]):
        stated = None
    if stated and not (published and _is_alike(stated[0], published[0])):
        return stated
    shown = shown_change(page, published, month_first=month_first)
    if shown is None or (published and _is_before(shown[0], published[0])):
        return stated
    return stated if stated and not _is_before(stated[0], shown[0]) else shown


# Clocks of pages show no seconds.
_SAME_MINUTE = timedelta(minutes=1)


def count_statements(claims: Iterable[Claim], time: _Time | None) -> int:
    """Return how many kinds of markup (JSON-LD, meta tags, elements) state `time` as the publication."""
    if time is None:
        return 0
    alike = (
        evidence.partition(":")[0].removesuffix("s")
        for evidence, text in claims
        if (stated := read_time(text)) and _is_alike(stated, time[0])
    )
    return len(set(alike))


def _is_alike(one: str, two: str) -> bool:
    if "T" not in one or "T" not in two:
        return one[:10] == two[:10]
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(two)
    if (first.tzinfo is None) != (second.tzinfo is None):
        return one[:16] == two[:16]
    return abs(first - second) < _SAME_MINUTE


def _is_before(one: str, two: str) -> bool:
    """Whether `one` is the earlier; by the day where one has no time of day, or only one has an offset."""
    if "T" not in one or "T" not in two:
        return one[:10] < two[:10]
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(two)
    if (first.tzinfo is None) != (second.tzinfo is None):
        return one[:10] < two[:10]
    return first < second


# Zones are up to twelve hours behind UTC and up to fourteen ahead (IANA tz database).
_BEHIND, _AHEAD = timedelta(hours=12), timedelta(hours=14)
# Marked times of a page that are looked at.
_MOST_MARKED = 100


def _on_its_day(moment: str, evidence: str, page: DatedPage, month_first: bool) -> _Time:
    """A moment in UTC by the day that its own `time` element shows, if that is the one before or after.

    In the declared zone of the source it stays a moment, where that has the day; else the day alone is known.
    """
    if page.tree is None or not moment.endswith("+00:00") or moment.endswith(f"{MIDNIGHT}+00:00"):
        return moment, evidence
    at = datetime.fromisoformat(moment)
    for element in islice(page.tree.iter("time"), _MOST_MARKED):
        if read_time(element.get("datetime") or "") != moment:
            continue
        shown = find_times(element.text_content()[:200], month_first=month_first, language=page.language)
        days = {one.time for one in shown} | {one.other for one in shown if one.other}
        day = days.pop() if len(days) == 1 else moment
        if day == moment[:10] or "T" in day:
            return moment, evidence
        if not (at - _BEHIND).date() <= date.fromisoformat(day) <= (at + _AHEAD).date():
            return moment, evidence
        local = seen_in_zone(moment, evidence, page.zone)
        return local if local[0].startswith(day) else (day, evidence)
    return moment, evidence


def _zoned(time: _Time | None, page: DatedPage) -> _Time | None:
    if time is None:
        return None
    # Systems that know only the day print midnight ("10/26/2026 12:00:00 AM"), in whatever language.
    moment, evidence = time[0].removesuffix(MIDNIGHT), time[1]
    return with_zone(*in_zone(moment, evidence, page.zone), mainland=page.mainland)


def _published(page: DatedPage, month_first: bool) -> _Time | None:
    """A line near the headline where there are such lines, an explicit statement, or the likeliest date."""
    printed = _printed(page, month_first) if page.lines else None
    if printed and printed[1] == "text" and page.tree is not None:
        over = masthead_days(
            page.tree, page.paragraphs, month_first=month_first, language=page.language, others=page.others
        )
        printed = _printed(page, month_first, over) if printed[0][:10] in over else printed
    if printed is None or _is_others(printed, page, month_first):
        return _told(page, month_first) or printed
    return printed


def _told(page: DatedPage, month_first: bool) -> _Time | None:
    """An explicit statement, or the likeliest date."""
    listed = ((LISTING, page.listed),) if page.listed else ()
    stated = stated_time((*page.published, *listed), month_first)
    if page.tree is None:
        return stated or choose_time(listed, month_first=month_first)
    if stated is None:
        return _likeliest(page, page.tree, month_first)
    if is_doubtful(stated[0][:10], page, page.tree, month_first=month_first):
        return _weighed(stated, page, page.tree, month_first)
    if _may_be_completed(stated[0], page.tree):
        shown = shown_dates(
            page.tree,
            page.paragraphs,
            month_first=month_first,
            language=page.language,
            others=page.others,
        )
        return _completed(stated, shown)
    return stated


def _is_others(printed: _Time, page: DatedPage, month_first: bool) -> bool:
    """Whether a day that is only printed near the headline stands in the box of another story."""
    if page.tree is None or not page.others or printed[1] != "text":
        return False
    days = other_days(page.tree, page.others, month_first=month_first, language=page.language)
    return printed[0][:10] in days


def _weighed(stated: _Time, page: DatedPage, tree: HtmlElement, month_first: bool) -> _Time:
    """The statement, unless another day that is not the one of a change is likelier by all the page says."""
    found = plain_sightings(page, tree, month_first) + script_sightings(page, tree, month_first)
    best = likeliest(rivals(found, stated[0][:10], page, month_first=month_first))
    told = _completed(stated, found)
    if best is None or best[0].time[:10] in (stated[0][:10], told[0][:10]) or best[1] < _LIKELIER:
        return told
    return _completed((best[0].time, best[0].source), found)


def stated_time(claims: tuple[Claim, ...], month_first: bool) -> _Time | None:
    """Return the first explicit claim, as exact as any other claim of its moment."""
    explicit = [claim for claim in claims if is_explicit(claim[0])]
    if choose_time(explicit, month_first=month_first) is None:
        return None
    return choose_time((*explicit, *claims), month_first=month_first)


def _printed(page: DatedPage, month_first: bool, over: frozenset[str] = frozenset()) -> _Time | None:
    """The first of what is stated outright, printed with a label, stated otherwise, printed, in the URL.

    What is printed on a day `over` the menu is left out.
    """
    outright = tuple(claim for claim in page.published if is_explicit(claim[0]))
    lines = (
        tuple(map(in_common_years, page.lines)) if page.language == "zh" and not page.mainland else page.lines
    )
    labelled = line_dates((line for line in lines if LABEL.search(line)), "")
    printed = line_dates(lines, page.address)
    if over:
        printed = tuple(claim for claim in printed if (read_time(claim[1]) or "")[:10] not in over)
    return choose_time((*outright, *labelled, *page.published, *printed), month_first=month_first)


def _may_be_completed(time: str, tree: HtmlElement) -> bool:
    """Whether the page may show a clock for a day, or its own clock for a moment in UTC."""
    if "T" not in time:
        return True
    if not time.endswith("+00:00"):
        return False
    return shows_minute(tree, int(time[14:16]))


def _likeliest(page: DatedPage, tree: HtmlElement, month_first: bool) -> _Time | None:
    """The likeliest of what is stated and shown; scripts are read for what is unsure or has no time of day.

    htmldate is asked only where the likeliest is still unsure.
    """
    found: list[Sighting] = []
    told = set[str]()
    best = None
    for more in (plain_sightings, script_sightings, _searched):
        if more is _searched and not found:
            break
        seen = more(page, tree, month_first)
        told |= {one.time[:10] for one in seen if TOLD_DAY in one.traits}
        # What is searched for does not say where it stands.
        found += (
            one
            for one in seen
            if TOLD_DAY not in one.traits
            and not (more is _searched and (one.time[:10] in told or _is_made_up(one, found)))
        )
        best = _said_published(likeliest(found), found)
        if best and best[1] >= _SURE and ("T" in best[0].time or more is script_sightings):
            break
    return _completed((best[0].time, _evidence(best[0])), found) if best else None


def _said_published(
    best: tuple[Sighting, float] | None, found: Iterable[Sighting]
) -> tuple[Sighting, float] | None:
    """The best; of two days near the headline, labelled "updated" and "published", the latter."""
    if best is None or "label:updated" not in best[0].traits:
        return best
    region = next((trait for trait in best[0].traits if trait.startswith("region:")), "")
    said = (
        each
        for each in found
        if {"label:published", region} <= {*each.traits}
        and not (_ELSEWHERE & {*each.traits}) - {*best[0].traits}
        and each.time[:10] <= best[0].time[:10]
    )
    first = next(said, None)
    return best if first is None else (first, best[1])


def _searched(page: DatedPage, tree: HtmlElement, month_first: bool) -> list[Sighting]:
    """What htmldate finds, but for a day that stands in the box of another story: it does not look where."""
    searched = searched_date(tree, page.url or None)
    others: frozenset[str] = frozenset()
    if searched and page.others:
        others = other_days(tree, page.others, month_first=month_first, language=page.language)
    return [Sighting(searched, "page", ("src:searched",))] if searched and searched not in others else []


def _is_made_up(searched: Sighting, found: Iterable[Sighting]) -> bool:
    """Whether a first of a month is what htmldate makes of a year: no day of the page is that one."""
    day = searched.time[:10]
    return day.endswith("-01") and all(day not in (one.time[:10], (one.other or "")[:10]) for one in found)


def _evidence(sighting: Sighting) -> str:
    """The evidence to store: a day that only stands as that of a change says so."""
    return (
        f"{sighting.source}:updated"
        if {"label:updated", "class:changed"} & {*sighting.traits}
        else sighting.source
    )


def _completed(time: _Time, found: Iterable[Sighting]) -> _Time:
    """`time` with the time of day of a sighting of that day, or with the offset the page's own clock has."""
    moment, evidence = time
    near = [each for each in found if not _ELSEWHERE & {*each.traits}]
    if "T" not in moment:
        clocks = (each for each in near if each.time.startswith(moment + "T"))
        return next(((each.time, each.source) for each in clocks if not each.time.endswith(MIDNIGHT)), time)
    if not moment.endswith("+00:00"):
        return time
    # To the minute it is this story's clock, whatever the box is called: no other marked time is like it.
    alone = [each for each in found if {"kind:time", "list:1"} <= {*each.traits} and each not in near]
    written = (text for each in (*near, *alone) for text in (each.time, each.other) if text)
    return next((local for text in written if (local := in_local_time(moment, text))), moment), evidence
