"""Dates found in running text, in the orders, languages and calendars newspapers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from newsarchive.text.dates.calendars import gregorian, western, without_eras
from newsarchive.text.dates.clock import clock_after, clock_before
from newsarchive.text.dates.months import month_of

# The first newspaper pages went online in 1993. There is no clock here to say what lies in the future: later
# than 2040 is a placeholder ("2099-12-31") or a slip, and whoever reads this then moves the bound.
FIRST_YEAR, LAST_YEAR = 1993, 2040
LONGEST_LINE = 400
# Also Thai years (2562) and Persian ones (1398); `gregorian` says which are which.
YEAR = r"(?P<year>(?:19|20|25)\d\d|13[5-9]\d|14[01]\d)"
WORD = r"(?P<month>[^\s\d_,;:|/()<>@\[\]\"“”-]{2,14}|كانون الثاني|كانون الأول|تشرين الأول|تشرين الثاني)"
YEAR_FIRST = re.compile(
    rf"(?<![\d/.-]){YEAR}\s?[-/.年년_]\s?(?P<month>\d{{1,2}})\s?[-/.月월_]\s?(?P<day>\d{{1,2}})(?!\d|[-/.]\d)\s?[日号號일]?"
)
DAY_FIRST = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})\s?(?P<mark>[./|-])\s?(?P<month>\d{{1,2}})\s?(?P=mark)\s?{YEAR}(?!\d|[/.-]\d)"
)
SHORT_YEAR = re.compile(
    r"(?<![\d/.,:-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d\d)(?![\d/:-]|[.,]\d|%)"
)
DAY_WORD_YEAR = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?:st|nd|rd|th|er|ª|º|°|ής|η|-?(?:го|е))?[.,]?[\s-]{0,2}"
    r"(?:de |of |d[’']|den |a )?"
    rf"{WORD}[.,]{{0,2}}[\s-]{{0,2}}(?:de |del |of |พ\.ศ\. ?|г\. )?{YEAR}(?!\d)"
)
WORD_DAY_YEAR = re.compile(
    rf"(?<![^\W_]){WORD}[.,]{{0,2}}\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,2}}(?:\d{{1,2}}:\d\d(?::\d\d)?\s)?{YEAR}(?!\d)"
)
YEAR_WORD_DAY = re.compile(
    rf"(?<!\d){YEAR}(?:\.|\s?m\.|\.\s?gada|,)?[\s-]{{1,2}}{WORD}[\s-]{{1,2}}(?P<day>\d{{1,2}})(?:\.|\s?d\.|-[áaéei]n)?(?!\d)"
)
YEAR_DAY_WORD = re.compile(rf"(?<!\d){YEAR}\.\s?gada\s(?P<day>\d{{1,2}})\.\s?{WORD}")
VIETNAMESE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s?tháng\s?(?P<month>\d{{1,2}}),?\s?(?:năm\s?)?{YEAR}", re.IGNORECASE
)
PATTERNS = (YEAR_FIRST, DAY_FIRST, DAY_WORD_YEAR, WORD_DAY_YEAR, YEAR_WORD_DAY)
# Patterns of one language, and the word without which they are not tried.
RARE_PATTERNS = ((VIETNAMESE, "háng"), (YEAR_DAY_WORD, "gada"))
YEARLIKE = re.compile(r"(?:19|20|25)\d\d|1[34]\d\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in a text: where it stands, ISO 8601, and the other day it could be by its order."""

    start: int
    end: int
    time: str
    other: str | None = None


def find_times(
    text: str, *, month_first: bool = False, language: str | None = None, short_years: bool = False
) -> list[Reading]:
    """Return the dates of `text` in order, with time of day and offset where they are stated beside them.

    `month_first` decides 03/04/2019; `short_years` reads 12.03.19 too. Only the first 400 characters count.
    """
    line = without_eras(western(text[:LONGEST_LINE]))
    found: list[Reading] = []
    if YEARLIKE.search(line):
        for pattern in (*PATTERNS, *(pattern for pattern, word in RARE_PATTERNS if word in line)):
            found += _readings(pattern, line, month_first, language)
    if short_years and not found:
        found += _readings(SHORT_YEAR, line, month_first, language)
    found.sort(key=lambda reading: (reading.start, -reading.end))
    kept: list[Reading] = []
    for reading in found:
        if not kept or reading.start >= kept[-1].end:
            kept.append(reading)
    return kept


def _readings(
    pattern: re.Pattern[str], line: str, month_first: bool, language: str | None
) -> Iterator[Reading]:
    for match in pattern.finditer(line):
        days = _days(match, month_first, language)
        if days:
            yield _timed(match, line, days)


def _days(match: re.Match[str], month_first: bool, language: str | None) -> list[date]:
    """The day the match means, then the one it could mean in the other order."""
    year, day, word = int(match["year"]), int(match["day"]), match["month"]
    if not word.isdigit():
        number = month_of(word, language)
        if number is None or (number > 12) != (year < 1900):  # Persian months have Persian years only
            return []
        return _existing([(year, (number - 1) % 12 + 1, day)])
    month = int(word)
    if match.re not in (DAY_FIRST, SHORT_YEAR):
        return _existing([(year, month, day)])
    year += 2000 if year < 100 else 0
    dots = match["mark"] == "."  # nobody writes the month first with dots
    orders = [(year, month, day), (year, day, month)]
    return _existing(
        orders[::-1] if month_first and not dots else orders[:1] if dots and month <= 12 else orders
    )


def _existing(orders: list[tuple[int, int, int]]) -> list[date]:
    days = [found for order in dict.fromkeys(orders) if (found := gregorian(*order))]
    return [each for each in days if FIRST_YEAR <= each.year <= LAST_YEAR]


def _timed(match: re.Match[str], line: str, days: list[date]) -> Reading:
    start, end = match.span()
    clock = clock_after(line[end : end + 60])
    if clock:
        end += clock.end
    else:
        clock = clock_before(line[:start])
    times = [
        datetime(
            day.year, day.month, day.day, clock.hour, clock.minute, clock.second, tzinfo=clock.offset or UTC
        ).isoformat(timespec="seconds")[: None if clock.offset else 19]
        if clock
        else day.isoformat()
        for day in days
    ]
    return Reading(start, end, times[0], times[1] if len(times) > 1 else None)
