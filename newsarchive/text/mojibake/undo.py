"""The one entry: damaged passages of a page put right, everything else left alone."""

from __future__ import annotations

from dataclasses import dataclass

from newsarchive.items import Repair
from newsarchive.text.mojibake.entities import BYTES, repair_byte_entities, unescape_once_more
from newsarchive.text.mojibake.legacy_as_latin import repair_legacy_as_latin
from newsarchive.text.mojibake.passages import Passages
from newsarchive.text.mojibake.signs import has_sign
from newsarchive.text.mojibake.utf8_as_multi import repair_utf8_as_multi
from newsarchive.text.mojibake.utf8_as_single import repair_utf8_as_single, repair_utf8_fragments


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
    text, escaped = unescape_once_more(text)
    repairs: tuple[Repair, ...] = (Repair("twice_escaped_entities", escaped, 1.0),) if escaped else ()
    entities = BYTES.search(text) is not None
    if entities or has_sign(text):
        passages = Passages(
            text, lambda part: has_sign(part) or (entities and BYTES.search(part) is not None)
        )
        text = passages.repaired(_repaired)
        repairs += passages.repairs()
    return MojibakeRepair(text, repairs)


def _repaired(passage: str) -> tuple[str, str] | None:
    if ";&" in passage and (found := repair_byte_entities(passage, _charset_repaired)):
        return found
    return None if passage.isascii() else _charset_repaired(passage)


def _charset_repaired(passage: str) -> tuple[str, str] | None:
    # UTF-8 is the stricter proof: what could be either is taken for it, unless only bits of it are.
    return (
        repair_utf8_as_single(passage)
        or repair_utf8_as_multi(passage)
        or repair_legacy_as_latin(passage)
        or repair_utf8_fragments(passage)
    )
