"""Plain values as text, the same from either database (DESIGN 2.2, Output)."""

from __future__ import annotations

from datetime import date, datetime

Cell = None | bool | int | float | str | bytes | date | datetime


def as_text(value: Cell) -> str:
    """NULL is "", booleans `true`/`false`, times `YYYY-MM-DD HH:MM:SS`, bytes hex digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
