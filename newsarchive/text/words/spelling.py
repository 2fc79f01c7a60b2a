"""A title or text as phrases are compared with it; made once where it is first matched and then scored."""

from __future__ import annotations

from functools import lru_cache

from newsarchive.text.words.cutting import spelled_text
from newsarchive.text.words.folding import fold

# Titles and texts of a page of hits and of those looked at beside them.
REMEMBERED = 128
LONGEST_REMEMBERED = 50_000


def spelling(text: str) -> str:
    """Return `spelled_text` of the folded text; never raises."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _spelling(text)


def _spelling(text: str) -> str:
    return spelled_text(fold(text))


_remembered = lru_cache(maxsize=REMEMBERED)(_spelling)
