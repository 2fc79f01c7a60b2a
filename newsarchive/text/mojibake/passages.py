"""A page cut into the passages that are judged one by one: damage comes by paragraph, title or attribute."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Tags and line ends part what came from different fields of a database; so do quotes of attributes.
PASSAGE = re.compile(r"[^<>\n\r]+")


@dataclass(frozen=True, slots=True)
class Undone:
    """A text after a repairer: how many passages changed, the lowest share of one that came back whole."""

    text: str
    count: int = 0
    confidence: float = 1.0


def repair_passages(text: str, repair: Callable[[str], str | None]) -> Undone:
    """Return `text` with every passage replaced for which `repair` returns another one."""
    pieces: list[str] = []
    end = count = 0
    confidence = 1.0
    for match in PASSAGE.finditer(text):
        passage = match.group()
        mended = None if passage.isascii() else repair(passage)
        if mended is None or mended == passage:
            continue
        pieces += (text[end : match.start()], mended)
        end = match.end()
        count += 1
        confidence = min(confidence, 1 - mended.count("\ufffd") / len(mended))
    if not count:
        return Undone(text)
    return Undone("".join((*pieces, text[end:])), count, confidence)
