"""Differences of two texts by word, by character where characters are words."""

from __future__ import annotations

from newsarchive.text.differences.comparing import Changes, Reading, compare
from newsarchive.text.differences.pieces import Piece, difference

__all__ = ["Changes", "Piece", "Reading", "compare", "difference"]
