"""Undoing annotated mirrors: text in, text and what was repaired out (docs/explanation/mirrors.md)."""

from newsarchive.text.mirror.mirror_evidence import looks_mirrored
from newsarchive.text.mirror.repairs import MirrorRepair, undo_mirror

__all__ = ["MirrorRepair", "looks_mirrored", "undo_mirror"]
