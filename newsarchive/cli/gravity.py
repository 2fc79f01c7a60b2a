"""Of several exit codes, the one to end with."""

from __future__ import annotations

from collections.abc import Iterable


def gravest(codes: Iterable[int]) -> int:
    """Return the gravest: 1 over 4 over 3 over 2 over 0 (also where there are none)."""
    return max([0, *codes], key=(0, 2, 3, 4, 1).index)
