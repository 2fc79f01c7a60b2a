"""Media queries of style sheets, asked for the screen of a desktop.

CSS Media Queries 4 (https://www.w3.org/TR/mediaqueries-4/), as far as pages use it.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The window of a desktop, in CSS pixels.
WINDOW_WIDTH, WINDOW_HEIGHT = 1280, 720
# A longer query is no page's, and each bracket of it costs a call.
LONGEST_QUERY = 500

_PIXELS = {"px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 37.8, "in": 96.0, "": 1.0}
_LENGTH = r"(-?\d*\.?\d+)([a-z]*)"
_PLAIN_FEATURE = re.compile(r"([\w-]+)\s*(?::\s*(.+))?")
_RANGE = re.compile(rf"(?:{_LENGTH}\s*(<=?)\s*)?(width|height)\s*(?:(<=?|>=?|=)\s*{_LENGTH})?")
_REVERSED_RANGE = re.compile(rf"{_LENGTH}\s*(>=?)\s*(width|height)")
_WINDOW = {"width": WINDOW_WIDTH, "height": WINDOW_HEIGHT}
_FEATURES = {
    "color": "",
    "prefers-reduced-motion": "no-preference",
    "prefers-color-scheme": "light",
    "prefers-contrast": "no-preference",
    "orientation": "landscape",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "enabled",
    "display-mode": "browser",
    "update": "fast",
    "overflow-block": "scroll",
    "forced-colors": "none",
    "inverted-colors": "none",
}


@lru_cache(maxsize=1_000)
def applies_on_desktop(media: str) -> bool:
    """Say whether a media query applies on the screen of a desktop; what is unknown does not."""
    if len(media) > LONGEST_QUERY:
        return False
    queries = media.lower().split(",")
    return not media.strip() or any(_query(one.strip()) for one in queries)


def _query(query: str) -> bool:
    negated = query.startswith("not ") and not query.startswith("not (")
    if negated:
        query = query[4:].strip()
    parts = [part.strip() for part in re.split(r"\band\b", query)]
    return all(map(_condition, parts)) is not negated


def _condition(part: str) -> bool:
    if part.startswith("not "):
        return not _condition(part[4:].strip())
    if part.startswith("only "):
        part = part[5:].strip()
    if not part.startswith("("):
        return part in ("all", "screen")
    inner = part.strip("() ")
    if " or " in inner or " or " in part:
        return any(_condition(f"({one.strip().strip('()')})") for one in re.split(r"\bor\b", part))
    return _feature(inner)


def _feature(inner: str) -> bool:
    if any(sign in inner for sign in "<>="):
        return _in_range(inner)
    found = _PLAIN_FEATURE.fullmatch(inner)
    if not found:
        return False
    name, value = found[1].replace("device-", ""), (found[2] or "").strip()
    bound, _, size = name.partition("-")
    if bound in ("min", "max"):
        asked = _pixels(value)
        if asked is None or size not in _WINDOW:
            return False
        return _WINDOW[size] >= asked if bound == "min" else _WINDOW[size] <= asked
    if name in _WINDOW:
        return not value or _pixels(value) == _WINDOW[name]
    return name in _FEATURES and value in ("", _FEATURES[name])


def _in_range(inner: str) -> bool:
    if found := _REVERSED_RANGE.fullmatch(inner):
        number, unit, sign, name = found.groups()
        asked = _pixels(number + unit)
        size = _WINDOW[name]
        return asked is not None and (asked > size or (sign == ">=" and asked == size))
    found = _RANGE.fullmatch(inner)
    if not found:
        return False
    low, low_unit, low_sign, name, sign, high, high_unit = found.groups()
    size = _WINDOW[name]
    holds = True
    if low_sign:
        asked = _pixels(low + low_unit)
        holds = asked is not None and (asked < size or (low_sign == "<=" and asked == size))
    if sign:
        asked = _pixels(high + high_unit)
        if asked is None:
            return False
        compared = {"<": size < asked, ">": size > asked, "=": False}[sign[0]]
        holds = holds and (compared or ("=" in sign and size == asked))
    return holds


def _pixels(value: str) -> float | None:
    found = re.fullmatch(_LENGTH, value.strip())
    if not found or found[2] not in _PIXELS:
        return None
    return float(found[1]) * _PIXELS[found[2]]
