"""One time as somebody wrote it, read as ISO 8601: the offset kept where stated, none invented."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsarchive.text.dates.clock import stated_offset
from newsarchive.text.dates.reading import FIRST_YEAR, LAST_YEAR, find_times

LONGEST = 80
ISO = re.compile(
    r"^(?P<moment>(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?::\d(?!\d))?(?:[.,]\d{1,9})?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)?$"
)
COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<clock>\d{4}(?:\d\d)?))?(?!\d)"
)
EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")


def read_time(text: str, *, month_first: bool = False) -> str | None:
    """Return the first date in `text` as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS[+HH:MM]`, else None.

    `month_first` decides what 03/04/2019 is.
    """
    text = text.strip()[:LONGEST]
    iso = ISO.match(text)
    if iso:
        return _moment(iso["moment"], iso["zone"] or "")
    if EPOCH.match(text):
        return _written(datetime.fromtimestamp(int(text[:10]), UTC))
    compact = COMPACT.match(text)
    if compact:
        return _compact(compact, text[compact.end() :])
    found = find_times(text, month_first=month_first)
    return found[0].time if found else _by_mail(text)


def _moment(clock: str, zone: str) -> str | None:
    try:
        moment = datetime.fromisoformat(clock.replace(" ", "T"))
    except ValueError:
        return _day(clock[:10])
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    offset = stated_offset(zone)
    return moment.replace(tzinfo=offset).isoformat(timespec="seconds")


def _compact(match: re.Match[str], zone: str) -> str | None:
    day, clock = f"{match['year']}-{match['month']}-{match['day']}", match["clock"]
    if not clock:
        return _day(day + zone)  # "20180731T22:19:33Z": the time of day with marks
    parts = ":".join(clock[index : index + 2] for index in range(0, len(clock), 2))
    return _moment(f"{day}T{parts}", zone)


def _day(text: str) -> str | None:
    found = find_times(text)
    return found[0].time if found else None


def _written(moment: datetime) -> str | None:
    return moment.isoformat(timespec="seconds") if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _by_mail(text: str) -> str | None:
    """RFC 2822 where its date is written as no newspaper writes it: "31 Jul 18 22:19 GMT"."""
    if "," not in text and "GMT" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _written(moment)
