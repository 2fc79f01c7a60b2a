"""Undoing damage that was stored with the page: text that some earlier system read in the wrong charset."""

from __future__ import annotations

from newsarchive.text.mojibake.undo import MojibakeRepair, undo_mojibake

__all__ = ["MojibakeRepair", "undo_mojibake"]
