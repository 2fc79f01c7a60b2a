"""How long a server asks to be left alone (RFC 9110, 10.2.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Asked again after a week at the latest: a header of years is a mistake that must not lose the site.
LONGEST = 7 * 86_400.0
_SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,6})?\Z", re.ASCII)


def retry_after(value: str | None, now: datetime, date: str | None = None) -> float | None:
    """Return the seconds a Retry-After header asks for, at most LONGEST; None where it asks for nothing.

    Seconds or a date in any of HTTP's three forms; garbage, zero, negative and past are None. A date counts
    from the `date` the server gives for now, where it gives one: its clock need not be ours.
    """
    text = (value or "").strip()
    if _SECONDS.match(text):
        seconds = float(text)
    else:
        then, server = _moment(text), _moment(date or "")
        seconds = (then - (server or now)).total_seconds() if then else 0.0
    return min(seconds, LONGEST) if seconds > 0 else None


def _moment(text: str) -> datetime | None:
    """Return the moment of an HTTP date; those without zone are UTC (RFC 9110, 5.6.7)."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
