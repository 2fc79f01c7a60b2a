"""A pattern of many words that is quick where none of them stands: one branch for those that begin alike."""

from __future__ import annotations

import re
from collections.abc import Iterable


def branching_pattern(words: Iterable[str]) -> str:
    """Return the pattern of any of the words, longer ones first, in a group; of none it matches nothing.

    A choice of all the words is tried word by word at every place of a text.
    """
    some = {*words}
    return _branches(some) if some else "(?!)"


def _branches(words: set[str]) -> str:
    rests: dict[str, set[str]] = {}
    for word in words - {""}:
        rests.setdefault(word[0], set()).add(word[1:])
    choices = [re.escape(first) + _branches(rests[first]) for first in sorted(rests)]
    return f"(?:{'|'.join(choices)}){'?' * ('' in words)}" if choices else ""
