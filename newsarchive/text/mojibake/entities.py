"""Characters written as entities by a system that saw bytes, or that escaped what was escaped already."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

# `&#206;&#210;`: one entity a byte. A few in a row; single ones are accented letters and signs.
NAMED = r"(?!amp|quot|apos|lt;|gt;|nbsp)[A-Za-z]{2,6}\d{0,2}"
BYTE = rf"&(?:#(?:1[2-9]\d|2[0-4]\d|25[0-5])|#x[89a-f][0-9a-f]|{NAMED});"
BYTES = re.compile(f";{BYTE}{BYTE}")  # behind another entity
ONE_BYTE = re.compile(BYTE)
# Escaped twice: `&amp;#20013;`, `&amp;nbsp;`. Names that news uses; `lt` and `gt` may be code that is shown.
TAG = re.compile(r"<(/?[a-z][a-z0-9]{0,15})\b", re.IGNORECASE)
SAYING = frozenset({"meta"})
SHOWING_CODE = frozenset({"script", "style", "textarea", "code", "pre", "kbd", "tt", "samp", "noscript"})
TWICE = re.compile(
    r"&amp;(?:amp;){0,3}(#(?!0*6[02];|x0*3[ce];)(?:\d{2,6}|x[0-9a-f]{2,5})|amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|middot|bull|laquo"
    r"|raquo|euro|pound|copy|reg|trade|deg|(?:[aeiouyn](?:acute|grave|circ|uml|tilde)|[ac](?:ring|cedil)|szlig|oslash"
    r"|aelig|oelig));",
    re.IGNORECASE,
)


def repair_byte_entities(
    passage: str, repair: Callable[[str], tuple[str, str] | None]
) -> tuple[str, str] | None:
    """Return `repair`'s answer to the passage with entities of single bytes as characters, None for none."""
    if not BYTES.search(passage):
        return None
    return repair(ONE_BYTE.sub(lambda match: _high(match.group()), passage))


def unescape_once_more(text: str) -> tuple[str, int]:
    """Return a page's source with what a reader sees of it escaped once only, and the entities that took."""
    if "&amp;" not in text:
        return text, 0
    count, place = 0, _Place(text)

    def once(match: re.Match[str]) -> str:
        nonlocal count
        if not place.is_read(match.start()):
            return match.group()
        count += 1
        return f"&{match.group(1)};"

    return TWICE.sub(once, text), count


class _Place:
    """Whether a reader sees what stands at a place: text, or what a meta tag says; no script, no address.

    Asked from the beginning of the source to its end, so that each character is passed over once.
    """

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._tag, self._inside = "", False

    def is_read(self, at: int) -> bool:
        """Say it of a place behind the last one asked for."""
        start = self._text.rfind("<", self._at, at)
        if start >= 0:
            tag = TAG.match(self._text, start)
            self._tag, self._inside = tag.group(1).lower() if tag else "", True
        if self._inside:
            self._inside = self._text.rfind(">", max(self._at, start + 1), at) < 0
        self._at = at
        if not self._tag:
            return False
        return self._tag in SAYING if self._inside else self._tag not in SHOWING_CODE


def _high(entity: str) -> str:
    char = html.unescape(entity)
    return char if len(char) == 1 and not char.isascii() else entity
