"""Back-off: how long a host is left alone that refuses or does not answer.

A Retry-After header is obeyed. Without one, the curve is StormCrawler's (apache/stormcrawler#1984, after
Nutch's NUTCH-2946): a minute, doubled each time, a day at most, reset after thirty quiet minutes, with a
random tenth so that hosts blocked together do not come back together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from newsarchive.durations import DAY
from newsarchive.politeness.host_state import BlockReason, HostState, whole_second_after

FIRST_BACKOFF, LONGEST_BACKOFF = 60.0, DAY  # seconds
_FORGIVEN = timedelta(minutes=30)
_JITTER = 0.1
# From so many failures in a row the host is at fault; fewer may be the fault of a page.
FAILURES_IN_A_ROW = 3


def after_refusal(
    state: HostState, now: datetime, asked_for: float | None, *, chance: float, first: float = FIRST_BACKOFF
) -> HostState:
    """Return the host after a refusal (429, or any Retry-After): blocked for `asked_for` seconds.

    If it sent no Retry-After, or keeps refusing although that was obeyed, the back-off curve applies too.
    Responses to requests made before the block extend it only by their own header. `chance` is a random
    number from 0 to 1.
    """
    blocked = is_blocked(state, now)
    failures = _in_a_row(state, now) + (not blocked)
    failing = replace(state, failures=failures, last_failed_at=now)
    if asked_for is not None:
        failing = _block(failing, now, asked_for, BlockReason.RETRY_AFTER)
    if not blocked and (asked_for is None or failures > FAILURES_IN_A_ROW):
        backoff = next_backoff(state, now, first)
        failing = _block(
            replace(failing, backoff=backoff), now, backoff * (1 + _JITTER * chance), BlockReason.BACKOFF
        )
    return failing


def after_failure(
    state: HostState, now: datetime, *, chance: float, first: float = FIRST_BACKOFF
) -> HostState:
    """Return the host after a bare 503 or a broken connection: blocked from the third failure in a row."""
    failures = _in_a_row(state, now) + 1
    if is_blocked(state, now) or failures >= FAILURES_IN_A_ROW:
        return after_refusal(state, now, None, chance=chance, first=first)
    return replace(state, failures=failures, last_failed_at=now)


def after_answer(state: HostState, now: datetime) -> HostState:
    """Return the host after any other response: no failures in a row, and no back-off after a quiet time."""
    if not state.failures and state.backoff is None:
        return state
    return replace(state, failures=0, backoff=None if _is_forgiven(state, now) else state.backoff)


def is_blocked(state: HostState, now: datetime) -> bool:
    """Say whether the host must be left alone now."""
    return state.blocked_until is not None and state.blocked_until > now


def block_text(state: HostState) -> str:
    """Return a sentence that says until when a blocked host gets no requests, and why."""
    until = f"{state.blocked_until:%Y-%m-%d %H:%M:%S} UTC" if state.blocked_until else "now"
    known = state.blocked_reason
    # Another version of the program may have written a word that this one does not know.
    reason = BlockReason(known).phrase if known in set(BlockReason) else "the reason was not recorded"
    return f"{state.host} gets no requests before {until}: {reason}"


def next_backoff(state: HostState, now: datetime, first: float = FIRST_BACKOFF) -> float:
    """Return the seconds of the next back-off, without the random part."""
    if state.backoff is None or _is_forgiven(state, now):
        return first
    return min(state.backoff * 2, LONGEST_BACKOFF)


def _in_a_row(state: HostState, now: datetime) -> int:
    return 0 if _is_forgiven(state, now) else state.failures


def _is_forgiven(state: HostState, now: datetime) -> bool:
    """Say whether the host was quiet for _FORGIVEN, counted from the end of its block.

    From the failure, the wait itself would reset a long back-off.
    """
    moments = [moment for moment in (state.last_failed_at, state.blocked_until) if moment is not None]
    return not moments or now - max(moments) >= _FORGIVEN


def _block(state: HostState, now: datetime, seconds: float, reason: BlockReason) -> HostState:
    until = whole_second_after(now + timedelta(seconds=seconds))
    if state.blocked_until is not None and state.blocked_until >= until:
        return state
    return replace(state, blocked_until=until, blocked_reason=reason)


# The Retry-After header (RFC 9110, 10.2.3).

# At most a week is obeyed: a header of years is a mistake that must not lose the site.
LONGEST_RETRY_AFTER = 7 * DAY
# Of any number of digits: a float of too many is infinity, which is more than a week as well.
_SECONDS = re.compile(r"\d+(?:\.\d+)?\Z", re.ASCII)


def retry_after(value: str | None, now: datetime, date: str | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks for, at most LONGEST_RETRY_AFTER, or None.

    Takes seconds or a date in any of HTTP's three forms; None for anything else, zero, and the past. A date
    counts from the response's `date` header if there is one: the server's clock may differ from ours.
    """
    text = (value or "").strip()
    if _SECONDS.match(text):
        seconds = float(text)
    else:
        then, server = _moment(text), _moment(date or "")
        seconds = (then - (server or now)).total_seconds() if then else 0.0
    return min(seconds, LONGEST_RETRY_AFTER) if seconds > 0 else None


def _moment(text: str) -> datetime | None:
    """Return the moment of an HTTP date; without a zone it is UTC (RFC 9110, 5.6.7)."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
