"""Rows as CSV or JSON lines; a value has the same text everywhere.

The values: docs/reference/output.md#values.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

from newsarchive.errors import SqlError

# Plain values as text, the same from either database (docs/reference/output.md#values).

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


Rows = Iterable[Sequence[Cell]]


def write_csv(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> None:
    """RFC 4180, UTF-8, lines end in LF; NULL is the empty field, an empty text is `""`."""
    stream.write(_csv_line(columns))
    stream.writelines(_csv_line(row) for row in rows)


def write_jsonl(stream: BinaryIO, columns: Sequence[str], rows: Rows) -> None:
    """One object a row, keys in the order of the columns."""
    names = distinct_names(columns)
    for row in rows:
        record = {name: _json_value(value) for name, value in zip(names, row, strict=True)}
        stream.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def distinct_names(columns: Sequence[str]) -> Sequence[str]:
    """Return the names; SqlError where two are the same."""
    for name in columns:
        if columns.count(name) > 1:
            raise SqlError(
                f"Two columns are named {name}.",
                hint="Give them different names with AS, or use --format csv.",
            )
    return columns


def _csv_line(values: Sequence[Cell]) -> bytes:
    return (",".join(_csv_field(value) for value in values) + "\n").encode()


def _csv_field(value: Cell) -> str:
    text = as_text(value)
    if value is None or (text and not any(mark in text for mark in ',"\n\r')):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _json_value(value: Cell) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON knows no NaN or infinity
    if isinstance(value, datetime | date | bytes):
        return as_text(value)
    return value
