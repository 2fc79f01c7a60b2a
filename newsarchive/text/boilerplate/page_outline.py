"""The outline of a page: the boxes its text stands in, how much of it was read, and what repeats.

An outline holds no text, so that it is small: what pages of a host share is learned from many of them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from newsarchive.unpacking import UnpackLimit, unpack

# Of a page, so many boxes and names of a box at most are kept; of the built pages of 44 themes and of the
# 1,500 real ones none has 1,000 kinds of boxes with text (2026-11).
MOST_OUTLINED, MOST_NAMES, LONGEST_BOX_NAME = 1_000, 8, 40
# Raised where an outline means something else: older ones are then not learned from.
_OUTLINE_VERSION = 1
# An outline of so many boxes has 200 kB; names of 40 characters each would make it 400.
_LIMIT = UnpackLimit(size=2_000_000, free=2_000_000)


@dataclass(frozen=True, slots=True)
class OutlinedBox:
    """The boxes of a page that are called alike and stand in boxes called alike.

    `parent` is the number of the box around them, -1 for none; `names` their classes and ids (`#main`).
    `count` is how many they are. The letters are those that stand in them and in no box inside them: all,
    those that were read as the article's, those in links, and those of sentences that were not read.
    `words` is a key of what they hold.
    """

    parent: int
    tag: str
    names: tuple[str, ...]
    count: int
    letters: int
    read: int
    linked: int
    prose: int
    words: str


@dataclass(frozen=True, slots=True)
class PageOutline:
    """The boxes of a page, parents before what they hold, and how sure its reading was (0 to 1)."""

    boxes: tuple[OutlinedBox, ...]
    confidence: float


def path_key(above: str, tag: str, names: Iterable[str]) -> str:
    """Return 16 hex digits for a box by what it is called and the key of the box around it ("" for none)."""
    told = f"{above}>{tag} {' '.join(sorted(names))}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def pack_outline(outline: PageOutline) -> bytes:
    """Return the outline as it is stored: compressed JSON, each name written once."""
    words: dict[str, int] = {}
    rows = [
        [
            box.parent,
            words.setdefault(box.tag, len(words)),
            [words.setdefault(name, len(words)) for name in box.names],
            box.count,
            box.letters,
            box.read,
            box.linked,
            box.prose,
            box.words,
        ]
        for box in outline.boxes
    ]
    told = {"version": _OUTLINE_VERSION, "sure": outline.confidence, "words": list(words), "boxes": rows}
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode("ascii"), 6)


def unpack_outline(packed: bytes) -> PageOutline | None:
    """Return the outline that was packed; None for one of another version, or for other bytes."""
    try:
        told: Mapping[str, Any] = json.loads(unpack(packed, "zlib", _LIMIT).body)
        if told["version"] != _OUTLINE_VERSION:
            return None
    except (ValueError, KeyError, TypeError):
        return None
    words = told["words"]
    boxes = (
        OutlinedBox(parent, words[tag], tuple(words[name] for name in names), *rest)
        for parent, tag, names, *rest in told["boxes"]
    )
    return PageOutline(tuple(boxes), told["sure"])
