"""Rows in data that are no objects: tables of arrays, columns side by side, lines with a mark between fields.

Sites write a list also as `[[12, "Headline", "/12.html"], …]`, with the names of the columns beside it or
without any, as `{"ids": […], "titles": […]}`, or as `["12|Headline|/12.html", …]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

_FEWEST_ROWS, _MOST_ROWS = 2, 2_000
_FEWEST_LINES = 3  # of text with marks: two may have as many by chance
_WIDEST = 40  # fields of a row
_LONGEST_LINE = 2_000
_MARKS = ("|", "^", "\t", "~", "$$", "##", "||", ";;")
_NAME = re.compile(r"[^\W\d][\w .$-]{0,40}\Z")
_NAMING = ("name", "id", "field", "key", "label", "title", "data", "prop")


class Row(dict[str, Any]):
    """A row whose fields have their places for names: `"0"`, `"1"`, and `"1.0"` of what is nested."""


def as_item(value: Any) -> Mapping[str, Any] | None:
    """Return an object, or a row as one; None for what is neither."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and 2 <= len(value) <= _WIDEST:
        return Row((str(number), one) for number, one in enumerate(value))
    return None


def rows_of_table(values: Sequence[Any]) -> list[Mapping[str, Any]]:
    """Return the rows of a table, one for each array in it; none if most of its values are no rows."""
    rows = [row for one in values if isinstance(one, list) and (row := as_item(one)) is not None]
    return rows if len(rows) >= _FEWEST_ROWS and 2 * len(rows) > len(values) else []


def named_rows(value: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the tables among an object's members whose columns have names beside them, with their key."""
    tables = {
        key: one for key, one in value.items() if isinstance(one, list) and one and isinstance(one[0], list)
    }
    if not tables or len(value) > 100:
        return
    heads = [head for one in value.values() if (head := _head(one)) is not None]
    for key, table in tables.items():
        width = len(table[0])
        head = next((names for names in heads if len(names) == width), None)
        if head is not None and sum(isinstance(row, list) and len(row) == width for row in table) >= 2:
            yield (
                str(key),
                [
                    dict(zip(head, row, strict=True))
                    for row in table[:_MOST_ROWS]
                    if isinstance(row, list) and len(row) == width
                ],
            )


def _head(value: Any) -> list[str] | None:
    """Return the names of columns: an array of words, or of objects with a name each."""
    if not isinstance(value, list) or not 2 <= len(value) <= _WIDEST:
        return None
    names: list[str] = []
    for one in value:
        name = one
        if isinstance(one, dict):
            name = next((one[key] for key in _NAMING if isinstance(one.get(key), str)), None)
        if not isinstance(name, str) or not _NAME.match(name):
            return None
        names.append(name)
    return names if len(set(names)) == len(names) else None


def joined_columns(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of columns that stand side by side in an object, as arrays of one length."""
    columns: dict[int, dict[str, list[Any]]] = {}
    for key, one in islice(value.items(), 100):
        if isinstance(one, list) and len(one) >= _FEWEST_LINES and not isinstance(one[0], dict | list):
            columns.setdefault(len(one), {})[str(key)] = one
    best = max(columns.values(), key=len, default={})
    if len(best) < 2:
        return []
    rows = zip(*(one[:_MOST_ROWS] for one in best.values()), strict=True)
    return [dict(zip(best, row, strict=True)) for row in rows]


def marked_rows(lines: Sequence[Any]) -> list[Mapping[str, Any]]:
    """Return the rows of an array of text whose fields have a mark between them, as many in each."""
    texts = [one for one in lines[:_MOST_ROWS] if isinstance(one, str) and len(one) <= _LONGEST_LINE]
    if (
        len(texts) < _FEWEST_LINES
        or len(texts) < len(lines[:_MOST_ROWS])
        or texts[0].startswith(("<", "{", "["))
    ):
        return []
    for mark in _MARKS:
        count = texts[0].count(mark)
        if count and sum(text.count(mark) == count for text in texts) >= 0.9 * len(texts):
            rows = [text.split(mark) for text in texts if text.count(mark) == count]
            return [row for one in rows if (row := as_item(one)) is not None]
    return []


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that may be rows: by line breaks, or by marks between them."""
    if len(text) > 2_000_000:
        return []
    for between in ("\n", "$$", "||", ";", "|"):
        if text.count(between) >= _FEWEST_LINES - 1:
            lines = [line.strip() for line in text.split(between) if line.strip()]
            if len(lines) >= _FEWEST_LINES:
                return lines
    return []
