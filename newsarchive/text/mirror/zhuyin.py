"""Notes in zhuyin (bopomofo), as some engines write them, in the letters of pinyin: 机(ㄐㄧ) is 机(jī).

Taiwan's schools teach zhuyin, and its papers for children note characters by it: there it is no damage. The
mainland does not read it: in its news, that tell of no readings, no writer notes an everyday character so.
"""

from __future__ import annotations

import re

from newsarchive.text.beyond_ascii import beyond_ascii
from newsarchive.text.mirror.converted_script import is_traditional, to_simplified
from newsarchive.text.mirror.mandarin_readings import by_zhuyin, match, without_tone
from newsarchive.text.mirror.regional_words import ELSEWHERE, ISLAND_QUOTES, ISLANDS, told_by_the_mainland

_SIGNS = "\u3105-\u3129"
_END = re.compile(rf"[{_SIGNS}ˊˇˋ˙][)）\]〕】］]")
# Whole, or with its bracket swallowed by a lead byte.
_NOTE = re.compile(
    rf"(?:(?P<char>[\u3400-\u9fff]) ?[(（\[〔【［](?P<whole>˙?[{_SIGNS}]{{1,3}}[ˊˇˋ˙]?)[)）\]〕】］]"
    rf"|(?P<lost>[?\ufffd][(（]?)(?P<torn>˙?[{_SIGNS}]{{1,3}}[ˊˇˋ˙]?)[)）])"
)
# How the UTF-8 of these signs begins: most texts are told by bytes, in a tenth of the time.
_LEAD = b"\xe3\x84"
_LEAST_NOTES = 4
# Of the noted characters: engines that convert note what they converted, or any character of the page.
_TRADITIONAL, _MOST = 0.2, 0.8
_LEAST_TOLD = 3  # words of the mainland, and two for its quotation marks
# Pages about zhuyin, readings or learning, in either script.
_READINGS = re.compile(
    "注音|註音|拼音|[國国][語语]|普通[話话]|[識识生難难][字詞词]|[讀读][本音]|字典|[詞词]典|[課课]文|成[語语]|[語语]文"
    "|朗[讀读]|一年[級级]"
)


def has_zhuyin_notes(text: str) -> bool:
    """Whether as many as engines sow; cheap for pages without."""
    if _LEAD not in beyond_ascii(text):
        return False
    return _END.search(text) is not None and len(_NOTE.findall(text)) >= _LEAST_NOTES


def without_zhuyin_notes(text: str) -> tuple[str, int]:
    """The text without the notes that give the sound of their character, and how many these were.

    Torn ones are in the letters of pinyin.
    """
    bare = _NOTE.sub(_bare, text)
    return bare, len(_NOTE.findall(text)) - len(_NOTE.findall(bare))


def as_sown_notes(text: str) -> str:
    """The text with its notes in the letters of pinyin, if an engine may have sown them."""
    if _READINGS.search(text):
        return text
    notes = [note for note in _NOTE.finditer(text) if _pinyin(note) is not None]
    chars = [note["char"] for note in notes if note["char"]]
    traditional = sum(map(is_traditional, chars))
    converted, only_converted = traditional > _TRADITIONAL * len(chars), traditional >= _MOST * len(chars)
    if ISLAND_QUOTES.search(text) or ELSEWHERE.search(text):
        return text
    plain = to_simplified(text) if converted else text
    if ISLANDS.search(plain) or (converted and told_by_the_mainland(text, plain) < _LEAST_TOLD):
        return text
    return _NOTE.sub(lambda note: _written(note, toned=only_converted), text)


def _pinyin(note: re.Match[str]) -> str | None:
    sound = note["whole"] or note["torn"]
    return by_zhuyin().get(f"{sound[1:]}˙" if sound[0] == "˙" else sound)


def _bare(note: re.Match[str]) -> str:
    reading = _pinyin(note)
    if note["torn"] or reading is None:
        return _written(note, toned=True)
    return str(note["char"]) if match(note["char"], reading) else note[0]


def _written(note: re.Match[str], *, toned: bool) -> str:
    """Without its tone where notes stand on any character."""
    reading = _pinyin(note)
    if reading is None:
        return note[0]
    if note["torn"]:
        return f"{note['lost']}{reading})"
    return f"{note['char']}({reading if toned else without_tone(reading)})"
