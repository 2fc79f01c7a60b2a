"""Results of queries and their limits, and which statements may be run at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from newsarchive.errors import SqlError
from newsarchive.storage.database.column_values import UNSTORABLE_CHARACTER
from newsarchive.storage.queries.sql_tokens import IGNORED_KINDS, sql_pieces

# SQLite counts bytes, PostgreSQL characters. The longest page that newsarchive reads has 50 MB.
LONGEST_VALUE = 50_000_000
VALUE_TOO_LONG = f"A value is longer than {LONGEST_VALUE:,} characters or bytes."
QUERY_TOO_LARGE = "The query needs more memory or disk space than allowed; the result is cut short."
LIMITS_HINT = "Ask for less at a time: cut texts with substr(), or leave the column out."

Value = None | bool | int | float | str | bytes | date | datetime


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names and the rows, which are fetched while they are read."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def plain_value(value: object) -> Value:
    """Return a driver's value as a plain one: times in UTC without zone, exact numbers as in SQLite.

    Raises SqlError if it is longer than `LONGEST_VALUE`.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, Decimal):
        # count and sum are integers on both; averages are floats on SQLite.
        return int(value) if value.is_finite() and value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, default=str)  # JSON and arrays, only on PostgreSQL
    if isinstance(value, str | bytes) and len(value) > LONGEST_VALUE:
        raise SqlError(VALUE_TOO_LONG, hint=LIMITS_HINT)
    if value is None or isinstance(value, bool | int | float | str | bytes | date):
        return value
    return str(value)


_ALLOWED = frozenset({"select", "with", "values", "explain"})
QUERY_HINT = "A query is one SELECT (or WITH, VALUES, EXPLAIN) over the views; it cannot change anything."

NAMES_HINT = (
    "SELECT * FROM data_dictionary lists the views and their columns; docs/reference/views explains them."
    " A text stands in single quotes; what is in double quotes is a name."
)


def demand_reading(sql: str) -> None:
    """Raise SqlError unless the statement begins like one that reads.

    A first check with a clear message; the database's own barriers decide (authorizer, read-only
    transaction), except for COPY and CALL on PostgreSQL, which a read-only transaction would allow.
    """
    if UNSTORABLE_CHARACTER.search(sql):
        raise SqlError("The SQL contains a NUL or a lone surrogate.", hint=QUERY_HINT)
    first = next(
        (piece for piece in sql_pieces(sql) if piece.kind not in IGNORED_KINDS and piece.text != "("), None
    )
    if first is None:
        raise SqlError("The SQL is empty.", hint=QUERY_HINT)
    if first.kind != "word" or first.text.lower() not in _ALLOWED:
        raise SqlError(
            f"Not allowed: a query only reads, and cannot begin with {first.text[:40].upper()}.",
            hint=QUERY_HINT,
        )
