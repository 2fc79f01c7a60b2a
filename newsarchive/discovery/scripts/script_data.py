"""The data that a script holds: what it assigns, decodes and gives to calls, and rows it adds one by one."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import unquote

from newsarchive.discovery.scripts.data_rows import Row, lines_of, marked_rows
from newsarchive.discovery.scripts.js_literals import LiteralReader, json_or_none
from newsarchive.discovery.scripts.partial_values import JoinedText, Unknown, bound
from newsarchive.text.extraction.script_values import json_at
from newsarchive.unpacking import GZIP, UnpackLimit, unpack

# The data that pages keep encoded in attributes and strings: base64, percent-encoding, or both.

_LARGEST = 4_000_000  # characters of a text that is decoded
_SHORTEST = 60
_LIMIT = UnpackLimit(size=10_000_000)  # bytes of what was packed by gzip or zlib
# What these begin with in base64: 1f 8b 08, and 78 with the four levels of zlib.
_PACKED_TEXT = re.compile(r"(?:H4sI|eJ[wxyz]|eNo|eNr|eAE|eF4)[A-Za-z0-9+/_\-\s]*={0,2}\s*\Z")
# What `{"`, `[{`, `[[`, `["` and `%7B` begin with in base64.
_BASE64 = re.compile(r"(?:eyJ|eyAi|ewo|W3s|W1s|Wyd|WyJ|WyB7|Wwog|JTdC|JTVC)[A-Za-z0-9+/_\-\s]*={0,2}\s*\Z")
_PERCENT = re.compile(r"%(?:7B|5B)", re.IGNORECASE)


def decoded_value(text: str) -> Any:
    """Return the JSON that a text has encoded, None if it has none; total."""
    text = text.strip()
    if not _SHORTEST <= len(text) <= _LARGEST:
        return None
    if _PERCENT.match(text):
        value = json_or_none(unquote(text))
        return value if isinstance(value, dict | list) else None
    if text[:1] == '"':
        quoted = json_or_none(text)
        return decoded_value(quoted) if isinstance(quoted, str) and quoted[:1] != '"' else None
    is_packed = _PACKED_TEXT.fullmatch(text) is not None
    if _BASE64.fullmatch(text) is None and not is_packed:
        return None
    plain = "".join(text.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
        told = (_unpacked(data) if is_packed else data).decode()
    except (binascii.Error, ValueError):
        return None
    value = json_or_none(unquote(told) if _PERCENT.match(told) else told)
    return value if isinstance(value, dict | list) else None


def _unpacked(data: bytes) -> bytes:
    """Return what gzip or zlib packed, as far as it comes out."""
    return unpack(data, "gzip" if data.startswith(GZIP) else "zlib", _LIMIT).body


LARGEST_SCRIPT = 3_000_000  # characters, as of a page's state (text/extraction/script_values.py)
SHORTEST_SCRIPT = 40  # characters; an array of two articles has more
_MOST_ARRAYS, _MOST_ASSIGNED = 200, 500  # tried in one script
_MOST_ROWS = 4_000  # calls that may add one
_FEWEST_ROWS = 3
_SHORTEST_ROW = 8  # characters of an article's headline or address

# Nuxt writes what its object holds twice or more as the parameters of a function that is called at once.
_RETURNED = re.compile(r"([\w$.]{1,60})\s*=\s*\(?function\s*\(([\w$,\s]{0,20000})\)\s*\{")
# An encoded text that a script decodes.
_ENCODED = re.compile(r"(?:JSON\.parse|decodeURIComponent|unescape|atob)\s*\(")
_ASSIGNED = re.compile(r"=\s*+(?=[{\[])")
_ARRAY = re.compile(r"\[\s*+[{\[]")
# What a call is given: `AF_initDataCallback({…})`, `enqueue("[…]")`.
_GIVEN = re.compile(r"([A-Za-z_$][\w$]{1,60})\s*+\(\s*+(?=[{\[]|[\"']\s*+[{\[])")
_KEY_BEFORE = re.compile(r"([\w$]{1,60})[\"']?\s*[:=(]\s*$")
# `addNews("…", "/1.html")`, `list.push({…})`, `news[3] = new Array("…", …)`.
_ADDED = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60})?)\s*+"
    r"(?:(?P<call>\((?=\s*+[\"'{\[\d-]))|\[\s*+(?:\d{1,5}|[\w$]{1,40}(?:\.length|\+\+)?)\s*+\]\s*+=(?!=)\s*+)"
)
# A long text that is assigned, or is a member.
_TEXT = re.compile(r"([\w$]{1,60})[\"']?\s*+[=:]\s*+(?=[\"'`][^\"'`]{100})")
# A text that was packed, wherever it stands: `pako.inflate(atob("H4sI…"))`.
_PACKED = re.compile(r"[\"'`](?=H4sI|eJ[wxyz]|eNo|eNr|eAE)([A-Za-z0-9+/_-]{100,}+={0,2})[\"'`]")
_MOST_TEXTS, _SHORTEST_TEXT = 40, 100
_KEYWORDS = frozenset(
    {"if", "for", "while", "switch", "function", "return", "typeof", "catch", "require", "import"}
)


def script_data(sources: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the data of scripts by the names it has there, and arrays that nothing names; bounded, total."""
    named: dict[str, Any] = {}
    spare: dict[str, Any] = {}
    for source in sources:
        text = source[:LARGEST_SCRIPT]
        for name, value in _returned(text):
            named[free_name(name, named)] = value
        for name, value in (*_arrays(text), *_encoded(text), *_given(text), *_added(text), *_texts(text)):
            spare[free_name(name, spare)] = value
    return named, spare


