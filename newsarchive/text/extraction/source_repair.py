"""Damage undone on the whole source, before anything is parsed out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsarchive.evidence import RepairKind
from newsarchive.items import Repair
from newsarchive.text.entities import unescape
from newsarchive.text.extraction.farm_conversion import undo_farm_conversion
from newsarchive.text.extraction.sown_signs import without_sown_signs
from newsarchive.text.extraction.visual_hebrew import read_visual_hebrew
from newsarchive.text.mirror import MirrorRepair, undo_mirror
from newsarchive.text.mirror.mandarin_readings import LETTERS, TONED
from newsarchive.text.mirror.zhuyin import as_sown_notes, has_zhuyin_notes, without_zhuyin_notes
from newsarchive.text.mojibake import undo_mojibake


@dataclass(frozen=True, slots=True)
class RepairedSource:
    """The source put right, what was done, and whether it came from an annotated mirror."""

    text: str
    repairs: tuple[Repair, ...]
    is_mirror: bool


# What a mirror's notes and ideographs look like as references; other references change nothing for it.
_REFERENCE = re.compile("&(?:#[0-9]{2,5}|#[xX][0-9a-fA-F]{2,4}|[aeiouAEIOU](?:grave|acute|uml|circ));")
_REFERENCE_OF_IDEOGRAPH = re.compile("&#(?:[0-9]{5}|[xX][0-9a-fA-F]{4});")
_MARKUP = frozenset("<>&\"'")
_LEAST_REFERENCES = 3
# Every Chinese page has it.
_EVERYDAY = "的"
# Notes in other brackets than engines at byte level write, or set apart: 機[jī] 機〔jī〕 機 (jī) 構.
_SYLLABLE = rf"[{LETTERS}]{{0,4}}[{TONED}][{LETTERS}]{{0,4}}"
_NOTE = re.compile(rf"(?<=[\u3400-\u9fff])(?: ?[\[〔【［（]|(?<= )\(| \()({_SYLLABLE})[\]〕】］）)] ?")
# A mirror has so many in a short article, and one in most sentences of some length; textbooks note a word.
_LEAST_NOTES, _LEAST_HAN, _NOTED_SENTENCES = 12, 8, 0.5
_STOP, _HAN = re.compile("[。！？\n]"), re.compile("[\u4e00-\u9fff]")
_READINGS = re.compile(
    "[注註拼讀读發发]音|國語|国语|普通話|普通话|識字|识字|[生難难]字|讀本|读本|字典|詞典|词典|課文|课文|成語|成语"
)


def repair_source(text: str) -> RepairedSource:
    """Undo stored mojibake, turned Hebrew, sown signs, then a mirror's wreckage or a farm's conversion."""
    mojibake = undo_mojibake(text)
    logical, turned = read_visual_hebrew(mojibake.text)
    unsown, count = without_sown_signs(logical)
    counted = ((RepairKind.VISUAL_HEBREW, turned), (RepairKind.SOWN_SIGNS, count))
    counts = (Repair(kind, times, 1.0) for kind, times in counted if times)
    mirror = _undo_damage(unsown)
    return RepairedSource(mirror.text, (*mojibake.repairs, *counts, *mirror.repairs), mirror.is_mirror)


def _undo_damage(text: str) -> MirrorRepair:
    plain = _as_engines_write(text)
    sources, bare, stripped = [plain, text], plain, 0
    if has_zhuyin_notes(plain):
        # What shows an engine without its notes shows that it sowed them.
        sown, (bare, stripped) = as_sown_notes(plain), without_zhuyin_notes(plain)
        sources = [sown] * (sown != plain) + [bare, *sources]
    for undo in (undo_mirror, undo_farm_conversion):
        for source in dict.fromkeys(sources):
            found = undo(source)
            if found.is_mirror:
                return _with_notes(found, stripped) if source == bare != plain else found
    return MirrorRepair(text, (), False)


def _with_notes(found: MirrorRepair, stripped: int) -> MirrorRepair:
    """What was undone, with the notes that were stripped before."""
    others = [one for one in found.repairs if one.kind != RepairKind.PINYIN_NOTE]
    count = stripped + sum(one.count for one in found.repairs) - sum(one.count for one in others)
    return replace(found, repairs=(Repair(RepairKind.PINYIN_NOTE, count, 1.0), *others))


def _as_engines_write(text: str) -> str:
    """The text with its characters themselves in place of references, and its notes in plain brackets."""
    plain = text
    is_chinese = _EVERYDAY in text or _REFERENCE_OF_IDEOGRAPH.search(text) is not None
    if is_chinese and len(_REFERENCE.findall(text)) >= _LEAST_REFERENCES:
        plain = _REFERENCE.sub(_character, text)
    # Both looks are a memchr each: the pattern would take a tenth of the time a page has.
    if _EVERYDAY in plain and any(letter in plain for letter in TONED):
        made, count = _NOTE.subn(r"(\1)", plain)
        plain = made if count >= _LEAST_NOTES and not _is_lesson(plain) else plain
    return text if plain == text else plain


def _is_lesson(text: str) -> bool:
    """Whether notes stand in few sentences, or the page tells of readings: textbooks have such brackets."""
    if _READINGS.search(text):
        return True
    sentences = [one for one in _STOP.split(text) if len(_HAN.findall(one)) >= _LEAST_HAN]
    return sum(_NOTE.search(one) is not None for one in sentences) < _NOTED_SENTENCES * len(sentences)


def _character(reference: re.Match[str]) -> str:
    char = unescape(reference[0])
    return char if len(char) == 1 and char not in _MARKUP and not char.isspace() else reference[0]
