"""National charsets read as Latin-1 or Windows-1252: `ÖÐ¹ú` for `中国`, `Ìîñò` for `Мост`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newsarchive.text.frequent_characters import (
    FREQUENT_KANJI,
    FREQUENT_SIMPLIFIED,
    FREQUENT_TRADITIONAL,
    frequent_share,
    han_count,
)
from newsarchive.text.mojibake.single_bytes import LATIN

FOREIGN = re.compile(f"[{LATIN.characters(0x80, 0xFF)}]")
LONGEST_JUDGED = 5_000  # characters of a passage; the rest of it went the same way
FEWEST_HAN = 4  # in one passage: alphabets and rows of signs give two or three by chance
FREQUENT_AFTER = 0.95
MOST_STRAYS = 0.1
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
HANGUL = re.compile("[\uac00-\ud7a3]")
# Particles and endings: a quarter of the syllables of Korean news, one in 200 of the 2,350 of the charset.
ENDINGS = re.compile("[이는을의에가다고하은한로를지도기사시인서]")
FEWEST_HANGUL, FEWEST_ENDINGS = 6, 0.2
FEWEST_KANA = 0.3
# Russian news: 0.55 to 0.65 of the letters are the nine most frequent ones; a wrong reading has 0.2 to 0.4.
EXTRA = "\u00a3-\u00a8\u00aa\u00ad\u00af\u00b2-\u00b8\u00ba\u00bd\u00bf"  # yo, and the letters of Ukrainian
COMMON_CYRILLIC = frozenset("оеаинтсрві")
FEWEST_CYRILLIC, FEWEST_COMMON, MOST_CAPITALS = 8, 0.5, 0.35


@dataclass(frozen=True, slots=True)
class LegacyCharset:
    """One charset: how its text looks when read as Latin, and what it must be like to be believed.

    `proof` are the runs that do not come about by chance; `run` all that is mended once they are believed.
    """

    codec: str
    kind: str
    proof: re.Pattern[str]
    run: re.Pattern[str]
    reads_well: Callable[[str], bool]

    def decoded(self, run: str) -> str | None:
        """Return what `run` was, None where it is not of this charset."""
        try:
            return LATIN.to_bytes(run).decode(self.codec)
        except UnicodeDecodeError:
            return None

    def mended(self, passage: str) -> str:
        """Return `passage` with all of its runs decoded that can be."""
        return self.run.sub(lambda match: self.decoded(match.group()) or match.group(), passage)


def _pairs(
    codec: str, kind: str, lead: tuple[int, int], ascii_trail: bool, reads_well: Callable[[str], bool]
) -> LegacyCharset:
    """The charset of two-byte characters with `lead`; two in a row are a proof."""
    trail = LATIN.characters(0x80, 0xFE) + "@-~" if ascii_trail else LATIN.characters(0xA1, 0xFE)
    pair = f"(?:[{LATIN.characters(*lead)}][{trail}])"
    return LegacyCharset(
        codec, f"{kind}_read_as_latin1", re.compile(pair + "{2,}"), re.compile(pair + "+"), reads_well
    )


def _words(codec: str) -> LegacyCharset:
    """A charset of single bytes: its words have no ASCII letter."""
    letter, high = f"[{LATIN.characters(0xC0, 0xFF)}{EXTRA}]", LATIN.characters(0x80, 0xFF)
    word = re.compile(f"(?<![A-Za-z]){letter}{{2,}}+(?![A-Za-z])")
    one = re.compile(f"[{high}]+")
    return LegacyCharset(codec, f"{codec}_read_as_latin1", word, one, _is_cyrillic)


def _chinese(frequent: frozenset[str]) -> Callable[[str], bool]:
    return lambda text: (
        han_count(text) >= FEWEST_HAN
        and 4 * len(KANA.findall(text)) <= han_count(text)
        and frequent_share(text, frequent) >= FREQUENT_AFTER
    )


def _is_japanese(text: str) -> bool:
    kana, han = len(KANA.findall(text)), han_count(text)
    return (
        kana + han >= 2 * FEWEST_HAN
        and kana >= FEWEST_KANA * (kana + han)
        and (not han or frequent_share(text, FREQUENT_KANJI) >= FREQUENT_AFTER)
    )


def _is_korean(text: str) -> bool:
    hangul = len(HANGUL.findall(text))
    return (
        hangul >= max(FEWEST_HANGUL, 0.9 * sum(ord(char) > 0x2FFF for char in text))
        and len(ENDINGS.findall(text)) >= FEWEST_ENDINGS * hangul
    )


def _is_cyrillic(text: str) -> bool:
    letters = [char for char in text if char.isalpha() and not char.isascii()]
    small = sum(char.islower() for char in letters)
    common = sum(char.lower() in COMMON_CYRILLIC for char in letters)
    return (
        len(set(letters)) >= FEWEST_CYRILLIC
        and common >= FEWEST_COMMON * len(letters)
        and (small >= (1 - MOST_CAPITALS) * len(letters) or not small)
    )


# The most particular first: Cyrillic has no pairs, Korean and Japanese fill some rows of their charsets only.
CHARSETS = (
    _words("cp1251"),
    _words("koi8-u"),
    _pairs("euc_jp", "euc-jp", (0xA1, 0xFE), False, _is_japanese),
    _pairs("cp949", "euc-kr", (0xA1, 0xFE), False, _is_korean),
    _pairs("gb18030", "gbk", (0xA1, 0xFE), False, _chinese(FREQUENT_SIMPLIFIED)),
    _pairs("cp932", "shift_jis", (0x81, 0xFC), True, _is_japanese),
    _pairs("cp950", "big5", (0xA1, 0xF9), True, _chinese(FREQUENT_TRADITIONAL)),
    _pairs("gb18030", "gbk", (0x81, 0xFE), True, _chinese(FREQUENT_SIMPLIFIED)),
)


def repair_legacy_as_latin(passage: str) -> tuple[str, str] | None:
    """Return (passage put right, kind of damage) where it provably is a national charset read as Latin."""
    judged = passage[:LONGEST_JUDGED]
    foreign = len(FOREIGN.findall(judged))
    if foreign < FEWEST_HAN:
        return None
    for charset in CHARSETS:
        proof = "".join(charset.decoded(run) or "" for run in charset.proof.findall(judged))
        if proof and charset.reads_well(proof) and _strays(judged, charset) <= MOST_STRAYS * foreign:
            return charset.mended(passage), charset.kind
    return None


def _strays(passage: str, charset: LegacyCharset) -> int:
    """How many foreign characters are of no text in `charset`."""
    runs = charset.proof if charset.reads_well is _is_cyrillic else charset.run
    rest = runs.sub(lambda match: "" if charset.decoded(match.group()) else match.group(), passage)
    return len(FOREIGN.findall(rest))
