"""How often, as people write it: `90s`, `30m`, `6h`, `1d`."""

from __future__ import annotations

import re

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
SHORTEST = 60.0  # a source asked more often than once a minute is never polite
_INTERVAL = re.compile(r"(\d{1,6})([smhd])\Z")


def parse_interval(value: object) -> float:
    """Return the seconds of an interval such as `30m`; ValueError says what is allowed."""
    match = _INTERVAL.match(value) if isinstance(value, str) else None
    if not match or (seconds := float(int(match[1]) * SECONDS[match[2]])) < SHORTEST:
        raise ValueError('allowed: a text such as "90s", "30m", "6h" or "1d", at least one minute')
    return seconds
