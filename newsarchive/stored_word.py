"""A word of the archive, with its sentence in the reference and what a person reads in its place."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored word. `meaning` is its sentence in the reference, `phrase` what `newsarchive why` prints."""

    meaning: str
    phrase: str

    def __new__(cls, word: str, meaning: str = "", phrase: str = "") -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        member.phrase = phrase or word
        return member
