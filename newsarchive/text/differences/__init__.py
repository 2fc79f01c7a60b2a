"""Differences of two texts by word, by character where characters are words."""

from __future__ import annotations

from newsarchive.text.differences.readable_differences import Paragraph, Skipped, joined, readable
from newsarchive.text.differences.word_differences import (
    Changes,
    ComparedRevision,
    Piece,
    compare_revisions,
    difference,
)

__all__ = [
    "Changes",
    "ComparedRevision",
    "Paragraph",
    "Piece",
    "Skipped",
    "compare_revisions",
    "difference",
    "joined",
    "readable",
]
