"""The forms in which a list wants a time back as the mark of where it goes on: seconds, a date as written.

A form is `seconds` or `milliseconds` (since 1970) or what strftime takes (`%Y%m%d%H%M%S`). An offset behind
it (`seconds+08:00`) is that of times which state none.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from newsarchive.discovery.lists.object_members import moment_of

_FORM = re.compile(r"(seconds|milliseconds|(?=[^%]{0,3}%)[ -~]{2,60}?)([+-]\d{2}:\d{2})?\Z")
_EPOCHS = {"seconds": 1, "milliseconds": 1_000}
_WRITTEN = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%Y%m%d%H%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
)
_MOST_HOURS = 14
_NEAR = 1  # seconds: lists that ask for what is older than the last one take one off


def form_problem(form: str) -> str | None:
    """Return what is wrong with a form, None if nothing is; total."""
    found = _FORM.match(form)
    if found is None:
        return "it is none of seconds, milliseconds and a form of strftime"
    try:
        datetime(2026, 11, 27, tzinfo=UTC).strftime(found[1])
    except ValueError:
        return "strftime does not know it"
    return None


def formed(text: str, form: str | None) -> str | None:
    """Return a time that a list states, in the form that its next page wants; None for no time; total."""
    if form is None:
        return text
    found = _FORM.match(form)
    moment = _moment(text, found[2]) if found else None
    if found is None or moment is None:
        return None
    try:
        if found[1] in _EPOCHS:
            return str(round(moment.timestamp() * _EPOCHS[found[1]]))
        return moment.strftime(found[1])
    except (ValueError, OverflowError, OSError):
        return None


def _moment(text: str, offset: str | None) -> datetime | None:
    stated = moment_of(text)
    try:
        moment = datetime.fromisoformat(stated) if stated else None
    except ValueError:
        return None
    if moment is None:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=_zone(offset or "+00:00"))
    return moment.astimezone(_zone(offset)) if offset else moment


def _zone(offset: str) -> timezone:
    sign = -1 if offset[0] == "-" else 1
    minutes = min(int(offset[1:3]), 23) * 60 + int(offset[4:6])
    return timezone(sign * timedelta(minutes=min(minutes, 23 * 60 + 59)))


def cursor_form_of(text: str, wanted: str) -> str | None:
    """Return the form that makes what a request wanted out of a time that a list states; total."""
    stated = moment_of(text)
    if stated is None or not 6 <= len(wanted) <= 30:
        return None
    is_aware = len(stated) > len("2026-11-27T09:00:00") and stated[-6] in "+-"
    if wanted.isascii() and wanted.isdigit() and len(wanted) in {10, 13}:
        return _epoch_form(text, int(wanted), "seconds" if len(wanted) == 10 else "milliseconds", is_aware)
    for form in _WRITTEN:
        for offset in ("",) if not is_aware else ("", "+08:00", "+00:00"):
            if formed(text, form + offset) == wanted:
                return form + offset
    return None


def _epoch_form(text: str, wanted: int, name: str, is_aware: bool) -> str | None:
    plain = formed(text, name)
    if plain is None:
        return None
    apart = (int(plain) - wanted) / _EPOCHS[name]
    if abs(apart) <= _NEAR:
        return name
    hours = round(apart / 3_600)
    if is_aware or not 0 < abs(hours) <= _MOST_HOURS or abs(apart - hours * 3_600) > _NEAR:
        return None
    return f"{name}{hours:+03d}:00"
