"""How much of a passage came back: NFKC, white space left out, as cases/mirror/README.md says."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher


def bare(text: str) -> str:
    """The text as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def wrong(gold: str, found: str) -> int:
    """Characters of the gold that are missing or wrong, and characters too many."""
    one, other = bare(gold), bare(found)
    if one == other:
        return 0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in blocks if kind != "equal")


def share_right(pairs: list[tuple[str, str]]) -> float:
    """Over (gold, found) pairs: characters right, as a share of the gold's."""
    return 1 - sum(wrong(*pair) for pair in pairs) / sum(len(bare(gold)) for gold, _ in pairs)
