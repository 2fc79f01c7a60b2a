"""Telling the page's furniture (share bars, editor lines, related news) from the article's sentences."""

from __future__ import annotations

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.trimming import Trimmed, trim_furniture

__all__ = ["Trimmed", "furniture_kind", "trim_furniture"]
