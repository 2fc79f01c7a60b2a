"""Lengths of time in seconds, for intervals that are computed with."""

from __future__ import annotations

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
