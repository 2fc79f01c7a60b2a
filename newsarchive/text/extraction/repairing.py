"""Damage undone on the whole source, before anything is parsed out of it."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.items import Repair
from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mojibake import undo_mojibake


@dataclass(frozen=True, slots=True)
class RepairedSource:
    """The source put right, what was done, and whether it came from an annotated mirror."""

    text: str
    repairs: tuple[Repair, ...]
    is_mirror: bool


def repair_source(text: str) -> RepairedSource:
    """Undo stored mojibake, then the notes and wreckage of an annotated mirror."""
    mojibake = undo_mojibake(text)
    mirror = undo_mirror(mojibake.text)
    return RepairedSource(mirror.text, (*mojibake.repairs, *mirror.repairs), mirror.is_mirror)
