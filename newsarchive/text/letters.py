"""The letters of a text alone, for comparing what is spaced, cased or punctuated differently."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Which characters can be looked at one by one, and which only together with their neighbours.

# Characters that neither join with a neighbour nor change places with it under NFKC, before or after case
# folding: of a text of these each is folded by itself, once for all (four times faster). Latin, Cyrillic,
# signs, kana, Han, Hangul syllables, full-width forms; `tests/words/test_folding.py` holds it.
JOINS_NONE = (
    "\x00-\xa7\xa9-\xae\xb0-\xb3\xb5-\xb7\xb9-\u012f\u0131-\u01ef\u01f1-\u024f\u0400-\u0482\u048a-\u052f"
    "\u1ea0-\u1eff\u2000-\u2016\u2018-\u203d\u203f-\u20cf\u2100-\u2adb\u3000-\u3029\u3030-\u3098\u309d-\u30ff"
    "\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff9d\U00020000-\U0002ffff"
)
TOGETHER = re.compile(f"[^{JOINS_NONE}]")

# "d’Ormea", "dell’Orto", "д’Арк": French and Italian leave out the vowel of a small word before another.
ELIDED = re.compile(r"(?:d|l|dell|dall|д)[’'](?=[^\W\d_a-zß-ÿа-џ])")
FOLD = re.compile(r"[\W_]+")
# What ASCII has besides letters and digits: to delete it at once takes a tenth of the time (or less).
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
# What is no letter, mark or digit, of any script's common signs: counting by these is quick, and counts the
# vowels that Burmese, Thai or Tamil write as combining marks.
COMMON_SIGNS = re.compile(
    "[\\s\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20]+"
)
# Marks that stand on letters and join them, which `\w` leaves out: of the alphabets, Arabic and Hebrew, and
# of the scripts of India and its neighbours, where vowels are such marks. For use in brackets of a pattern.
JOINED_MARKS = (
    "".join(char for code in range(0x300, 0x1C00) if unicodedata.category(char := chr(code)).startswith("M"))
    + "\u200c\u200d"
)
# A Chinese letter says as much as three of an alphabet.
HAN_RUN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
HAN_COUNTS = 3
# So does one of kana or Hangul; where lengths have been measured, models are trained and thresholds set, they
# count as one.
_KANA_AND_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]+")


def count_letters(text: str) -> int:
    """Return how many letters `text` has, in the measure of an alphabet: Chinese ones count threefold."""
    if text.isascii():
        return len(text.encode().translate(None, NO_LETTERS))
    return _counted(text) if len(text) <= LONGEST_KEPT else _count(text)


def without_ascii_signs(text: str) -> str:
    """Return `text` without what ASCII has besides letters and digits; few signs are left to a pattern then.

    UTF-8 writes no other character with the bytes of ASCII.
    """
    kept = text.encode("utf-8", "surrogatepass").translate(None, NO_LETTERS)
    return kept.decode("utf-8", "surrogatepass")


def _count(text: str) -> int:
    letters = COMMON_SIGNS.sub("", without_ascii_signs(text))
    if letters.isascii():
        return len(letters)
    return len(letters) + (HAN_COUNTS - 1) * sum(map(len, HAN_RUN.findall(letters)))


def weigh_letters(text: str) -> int:
    """Return how many letters of an alphabet say as much as `text`: kana and Hangul count threefold, too."""
    letters = count_letters(text)
    if text.isascii():
        return letters
    return letters + (HAN_COUNTS - 1) * sum(map(len, _KANA_AND_HANGUL.findall(text)))


# The lines of a page are asked about again and again, by judges of blocks, boxes and what is left out.
LONGEST_KEPT = 1_000
_counted = lru_cache(maxsize=2_000)(_count)


def begins_small(word: str) -> bool:
    """Whether `word` begins with a small letter, where a capital could stand.

    Georgian letters are small ones to Unicode; their capitals are for whole words alone. A word that is
    elided before a capital is part of a name: "d’Ormea".
    """
    if ELIDED.match(word):
        return False
    return word[:1].islower() and word[0].title() != word[0]


def letters_only(text: str) -> str:
    """Return the letters and digits of `text`, widths (NFKC) and case folded."""
    if text.isascii():
        return text.lower().encode().translate(None, NO_LETTERS).decode()
    return _lettered(text) if len(text) <= LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    # A text of letters in their own form is told at once; most others have nothing but this blank besides.
    text = text.replace("\xa0", " ")
    letters = without_ascii_signs(unicodedata.normalize("NFKC", text).casefold())
    # Most labels have no sign of another script; what is no letter or digit is what `FOLD` finds.
    return letters if letters.isalnum() else FOLD.sub("", letters)


_lettered = lru_cache(maxsize=2_000)(_folded)
