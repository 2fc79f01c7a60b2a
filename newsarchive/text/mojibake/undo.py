"""The one entry: damaged passages of a page put right, everything else left alone."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.items import Repair


@dataclass(frozen=True, slots=True)
class MojibakeRepair:
    """The text with provable damage undone, and what was done, one entry a kind."""

    text: str
    repairs: tuple[Repair, ...] = ()


def undo_mojibake(text: str) -> MojibakeRepair:
    """Return `text` put right where it is provably UTF-8 read as Latin-1 (first form)."""
    try:
        fixed = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return MojibakeRepair(text)
    if fixed == text:
        return MojibakeRepair(text)
    return MojibakeRepair(fixed, (Repair("utf8_read_as_latin1", 1, 1.0),))
