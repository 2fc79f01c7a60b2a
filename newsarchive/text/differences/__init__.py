"""Differences of two texts by word, by character where characters are words."""

from __future__ import annotations

from newsarchive.text.differences.comparing import Changes, Reading, compare
from newsarchive.text.differences.pieces import Piece, difference
from newsarchive.text.differences.readable import Paragraph, Skipped, joined, readable

__all__ = [
    "Changes",
    "Paragraph",
    "Piece",
    "Reading",
    "Skipped",
    "compare",
    "difference",
    "joined",
    "readable",
]
