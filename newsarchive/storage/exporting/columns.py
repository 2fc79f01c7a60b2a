"""Names and types of the views' columns, as the dictionary beside each view's frozen SQL has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from newsarchive.paths import bundled
from newsarchive.storage.querying.values import Value

ColumnType = Literal["bigint", "integer", "text", "timestamp", "date", "boolean", "double"]
TYPES: tuple[str, ...] = get_args(ColumnType)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view; `type` decides what a value is, whatever the data happen to be."""

    name: str
    type: ColumnType


def view_columns(view: str) -> tuple[Column, ...]:
    """Return the columns in order, of the newest migration that describes the view; none: nobody did."""
    files = bundled("migrations").joinpath("views").glob(f"*/{view}.columns.tsv")
    newest = max(files, key=lambda file: file.parent.name, default=None)
    if newest is None:
        return ()
    rows = [line.split("\t") for line in newest.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(_column(view, name, kind) for name, kind, *_ in rows if name)


def _column(view: str, name: str, kind: str) -> Column:
    assert kind in TYPES, f"{view}.{name} has type {kind!r}; known are {', '.join(TYPES)}"
    return Column(name, kind)  # type: ignore[arg-type] # looked up above


def reader_of(column: Column) -> Callable[[Any], Value]:
    """Return what makes a driver's value of the column one of ours: the same on both databases."""
    return READERS[column.type]


def _text(value: Any) -> Value:
    return None if value is None else str(value)


def _whole(value: Any) -> Value:
    return None if value is None else int(value)


def _real(value: Any) -> Value:
    return None if value is None else float(value)


def _truth(value: Any) -> Value:
    return None if value is None else bool(value)


def _time(value: Any) -> Value:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value))


def _day(value: Any) -> Value:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    return date.fromisoformat(str(value)[:10])


READERS: dict[ColumnType, Callable[[Any], Value]] = {
    "bigint": _whole,
    "integer": _whole,
    "text": _text,
    "timestamp": _time,
    "date": _day,
    "boolean": _truth,
    "double": _real,
}
