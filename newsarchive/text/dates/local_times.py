"""The offset of a moment in UTC, told by the wall clock that the page shows for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

# Quarters of an hour of the offsets that are no whole hours: Newfoundland (standard and summer time), Iran,
# Kabul, India, Nepal, Burma, Central Australia (both), Chatham Islands (both), Eucla (IANA tz database).
_BROKEN_OFFSETS = frozenset({-14, -10, 14, 18, 22, 23, 26, 35, 38, 42, 51, 55})


def in_local_time(utc: str, other: str) -> str | None:
    """Return the moment `utc` with the offset that `other` states, or implies by the wall clock it shows."""
    if "T" not in other or other.endswith("+00:00"):
        return None
    moment, stated = datetime.fromisoformat(utc), datetime.fromisoformat(other)
    if stated.tzinfo is not None:
        if abs((stated - moment).total_seconds()) >= 60:
            return None
        # A clock that shows no seconds takes none away.
        of_minute = not stated.second and stated == moment.replace(second=0)
        return moment.astimezone(stated.tzinfo).isoformat(timespec="seconds") if of_minute else other
    shown = moment if stated.second else moment.replace(second=0)  # most clocks on pages show no seconds
    quarters, rest = divmod(round((stated.replace(tzinfo=UTC) - shown).total_seconds()), 15 * 60)
    if (
        rest
        or not quarters
        or not (quarters % 4 == 0 or quarters in _BROKEN_OFFSETS)
        or not -48 <= quarters <= 56
    ):
        return None
    return moment.astimezone(timezone(timedelta(minutes=15 * quarters))).isoformat(timespec="seconds")
