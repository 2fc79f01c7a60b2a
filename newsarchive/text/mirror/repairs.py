"""Undoes annotated mirrors: Simplified news that spam engines converted, noted and broke at byte level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newsarchive.evidence import RepairKind
from newsarchive.items import Repair
from newsarchive.text.mirror.character_odds import count_class, frequency
from newsarchive.text.mirror.conversion_marks import Spelling, conversion_spelling
from newsarchive.text.mirror.converted_script import (
    ConversionTable,
    simple,
    table_of,
    traditional_share,
)
from newsarchive.text.mirror.damage_events import Tally
from newsarchive.text.mirror.hypothesis import MirroredText
from newsarchive.text.mirror.mandarin_readings import LETTERS, TONED
from newsarchive.text.mirror.mirror_evidence import (
    ENOUGH,
    has_toneless_notes,
    is_sown_in_prose_only,
    is_sprinkled,
    looks_mirrored,
    weight,
)
from newsarchive.text.mirror.passages import (
    CONVERTED_SHARE,
    ScriptPiece,
    in_one_sentence,
    mentions,
    noted_share,
    pieces,
    simplified_passages,
    spelled_part,
)
from newsarchive.text.mirror.restorer import Restorer

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class MirrorRepair:
    """What came of it: where `is_mirror` is False, `text` is the input itself and `repairs` is empty.

    Kinds: `pinyin_note` (notes stripped), `byte_wreckage` (stretches read one byte out of step),
    `cut_punctuation` (bytes cut at full-width signs), `sown_controls` (runs of U+0005 to U+0008),
    `script_conversion` (characters made Simplified again), `undecided` (left as it stood, confidence 0).
    """

    text: str = field(repr=False)
    repairs: tuple[Repair, ...]
    is_mirror: bool


# Share of running text (once in 500,000 characters): what is rarer may be wreckage itself.
_KNOWN = 2e-6


@lru_cache(maxsize=1 << 14)
def _known(char: str) -> str:
    """The character as the models see it; a blank for what is no everyday ideograph or sign."""
    plain = count_class(simple(char))
    return plain if frequency(plain) >= _KNOWN else " "


# From a lost byte to the next ASCII sign, which puts a decoder right.
_OUT_OF_STEP = re.compile(rf"[?\ufffd][(（]?(?:[{LETTERS}]{{1,6}}[)）])?[^\x00-\x3f]*")


def _own(text: str) -> Counter[str]:
    """How often the text has which characters, pairs and triples: its words come again, whole, elsewhere.

    What may be out of step does not count: it would speak for itself.
    """
    found: Counter[str] = Counter()
    for piece in "".join(map(_known, _OUT_OF_STEP.sub(" ", text))).split(" "):
        found.update(piece)
        found.update([piece[at : at + 2] for at in range(len(piece) - 1)])
        found.update([piece[at : at + 3] for at in range(len(piece) - 2)])
    return found


# `?` is what a lost byte leaves, so that it tells nothing.
_HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:!]")
_DAMAGE = re.compile(rf"[?\ufffd\x05-\x08]|[{TONED}][{LETTERS}]{{0,5}}[)）]")
# Of the commas and stops after ideographs: engines fold all of them or none, and writers slip.
_FOLDED_SHARE = 0.2


def is_folded(text: str, parts: Sequence[ScriptPiece]) -> bool:
    """Whether what bears damage had its full-width signs made half-width: any such may have been one."""
    damaged = "".join(
        [text[one.start : one.end] for one in parts if _DAMAGE.search(text, one.start, one.end)]
    )
    half = len(_HALF_WIDTH.findall(damaged))
    return half >= _FOLDED_SHARE * (half + sum(map(damaged.count, "，；：！")))


def _without_torn_tags(text: str, restored: str) -> str:
    """A tag whose `<` was swallowed is a tag again; the plain text of a page should hold none."""
    return restored if "<" in text else _TAG.sub("", restored)


def _sure(gains: list[float]) -> float:
    """Share of stretches whose reading is at least e^3 times likelier than the text as it stood."""
    return round(sum(gain >= 3.0 for gain in gains) / len(gains), 2) if gains else 0.0


def _repairs(tally: Tally, converted: int) -> tuple[Repair, ...]:
    cuts = tally.cut_gains
    counted = (
        Repair(RepairKind.PINYIN_NOTE, tally.stripped_notes, 1.0),
        Repair(RepairKind.BYTE_WRECKAGE, len(tally.wreck_gains), _sure(tally.wreck_gains)),
        Repair(RepairKind.CUT_PUNCTUATION, len(cuts), _sure(cuts)),
        Repair(RepairKind.SOWN_CONTROLS, tally.control_runs, 1.0),
        Repair(RepairKind.SCRIPT_CONVERSION, converted, 1.0),
        Repair(RepairKind.UNDECIDED, tally.undecided, 0.0),
    )
    return tuple(repair for repair in counted if repair.count)


def _is_converted(tally: Tally, spelling: Spelling) -> bool | None:
    """Whether the notes say that the engine made the page Traditional; None where they do not tell.

    Few notes in prose are enough to strip them, not to convert what a writer may have written.
    """
    if is_sown_in_prose_only(tally):
        return spelling.by_engine
    if is_sprinkled(tally):
        return None
    noted = tally.converted_notes + tally.letter_notes
    return noted > tally.toneless_notes if noted + tally.toneless_notes else None


def _is_torn(tally: Tally) -> bool:
    """Whether it bears damage that no writer makes."""
    return bool(tally.wreck_gains or tally.cut_gains or tally.control_runs or tally.letter_notes)


# What one reading leaves may be told by what it restored; random wreckage never took more than three.
_MOST_READINGS = 4


def undo_mirror(text: str) -> MirrorRepair:
    """The text with a mirror's damage undone, markup and all, if it is one; any text at all may be given.

    The model of the damage: docs/explanation/mirrors.md#the-model-of-the-damage. Time is linear in the length
    of the text. A text that is a mirror still is read again, so that undoing what was undone changes nothing.
    """
    result = _undo_once(text)
    for _ in range(_MOST_READINGS - 1):
        again = _undo_once(result.text) if result.is_mirror else result
        if again.text == result.text:
            break
        result = MirrorRepair(again.text, _together(result.repairs, again.repairs), True)
    return result


def _together(first: tuple[Repair, ...], second: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """Counts added, the lesser confidence of each kind; undecided is what the last reading left."""
    kinds = {one.kind: one for one in first if one.kind != RepairKind.UNDECIDED}
    for one in second:
        known = kinds.get(one.kind)
        if known is None:
            kinds[one.kind] = one
        else:
            least = min(known.confidence, one.confidence)
            kinds[one.kind] = Repair(one.kind, known.count + one.count, least)
    return tuple(kinds.values())


def _undo_once(text: str) -> MirrorRepair:
    untouched = MirrorRepair(text, (), False)
    if not looks_mirrored(text):
        return untouched
    parts = pieces(text)
    # A farm may be any times the article: its sentences, and what bears the notes, are asked too.
    spelled = spelled_part(text, parts)
    shares = (traditional_share(text), traditional_share(spelled), noted_share(text, parts))
    by_script = max(shares) >= CONVERTED_SHARE
    table = table_of(text) if by_script else ConversionTable()
    page = MirroredText(by_script, has_toneless_notes(text), _own(text), table, is_folded(text, parts))
    restorer = Restorer(text, page, mentions(text, parts))
    restored = restorer.run()
    tally, spelling = restorer.tally, conversion_spelling(spelled)
    if weight(tally, spelling) < ENOUGH:
        return untouched
    if not (_is_torn(tally) or spelling.by_engine or tally.of_the_mainland) and in_one_sentence(
        text, tally.places, parts
    ):
        return untouched
    by_notes = _is_converted(tally, spelling)
    final, changed = restored, 0
    if by_script if by_notes is None else by_notes:
        final, changed = simplified_passages(restored, tally.signs, whole=spelling.by_engine)
    return MirrorRepair(_without_torn_tags(text, final), _repairs(tally, changed), True)
