"""Lengths of time in seconds, for intervals that are computed with."""

from __future__ import annotations

HOUR = 3_600.0
DAY = 24 * HOUR
