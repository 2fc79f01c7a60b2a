"""Which statements may be asked at all, and how we say no."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from newsarchive.errors import SqlError
from newsarchive.storage.database.column_values import UNFIT
from newsarchive.storage.queries.sql_tokens import UNSEEN, sql_pieces

# What a query gives: names and rows of plain values, alike on both databases.

# Bytes of SQLite's, characters of PostgreSQL's longest value. The longest page that is read has 50 MB.
LONGEST = 50_000_000
TOO_LONG = f"A value is longer than {LONGEST:,} characters or bytes."
TOO_MUCH = "The query needs more memory or room than it may have; the result is cut short."
LIMITS_HINT = "Ask for less at a time: cut texts with substr(), or leave the column out."

Value = None | bool | int | float | str | bytes | date | datetime


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and the rows, which are fetched as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def plain_value(value: object) -> Value:
    """Return a driver's value as one of ours; times as UTC without zone, exact numbers as SQLite has them.

    Raises SqlError for one that is longer than `LONGEST`.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, Decimal):
        # count and sum are whole on both; averages are floats on SQLite.
        return int(value) if value.is_finite() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, default=str)  # JSON and arrays, of PostgreSQL alone
    if isinstance(value, str | bytes) and len(value) > LONGEST:
        raise SqlError(TOO_LONG, hint=LIMITS_HINT)
    if value is None or isinstance(value, bool | int | float | str | bytes | date):
        return value
    return str(value)


ALLOWED = frozenset({"select", "with", "values", "explain"})
HINT = "A query is one SELECT (or WITH, VALUES, EXPLAIN) over the views; it cannot change anything."


def demand_reading(sql: str) -> None:
    """Raise SqlError unless the statement begins as a reading one.

    A first gate with a clear message; what holds is each database's own (authorizer, read-only transaction),
    except for COPY and CALL on PostgreSQL, which a read-only transaction would let out.
    """
    if UNFIT.search(sql):
        raise SqlError("The SQL holds a NUL or a lone surrogate.", hint=HINT)
    first = next((piece for piece in sql_pieces(sql) if piece.kind not in UNSEEN and piece.text != "("), None)
    if first is None or first.kind != "word":
        raise SqlError("There is no SQL statement.", hint=HINT)
    if first.text.lower() not in ALLOWED:
        raise SqlError(f"{first.text.upper()} is not allowed: a query only reads.", hint=HINT)
