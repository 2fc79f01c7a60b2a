"""A folded text cut into units: words of spaced scripts, numbers, and runs of scripts without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsarchive.text.words.alphabets import ASCII_TOKEN, FOREIGN, TOKEN, UNIT

# Of a line, among tokens.
END = "\n"
GROUPED = re.compile("[0-9],[0-9]")


class Unit(NamedTuple):
    """`run`: characters of a script without spaces. `start` and `end` count in the folded text."""

    text: str
    run: bool
    start: int
    end: int


def cut(folded: str) -> Iterator[Unit]:
    """Give the units of a folded text; numbers lose their thousands' commas. Never raises.

    Apostrophes, hyphens and other punctuation part words (`covid-19` is found by `covid`, `l'état` by
    `état`); whoever asks for such a word asks for its parts side by side.
    """
    for found in UNIT.finditer(folded):
        kind, text = found.lastgroup, found[0]
        yield Unit(
            text.replace(",", "") if kind == "number" else text, kind == "run", found.start(), found.end()
        )


def spelled(units: Iterable[Unit]) -> str:
    """Return the units one space apart: how phrases are compared, whatever stands between their words."""
    return " ".join(unit.text for unit in units)


def tokens(folded: str) -> list[str]:
    """Return the texts of the units, and `END` between lines: for whole articles, where time counts."""
    found: list[str] = (TOKEN if _foreign(folded) else ASCII_TOKEN).findall(folded)
    return [token.replace(",", "") for token in found] if GROUPED.search(folded) else found


def spelled_text(folded: str) -> str:
    """Return a whole text so; each line begins and ends with a space, no phrase goes over its end."""
    return f" {' '.join(tokens(folded))} "


def _foreign(folded: str) -> bool:
    """Whether other letters than the 52 of English stand in it; its quotes and dashes are none."""
    return not folded.isascii() and FOREIGN.search(folded) is not None
