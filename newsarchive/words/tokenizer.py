"""Cuts texts into words: first folded (width, case, Chinese script), then cut into units.

Units are words of spaced scripts, numbers, and runs of scripts without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsarchive.text.letters import TOGETHER
from newsarchive.words.arabic import ARABIC_FORMS, MAQSURA, fold_maqsura

# Folding.

# Soft hyphen, joiners, byte order mark, variation selectors: a reader sees none of them.
_UNSEEN = re.compile("[\u00ad\u200c\u200d\u2060\ufeff\ufe00-\ufe0f]")


@cache
def simplified() -> dict[int, str]:
    """Return the Simplified form of each Traditional character; not to be changed.

    OpenCC 1.4 (Apache-2.0), its `t2s` asked for one character at a time, and 著 as 着, which it nearly always
    was. Frozen in a file, since what is stored in an index must not change with a library.
    `tests/words/test_folding.py` derives it anew.
    """
    table = files("newsarchive.words").joinpath("data", "simplified.txt").read_text(encoding="utf-8")
    return {ord(line[at]): line[at + 1] for line in table.splitlines() for at in range(0, len(line), 2)}


def search_form(text: str) -> str:
    """Return the text in NFKC, case folded, Han characters Simplified one by one, Arabic letters in their
    plain forms; never raises."""
    if text.isascii():
        return text.lower()
    folded = _fold_together(text) if TOGETHER.search(text) else "".join(map(_FOLDED.__getitem__, text))
    return fold_maqsura(folded) if MAQSURA in folded else folded


def comparison_form(text: str) -> str:
    """Return the text so, its Arabic letters as they stand: what is stored of copies was made of them."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _UNSEEN.sub("", folded).translate(simplified())


def _fold_together(text: str) -> str:
    return comparison_form(text).translate(ARABIC_FORMS)


class _Folded(dict[str, str]):
    """The folded form of each character met so far; of those in `ALONE` only, which bounds it."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = _fold_together(char)
        return folded


_FOLDED = _Folded()


# Cutting.

# Which characters make words: of scripts that put spaces between words, and of those that do not.
#
# The ranges are those of the Unicode blocks (Unicode 14), without their punctuation and digits.

# Han, kana, bopomofo, Hangul (spaced, but particles stick to its words), Thai, Lao, Tibetan, Burmese, Khmer,
# Tai Le, New Tai Lue, Tai Tham, Balinese, Javanese, Cham, Tai Viet.
UNSPACED = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3105-\u312f\u31a0-\u31bf"
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u0f00\u0f40-\u0f84\u0f86-\u0fbc"
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f"
    "\u1780-\u17d3\u17dc\u17dd\u1950-\u1974\u1980-\u19c9\u1a20-\u1a7c"
    "\u1b00-\u1b4b\ua980-\ua9c0\uaa00-\uaa4d\uaa80-\uaac2"
)
# What an excerpt takes for the inside of a word; as ranges, since databases name classes each its own way.
WORDLIKE = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
    "\u0370-\u1fff\u2c00-\u2dff\ua640-\uabff"
)


def _marks() -> str:
    """Return the combining marks (categories Mn, Mc, Me of Unicode 14) as ranges: `\\w` has none of them."""
    table = files("newsarchive.words").joinpath("data", "marks.txt").read_text(encoding="utf-8")
    pairs = (span.partition("-") for span in table.split())
    return "".join(f"{chr(int(first, 16))}-{chr(int(last or first, 16))}" for first, _, last in pairs)


_MARKS = _marks()
_SPACED = rf"[^\W_{UNSPACED}]"
# 1,000 and 3.5 are numbers; 3.5.1 and 2026.11.24 are several.
NUMBER = r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?![.,]?[0-9])"
# C++, C#, Disney+; not the sum in 1+1.
_SIGNS = r"(?:\+\+|[+#](?!\w))?"
REST = rf"{_SPACED}*(?:[{_MARKS}]+{_SPACED}*)*{_SIGNS}"
RUN = re.compile(f"[{UNSPACED}]+")
# A word that begins with a letter stands before the numbers: most are such, and none can be a number.
_WORD = rf"[^\W\d_{UNSPACED}]{REST}"
UNIT = re.compile(rf"(?P<run>{RUN.pattern})|{_WORD}|(?P<number>{NUMBER})|{_SPACED}{REST}")
# The same without names, and the ends of lines.
TOKEN = re.compile(rf"{RUN.pattern}|{_WORD}|{NUMBER}|{_SPACED}{REST}|\n")
# The same again, three times faster, for texts that have no `_FOREIGN` characters.
ASCII_TOKEN = re.compile(rf"[a-zA-Z][0-9a-zA-Z]*{_SIGNS}|{NUMBER}|[0-9a-zA-Z]+{_SIGNS}|\n")
_FOREIGN = re.compile(rf"[^\x00-\x7f](?:(?<=\w)|(?<=[{_MARKS}{UNSPACED}]))")

# Of a line, among tokens.
END = "\n"
GROUPED = re.compile("[0-9],[0-9]")


class Unit(NamedTuple):
    """`run`: characters of a script without spaces. `start` and `end` count in the folded text."""

    text: str
    run: bool
    start: int
    end: int


def cut(folded: str) -> Iterator[Unit]:
    """Give the units of a folded text; numbers lose their thousands' commas. Never raises.

    Apostrophes, hyphens and other punctuation part words (`covid-19` is found by `covid`, `l'état` by
    `état`); whoever asks for such a word asks for its parts side by side.
    """
    for found in UNIT.finditer(folded):
        kind, text = found.lastgroup, found[0]
        yield Unit(
            text.replace(",", "") if kind == "number" else text, kind == "run", found.start(), found.end()
        )


def spelled(units: Iterable[Unit]) -> str:
    """Return the units one space apart: how phrases are compared, whatever stands between their words."""
    return " ".join(unit.text for unit in units)


def unit_texts(folded: str) -> list[str]:
    """Return the texts of the units, and `END` between lines: for whole articles, where time counts."""
    found: list[str] = (TOKEN if _foreign(folded) else ASCII_TOKEN).findall(folded)
    return [token.replace(",", "") for token in found] if GROUPED.search(folded) else found


def spelled_text(folded: str) -> str:
    """Return a whole text so; each line begins and ends with a space, no phrase goes over its end."""
    return f" {' '.join(unit_texts(folded))} "


def _foreign(folded: str) -> bool:
    """Whether other letters than the 52 of English stand in it; its quotes and dashes are none."""
    return not folded.isascii() and _FOREIGN.search(folded) is not None
