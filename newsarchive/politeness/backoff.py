"""When a host that refuses, or does not answer, is asked again, where no header says so.

The curve is StormCrawler's (apache/stormcrawler#1984, after Nutch's NUTCH-2946): a minute, doubled each time,
a day at most, forgiven after thirty quiet minutes, with a tenth of chance so that hosts blocked together do
not come back together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from newsarchive.politeness.host_state import BlockReason, HostState, whole_second_after

FIRST, LONGEST = 60.0, 86_400.0  # seconds
FORGIVEN = timedelta(minutes=30)
JITTER = 0.1
# So many failures in a row without an answer between them are the host's trouble, fewer that of a page.
IN_A_ROW = 3


def after_refusal(
    state: HostState, now: datetime, asked_for: float | None, *, chance: float, first: float = FIRST
) -> HostState:
    """Return the host after it said "not now" (429, or a Retry-After): blocked for `asked_for` seconds.

    Where it asked for nothing, and where it keeps refusing though its wish was heeded, the back-off counts
    too. What was under way when the block began makes it longer only by its own header. `chance` is 0 to 1.
    """
    blocked = is_blocked(state, now)
    failures = _in_a_row(state, now) + (not blocked)
    failing = replace(state, failures=failures, last_failed_at=now)
    if asked_for is not None:
        failing = _block(failing, now, asked_for, "retry_after")
    if not blocked and (asked_for is None or failures > IN_A_ROW):
        backoff = next_backoff(state, now, first)
        failing = _block(replace(failing, backoff=backoff), now, backoff * (1 + JITTER * chance), "backoff")
    return failing


def after_failure(state: HostState, now: datetime, *, chance: float, first: float = FIRST) -> HostState:
    """Return the host after a bare 503 or a broken connection: blocked from the third in a row."""
    failures = _in_a_row(state, now) + 1
    if is_blocked(state, now) or failures >= IN_A_ROW:
        return after_refusal(state, now, None, chance=chance, first=first)
    return replace(state, failures=failures, last_failed_at=now)


def after_answer(state: HostState, now: datetime) -> HostState:
    """Return the host after any other answer: nothing in a row any more, and forgiven when all was quiet."""
    if not state.failures and state.backoff is None:
        return state
    return replace(state, failures=0, backoff=None if _is_forgiven(state, now) else state.backoff)


def is_blocked(state: HostState, now: datetime) -> bool:
    """Say whether the host wants to be left alone now."""
    return state.blocked_until is not None and state.blocked_until > now


def block_text(state: HostState) -> str:
    """Return until when a blocked host is not asked, and why, in words."""
    why = {"retry_after": "asked for by Retry-After", "backoff": "it refused or did not answer"}
    until = f"{state.blocked_until:%Y-%m-%d %H:%M:%S} UTC" if state.blocked_until else "now"
    return (
        f"{state.host} is not asked before {until}: {why.get(state.blocked_reason or '', 'why is not known')}"
    )


def next_backoff(state: HostState, now: datetime, first: float = FIRST) -> float:
    """Return the seconds of the next wait, before chance is added."""
    if state.backoff is None or _is_forgiven(state, now):
        return first
    return min(state.backoff * 2, LONGEST)


def _in_a_row(state: HostState, now: datetime) -> int:
    return 0 if _is_forgiven(state, now) else state.failures


def _is_forgiven(state: HostState, now: datetime) -> bool:
    """Quiet begins when the block ends, or a long one would be forgiven by waiting for its end."""
    moments = [moment for moment in (state.last_failed_at, state.blocked_until) if moment is not None]
    return not moments or now - max(moments) >= FORGIVEN


def _block(state: HostState, now: datetime, seconds: float, reason: BlockReason) -> HostState:
    until = whole_second_after(now + timedelta(seconds=seconds))
    if state.blocked_until is not None and state.blocked_until >= until:
        return state
    return replace(state, blocked_until=until, blocked_reason=reason)


# How long a server asks to be left alone (RFC 9110, 10.2.3).

# Asked again after a week at the latest: a header of years is a mistake that must not lose the site.
LONGEST_RETRY_AFTER = 7 * 86_400.0
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
    return min(seconds, LONGEST_RETRY_AFTER) if seconds > 0 else None


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
