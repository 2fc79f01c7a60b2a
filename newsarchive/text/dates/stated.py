"""One time as somebody wrote it, read as ISO 8601: the offset kept where stated, none invented."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# The first newspaper pages went online in 1994; later than 2099 is a placeholder ("9999-12-31").
FIRST_YEAR, LAST_YEAR = 1993, 2099
LONGEST = 80
NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19"
    r"|20)\d\d)\s?(?P<sep>[-/.年_])\s?(?P<month>\d{1,2})\s?[-/.月_]\s?(?P<day>\d{1,2})(?!\d)\s?["
    r"日号號]?"
)
DAY_FIRST = re.compile(r"(?<!\d)(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>(?:19|20)\d\d)(?!\d)")
COMPACT = re.compile(
    r"^(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<clock>\d{4}(?:\d\d)?))?(?!\d)"
)
CLOCK = re.compile(
    r"^(?:\s{0,3}[\(（]?(?:星期|周|週)[一二三四五六日天][\)）]?)?[\sT,，|·-]{0,4}(?P<half>上午|下午|晚上|凌晨|中午|AM|PM)?\s?"
    r"(?P<hour>\d{1,2})[:：时時点點](?P<minute>\d{2})分?(?:[:：]?(?P<second>\d{2})秒?)?(?:[.,]\d{1,9})"
    r"?\s?(?P<tail>[AaPp]\.?[Mm]\.?(?![a-z]))?"
)
OFFSET = re.compile(
    r"^\s{0,3}(?:(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)"
    r"|(?P<zulu>Z|UTC|GMT)(?![a-z]))",
    re.IGNORECASE,
)
EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")


def read_time(text: str) -> str | None:
    """Return the first date in `text` as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS[+HH:MM]`, else None."""
    text = text.strip()[:LONGEST]
    if EPOCH.match(text):
        return _written(datetime.fromtimestamp(int(text[:10]), UTC))
    for pattern in (COMPACT, NUMERIC, DAY_FIRST):
        match = pattern.search(text)
        if match:
            return _assembled(match, text[match.end() :])
    return _spelt(text)


def _assembled(match: re.Match[str], rest: str) -> str | None:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if match.re is DAY_FIRST and month > 12 >= day:
        month, day = day, month
    clock = match.groupdict().get("clock")
    if clock:
        rest = ":".join(clock[i : i + 2] for i in range(0, len(clock), 2)) + rest
    return _moment(year, month, day, rest)


def _moment(year: int, month: int, day: int, rest: str) -> str | None:
    """The day, with the time of day where `rest` begins with one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    time = CLOCK.match(rest)
    try:
        if time is None:
            return datetime(year, month, day, tzinfo=UTC).date().isoformat()
        hour = _hour(int(time["hour"]), time["half"] or time["tail"] or "")
        moment = datetime(year, month, day, hour, int(time["minute"]), int(time["second"] or 0), tzinfo=UTC)
    except ValueError:
        return _moment(year, month, day, "") if rest else None
    offset = _offset(rest[time.end() :])
    return _written(moment.replace(tzinfo=offset)) if offset else moment.replace(tzinfo=None).isoformat()


def _hour(hour: int, half: str) -> int:
    late = half in {"下午", "晚上"} or half[:1] in {"P", "p"}
    if late and hour < 12:
        return hour + 12
    return 0 if half[:1] in {"A", "a"} and hour == 12 else hour


def _offset(rest: str) -> timezone | None:
    match = OFFSET.match(rest)
    if not match:
        return None
    if match["zulu"]:
        return UTC
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if minutes > 14 * 60:  # the easternmost zone is UTC+14
        return None
    return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))


def _written(moment: datetime) -> str | None:
    return moment.isoformat(timespec="seconds") if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _spelt(text: str) -> str | None:
    """RFC 2822, as HTTP and some meta tags have it."""
    if "," not in text and "GMT" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _written(moment) if moment.tzinfo else moment.isoformat(timespec="seconds")
