"""What the names authors gave to a page's parts hint at: share bars, captions, comments, the story itself."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# The attributes whose words name a part; `style` is read for `display: none`.
NAMING = frozenset(
    {
        "class",
        "id",
        "itemprop",
        "role",
        "style",
        "data-testid",
        "data-component",
        "data-type",
        "data-module",
        "aria-hidden",
        "aria-label",
        "name",
        "property",
    }
)
WORD = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+")
# A value longer than this is an inline style sheet or data, not a name.
LONGEST_NAME = 400


def hint_bits(value: str) -> int:
    """Return the kinds the words of an attribute's value hint at, one bit a kind of `hint_kinds()`."""
    table, bits = _table(), 0
    for word in WORD.findall(value[:LONGEST_NAME]):
        bits |= table.get(word.lower(), 0)
    return bits


@cache
def hint_kinds() -> tuple[str, ...]:
    """The kinds of the data file, in its order."""
    return tuple(kind for kind, _ in _lines())


@cache
def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for number, (_, words) in enumerate(_lines()):
        for word in words:
            table[word] = table.get(word, 0) | 1 << number
    return table


def _lines() -> list[tuple[str, list[str]]]:
    text = files("newsarchive.text.extraction").joinpath("data/hint_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(kind, words.split()) for kind, words in rows]
