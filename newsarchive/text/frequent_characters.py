"""The characters East Asian newspapers are written in, by the order of the national charsets."""

from __future__ import annotations

import re

_HAN = (0x3400, 0x9FFF)
_SYLLABLES = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\uac00-\ud7a3]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")


def _level_one(codec: str, rows: range, columns: tuple[range, ...]) -> frozenset[str]:
    cells = (bytes((row, column)) for row in rows for part in columns for column in part)
    return frozenset("".join(cell.decode(codec, "ignore") for cell in cells))


# GB 2312 puts its 3,755 frequent characters in rows 0xB0 to 0xD7, Big5 its 5,401 in 0xA4 to 0xC6,
# JIS X 0208 its 2,965 in 0xB0 to 0xCF of EUC-JP, KS X 1001 its 2,350 syllables in 0xB0 to 0xC8.
FREQUENT_SIMPLIFIED = _level_one("gb2312", range(0xB0, 0xD8), (range(0xA1, 0xFF),))
FREQUENT_TRADITIONAL = _level_one("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)))
FREQUENT_KANJI = _level_one("euc_jp", range(0xB0, 0xD0), (range(0xA1, 0xFF),))
FREQUENT_HANGUL = _level_one("euc_kr", range(0xB0, 0xC9), (range(0xA1, 0xFF),))
FREQUENT = FREQUENT_SIMPLIFIED | FREQUENT_TRADITIONAL


def han_count(text: str) -> int:
    """Return how many Han characters `text` has."""
    return sum(_HAN[0] <= ord(char) <= _HAN[1] for char in text)


def frequent_share(text: str, frequent: frozenset[str] = FREQUENT) -> float:
    """Return the share of frequent ones among the Han characters of `text`, 0 where it has none."""
    han = [char for char in text if _HAN[0] <= ord(char) <= _HAN[1]]
    return sum(char in frequent for char in han) / len(han) if han else 0.0


def plain_count(text: str) -> int:
    """Return how many Han, Kana and Hangul characters `text` has."""
    return han_count(text) + len(_SYLLABLES.findall(text))


def plain_share(text: str) -> float:
    """Return the share of frequent Han, Kana and Hangul among the East Asian characters of `text`."""
    syllables = len(_SYLLABLES.findall(text))
    han = [char for char in text if _HAN[0] <= ord(char) <= _HAN[1]]
    total = syllables + len(han) + len(_HALF_WIDTH.findall(text))
    return (syllables + sum(char in FREQUENT for char in han)) / total if total else 0.0
