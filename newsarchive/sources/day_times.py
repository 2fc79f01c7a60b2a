"""Times of the day, as people write them: `06:30`, `18:00`."""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")


def parse_day_time(value: object) -> time:
    """Return the time of a text such as `06:30`; ValueError says what is allowed."""
    match = _TIME.match(value) if isinstance(value, str) else None
    if not match:
        raise ValueError('allowed: a text such as "06:30" or "18:00", from "00:00" to "23:59"')
    return time(int(match[1]), int(match[2]))
