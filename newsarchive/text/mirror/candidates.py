"""Which bytes a lost one can have been: those that make a character seen in running text."""

from __future__ import annotations

from functools import lru_cache

from newsarchive.text.mirror.cells import LEADS, chars
from newsarchive.text.mirror.plausibility import fold, frequency
from newsarchive.text.mirror.script import simple


def _is_likely(cell: int) -> bool:
    char = chars().get(cell)
    return char is not None and frequency(fold(simple(char))) > 0.0


@lru_cache(maxsize=256)
def likely_leads(trail: int) -> tuple[int, ...]:
    """Lead bytes before this trail byte."""
    return tuple(lead for lead in LEADS if _is_likely(lead << 8 | trail))


@lru_cache(maxsize=256)
def likely_trails(lead: int) -> tuple[int, ...]:
    """Trail bytes after this lead byte that could swallow an ASCII sign, being lead bytes themselves."""
    return tuple(trail for trail in LEADS if _is_likely(lead << 8 | trail))
