"""What the n-gram model was shown honest sentences of: of any other script or language it knows nothing.

A model that saw adverts in Thai and no honest Thai takes every Thai text for an advert. So the training
counts its honest examples by script and language, the data file holds the counts, and elsewhere the model
abstains.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

import numpy as np
import numpy.typing as npt

# Honest examples of a script or language from which the model was shown it (the training draws a thousand of
# a language whose words it knows). Thai, with 18, lost half its paragraphs and more (2026-11-27).
ENOUGH = 400
# Share of a text's letters in scripts not shown, from which the model says nothing about the text: fewer are
# a name or a quotation in it, which are left out of account.
_MOST_UNSHOWN = 0.2
_BMP = 0x10000
# Unicode names begin with the script, except for signs that belong to none ("MICRO SIGN", "DOUBLE-STRUCK
# CAPITAL C"): of those no word begins as many names as the letters of the smallest script (Tagbanwa, 16).
_FEWEST_LETTERS = 15
_JOINED = {"HIRAGANA": "KANA", "KATAKANA": "KANA"}  # written together
# Beyond the BMP: letters of scripts (Adlam, Gothic, ...) lie here, signs and more Han elsewhere.
_SMP_SCRIPTS = ((0x10000, 0x1D000), (0x1E000, 0x1F000))


@cache
def script_table() -> npt.NDArray[np.str_]:
    """For each character of the BMP the script of the letter, "" for what is no letter or of no script."""
    names = [_first_word(chr(code)) for code in range(_BMP)]
    letters = Counter(names)
    return np.array([name if letters[name] >= _FEWEST_LETTERS else "" for name in names])


def _first_word(character: str) -> str:
    # Vowel signs of India, Thailand and Laos are no letters to Python, but parts of words.
    if not (character.isalpha() or "\u0900" <= character < "\u0f00"):
        return ""
    script = unicodedata.name(character, "").split(" ")[0]
    return _JOINED.get(script, script)


def scripts_of(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    codes = _codes(text)
    found = Counter(script_table()[codes[codes < _BMP]].tolist())
    del found[""]
    return found


def unshown_table(scripts: frozenset[str]) -> npt.NDArray[np.bool_]:
    """For each character of the BMP whether it is a letter of a script that is none of `scripts`."""
    table = script_table()
    unshown: npt.NDArray[np.bool_] = (table != "") & ~np.isin(table, sorted(scripts))
    return unshown


def is_beyond(text: str, unshown: npt.NDArray[np.bool_]) -> bool:
    """Whether enough of a text stands in scripts not shown that the model has nothing to say about it."""
    if text.isascii():
        return False
    codes = _codes(text)
    basic = codes[codes < _BMP]
    foreign = int(unshown[basic].sum())
    if len(basic) < len(codes):
        foreign += sum(int(((codes >= first) & (codes < last)).sum()) for first, last in _SMP_SCRIPTS)
    return bool(foreign) and foreign >= _MOST_UNSHOWN * (
        foreign + int((script_table()[basic] != "").sum()) - int(unshown[basic].sum())
    )


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