def assigned_data(source: str) -> dict[str, Any]:
    """Return what a script assigns, by name; bounded, total."""
    found: dict[str, Any] = {}
    at = 0
    for _ in range(_MOST_ASSIGNED):
        mark = _ASSIGNED.search(source, at, LARGEST_SCRIPT)
        if mark is None:
            break
        value, end = literal_at(source, mark.end())
        at = max(end, mark.end())
        if isinstance(value, dict | list) and value:
            before = re.search(r"([\w$]{1,60})\s*$", source[max(0, mark.start() - 80) : mark.start()])
            found[free_name(before[1] if before else "value", found)] = value
    return found


def free_name(name: str, taken: Mapping[str, Any]) -> str:
    """Return the name, with a number where another value has it."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def literal_at(source: str, at: int) -> tuple[Any, int]:
    """Return the JSON at a place, or the literal that is nearly JSON, and where it ends."""
    value, end = json_at(source, at)
    if value is not None:
        return value, end
    value, end = LiteralReader(source).read(at)
    if not isinstance(value, dict | list) or not value:
        return None, at
    return bound(value, {}), max(end, at)


def _returned(source: str) -> Iterator[tuple[str, Any]]:
    for found in islice(_RETURNED.finditer(source), 5):
        at = source.find("return", found.end())
        if at < 0:
            return
        reader = LiteralReader(source)
        value, end = reader.read(at + len("return"))
        if not isinstance(value, dict | list):
            continue
        call = source.find("(", end, end + 20_000)
        given = reader.arguments(call) if call >= 0 else []
        names = [name.strip() for name in found[2].split(",")]
        yield found[1].removeprefix("window."), bound(value, dict(zip(names, given, strict=False)))


def _encoded(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the data that a script decodes from a text."""
    at = 0
    for _ in range(20):
        found = _ENCODED.search(source, at)
        if found is None:
            return
        value, end = LiteralReader(source).read(found.start())
        at = max(end, found.end())
        if isinstance(value, str) and value[:1] in {"{", "["}:
            value = json_or_none(value)
        if isinstance(value, dict | list) and value:
            yield _name_before(source, found.start(), "encoded"), value


def _arrays(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the arrays of objects and the tables in a script, the outermost ones."""
    at = 0
    for _ in range(_MOST_ARRAYS):
        found = _ARRAY.search(source, at)
        if found is None:
            return
        value, end = literal_at(source, found.start())
        at = max(end, found.end())
        if isinstance(value, list) and sum(isinstance(one, dict | list) for one in value) >= 2:
            yield _name_before(source, found.start(), "array"), value


def _given(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the objects, arrays and texts of JSON that calls are given."""
    at = 0
    for _ in range(_MOST_ARRAYS):
        found = _GIVEN.search(source, at)
        if found is None:
            return
        at = found.end()
        if source[at] in "{[":
            value, end = literal_at(source, at)
        else:
            value, end = LiteralReader(source).read(at)
            value = json_or_none(value) if isinstance(value, str) else None
        if isinstance(value, dict | list) and end - at >= 2 * SHORTEST_SCRIPT:
            at = max(at, end)
            yield found[1], value


def _texts(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the data that a script holds as a text: rows with marks between fields, JSON in base64."""
    reader = LiteralReader(source)
    for found in islice(_TEXT.finditer(source), _MOST_TEXTS):
        value, _ = reader.read(found.end())
        if not isinstance(value, str) or len(value) < _SHORTEST_TEXT:
            continue
        told = decoded_value(value) or marked_rows(lines_of(value))
        if told:
            yield found[1], told
    for packed in islice(_PACKED.finditer(source), _MOST_TEXTS):
        if told := decoded_value(packed[1]):
            yield _name_before(source, packed.start(), "packed"), told


def _name_before(source: str, at: int, otherwise: str) -> str:
    before = _KEY_BEFORE.search(source, max(0, at - 80), at)
    return before[1] if before else otherwise


def _added(source: str) -> Iterator[tuple[str, Any]]:
    """Yield the rows that a script adds one by one: by calls of one function, or to places of one array."""
    reader = LiteralReader(source)
    groups: dict[tuple[str, int], list[Any]] = {}
    at = 0
    for _ in range(_MOST_ROWS):
        found = _ADDED.search(source, at)
        if found is None:
            break
        at = found.end()
        if found[1] in _KEYWORDS:
            continue
        if found["call"]:
            given, end = reader.given(found.start("call"))
        else:
            value, end = reader.read(at)
            given = [value]
        row = _row_of(given)
        if row is not None:
            groups.setdefault((found[1], len(row)), []).append(row)
            at = max(at, end)
    for (name, _), rows in groups.items():
        if len(rows) >= _FEWEST_ROWS:
            yield name, rows


def _row_of(given: list[Any]) -> Mapping[str, Any] | None:
    """Return what a call is given as a row: an object, an array, its arguments; None if some are unknown."""
    one = given[0] if len(given) == 1 else given
    if isinstance(one, dict):
        return bound(one, {}) if one else None
    if (
        not isinstance(one, list)
        or len(one) < 2
        or any(isinstance(part, Unknown | JoinedText) for part in one)
    ):
        return None
    if not any(isinstance(part, str) and len(part) >= _SHORTEST_ROW for part in one):
        return None
    return Row((str(number), bound(part, {})) for number, part in enumerate(one))
