"""The one entry: damaged passages of a page put right, everything else left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newsarchive.items import Repair
from newsarchive.text.mojibake.gbk_as_latin import FOUR_HIGH, repair_gbk_as_latin
from newsarchive.text.mojibake.passages import Undone
from newsarchive.text.mojibake.utf8_as_gbk import TELLTALE, repair_utf8_as_gbk
from newsarchive.text.mojibake.utf8_as_latin import UNITS, repair_utf8_as_latin

# What each kind of damage cannot be without, a cheap search that spares right pages the rest; in this order,
# because UTF-8 is the stricter proof: what could be either is taken for it.
REPAIRERS: tuple[tuple[str, re.Pattern[str], Callable[[str], Undone]], ...] = (
    ("utf8_read_as_latin1", UNITS, repair_utf8_as_latin),
    ("utf8_read_as_gbk", TELLTALE, repair_utf8_as_gbk),
    ("gbk_read_as_latin1", FOUR_HIGH, repair_gbk_as_latin),
)
# Text that went through two broken systems is damaged twice; a third time was never seen.
MOST_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class MojibakeRepair:
    """The text with provable damage undone, and what was done, one entry a kind."""

    text: str
    repairs: tuple[Repair, ...] = ()


def undo_mojibake(text: str) -> MojibakeRepair:
    """Return `text` (a page's source, tags and all), passages that were read in a wrong charset put right.

    A passage is changed only when its characters, taken back to bytes, are valid in the right charset and
    read better in it. `Repair.count` is the number of passages, `confidence` the least share of characters
    that came back whole in one. Never raises; right text comes back unchanged.
    """
    foreign = "<".join(piece for piece in text.split("<") if not piece.isascii())
    repairs: list[Repair] = []
    for kind, sign, repairer in REPAIRERS:
        undone = _in_rounds(text, repairer) if sign.search(foreign) else Undone(text)
        text = undone.text
        if undone.count:
            repairs.append(Repair(kind, undone.count, round(undone.confidence, 3)))
    return MojibakeRepair(text, tuple(repairs))


def _in_rounds(text: str, repairer: Callable[[str], Undone]) -> Undone:
    result = Undone(text)
    for _ in range(MOST_ROUNDS):
        undone = repairer(result.text)
        if not undone.count:
            break
        result = Undone(
            undone.text, max(result.count, undone.count), min(result.confidence, undone.confidence)
        )
    return result
