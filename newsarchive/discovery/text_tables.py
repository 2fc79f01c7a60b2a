"""Lists in documents of lines: JSON Lines (https://jsonlines.org), and tables with marks (RFC 4180)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from newsarchive.discovery.js_literals import json_or_none

_MOST_LINES = 5_000
_FEWEST_LINES = 3  # a heading and two articles
_LONGEST_FIELD = 100_000
_SEPARATORS = ("\t", ";", ",", "|")
_STREAM = re.compile(r"(?:\s*(?:event|id|retry)?:[^\n]{0,500}\n){0,6}\s*data:")
_SENT = re.compile(r"^data: ?(.*)$", re.MULTILINE)
_COLUMN = re.compile(r"[^\W\d][\w ./-]{0,60}\Z")  # its name


def json_lines(text: str) -> list[Any]:
    """Return the values of a document with one of JSON in each line, none if it is no such one; total.

    Lines of a number alone say how long the next one is (Google's `batchexecute`), and are passed over.
    """
    texts = (line.strip() for line in islice(text.splitlines(), _MOST_LINES))
    lines = [line for line in texts if line and not line.isdigit()]
    if not lines or not all(line[:1] in {"{", "["} for line in lines[:3]):
        return []
    values = [json_or_none(line) for line in lines]
    found = [value for value in values if isinstance(value, dict | list)]
    return found if 2 * len(found) > len(lines) else []


def streamed_values(text: str) -> list[Any]:
    """Return the JSON of the messages of an event stream, none if it is no such one; total.

    https://html.spec.whatwg.org/multipage/server-sent-events.html
    """
    if _STREAM.match(text) is None:
        return []
    messages = re.split(r"\r?\n\r?\n", text)[:_MOST_LINES]
    told = ("\n".join(_SENT.findall(message)) for message in messages)
    values = [json_or_none(one) for one in told if one[:1] in {"{", "["}]
    return [value for value in values if isinstance(value, dict | list) and value]


def separated_rows(text: str) -> list[Mapping[str, Any]]:
    """Return the rows of a table whose first line names its columns, none if it is no such one; total."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    width = first.count(separator) + 1
    if width < 2 or text.count("\n") < _FEWEST_LINES - 1 or first[:1] in {"<", "{", "["}:
        return []
    lines = islice(text.lstrip("\ufeff").splitlines(), _MOST_LINES)
    try:
        rows = list(csv.reader((line[:_LONGEST_FIELD] for line in lines), delimiter=separator))
    except csv.Error:
        return []
    head = [name.strip() for name in rows[0]] if rows else []
    if not all(map(_COLUMN.match, head)) or len(set(head)) != len(head):
        return []
    body = [row for row in rows[1:] if len(row) == len(head)]
    if len(body) < _FEWEST_LINES - 1 or len(body) < 0.8 * len(rows[1:]):
        return []
    return [dict(zip(head, row, strict=True)) for row in body]
