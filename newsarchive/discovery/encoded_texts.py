"""Decodes the data that pages keep encoded in attributes and strings: base64, percent-encoding, or both."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote

from newsarchive.discovery.js_literals import json_or_none

_LARGEST = 4_000_000  # characters of a text that is decoded
_SHORTEST = 60
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
    if _BASE64.fullmatch(text) is None:
        return None
    plain = "".join(text.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        told = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    value = json_or_none(unquote(told) if _PERCENT.match(told) else told)
    return value if isinstance(value, dict | list) else None
