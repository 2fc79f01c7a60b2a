"""The Mandarin readings of a character, to tell which character a note was written for."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from newsarchive.text.mirror.cells import chars

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề"
LETTERS = f"a-züêɡ{TONED}"
EXACT, _LOOSE, NONE = 2, 1, 0
_TONES = frozenset(TONED)
_SYLLABLE = re.compile(rf"[{LETTERS}]{{1,6}}")


@lru_cache(maxsize=4096)
def without_tone(reading: str) -> str:
    """The syllable without tone and dots: `lǜ` and `lv` are both `lu`."""
    plain = "".join(char for char in unicodedata.normalize("NFD", reading) if not unicodedata.combining(char))
    return plain.replace("ɡ", "g").replace("v", "u")


@cache
def _table() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - 40,000 entries, only mirrors need them

    return dict(pinyin_dict)


@lru_cache(maxsize=8192)
def _readings(char: str) -> tuple[frozenset[str], frozenset[str]]:
    full = frozenset(_table().get(ord(char), "").split(",")) - {""}
    return full, frozenset(map(without_tone, full))


def match(char: str, reading: str) -> int:
    """EXACT if the character can be read so, LOOSE if only the tone differs or is not written, else NONE."""
    if len(char) != 1:
        return NONE
    full, toneless = _readings(char)
    if reading in full:
        return EXACT
    return _LOOSE if without_tone(reading) in toneless else NONE


@cache
def by_zhuyin() -> dict[str, str]:
    """The reading that each syllable of zhuyin stands for, in the letters of `LETTERS`. Not to be changed."""
    from pypinyin.style.bopomofo import converter  # noqa: PLC0415 - as above

    found: dict[str, str] = {}
    for reading in sorted({one for readings in _table().values() for one in readings.split(",")}):
        if _SYLLABLE.fullmatch(reading):
            found.setdefault(converter.to_bopomofo(reading), reading)
    return found


def is_toned(reading: str) -> bool:
    """Whether a tone is written."""
    return not _TONES.isdisjoint(reading)


def is_usual(char: str, reading: str) -> bool:
    """Whether it is, tone aside, how the character is nearly always read: nobody has to be told."""
    first = _table().get(ord(char), "").partition(",")[0]
    return bool(first) and without_tone(first) == without_tone(reading)


@lru_cache(maxsize=8192)
def seconds(first: int, reading: str) -> tuple[tuple[int, int], ...]:
    """The bytes that make a character with this reading after the byte `first`, each with its grade.

    Only lead bytes, any other would have been shown, not swallowed; and 0x80, which not every decoder shows.
    """
    found = ((second, match(chars().get(first << 8 | second, ""), reading)) for second in range(0x80, 0xFF))
    return tuple((second, grade) for second, grade in found if grade)


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    """Characters of code page 936 by their readings without tone."""
    found: dict[str, list[str]] = {}
    for char in chars().values():
        for sound in _readings(char)[1]:
            found.setdefault(sound, []).append(char)
    return {sound: tuple(these) for sound, these in found.items()}


@lru_cache(maxsize=2048)
def read_so(reading: str) -> tuple[tuple[str, int], ...]:
    """The characters with this reading, each with its grade."""
    return tuple((char, match(char, reading)) for char in _by_sound().get(without_tone(reading), ()))
