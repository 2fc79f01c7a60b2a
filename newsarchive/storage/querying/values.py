"""What a query gives: names and rows of plain values, alike on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

Value = None | bool | int | float | str | bytes | date | datetime


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and the rows, which are fetched as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def plain(value: object) -> Value:
    """Return a driver's value as one of ours; times as UTC without zone, exact numbers as SQLite has them."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, Decimal):
        # count and sum are whole on both; averages are floats on SQLite.
        return int(value) if value.is_finite() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if value is None or isinstance(value, bool | int | float | str | bytes | date):
        return value
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)  # JSON and arrays, of PostgreSQL alone
    return str(value)
