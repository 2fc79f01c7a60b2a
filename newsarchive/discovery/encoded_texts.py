"""Decodes the data that pages keep encoded in attributes and strings: base64, percent-encoding, or both."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote

from newsarchive.discovery.js_literals import json_or_none
from newsarchive.unpacking import GZIP, UnpackLimit, unpack

_LARGEST = 4_000_000  # characters of a text that is decoded
_SHORTEST = 60
_LIMIT = UnpackLimit(size=10_000_000)  # bytes of what was packed by gzip or zlib
# What these begin with in base64: 1f 8b 08, and 78 with the four levels of zlib.
_PACKED = re.compile(r"(?:H4sI|eJ[wxyz]|eNo|eNr|eAE|eF4)[A-Za-z0-9+/_\-\s]*={0,2}\s*\Z")
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
    is_packed = _PACKED.fullmatch(text) is not None
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
