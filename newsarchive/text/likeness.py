"""Whether two texts can be one story, roughly: a guard against links that name the wrong page."""

from __future__ import annotations

from newsarchive.text.fingerprints import WORD

# Words in a row that are compared; three are rarely shared by chance.
LENGTH = 3
# A text with fewer such rows says too little to be called unlike.
FEWEST = 20
# Of the shorter text's rows, so many must stand in the other. Heavy edits keep half and more, two stories of
# one site share a few in a hundred (by-lines, notices).
SHARED = 0.2


def are_alike(one: str, other: str) -> bool:
    """Say whether a good part of the shorter text stands in the other; true where too little tells."""
    first, second = _rows(one), _rows(other)
    fewer = min(len(first), len(second))
    return fewer < FEWEST or len(first & second) >= SHARED * fewer


def _rows(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return set(zip(*(words[at:] for at in range(LENGTH)), strict=False))
