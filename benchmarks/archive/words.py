"""Vocabularies for invented articles: common words from two lists, the long tail made up from their parts.

Use follows Zipf's law, as in any newspaper (G. K. Zipf, 1949): the word of rank r stands with weight 1/r.
Nothing is taken from any corpus. Probe words hold characters that stand nowhere else, so that how often they
are found is known from how often they were planted.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import opencc

SIZE = 8000  # words a language: what a reader of one newspaper knows, more or less

PARTS = (
    "ba cor del en fal gra hol is ju ker lan mor nel or pel quin ras sol tan ul ver wes yor zan mar tin bel"
)

COMMON = "城市"  # of high rank: in six of ten Chinese articles
MIDDLING = "鲸鸢"  # planted
ABSENT = "鼯鼠"  # planted nowhere
ONLY_HANT = "铁塔"  # its Traditional form is planted in Traditional texts alone
PHRASE = "lanterns over saltmarsh"  # planted


@dataclass(frozen=True)
class Vocabulary:
    """Words by rank and the sums of their weights, ready to be drawn."""

    words: tuple[str, ...]
    sums: np.ndarray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        weights = [1 / rank for rank in range(1, len(self.words) + 1)]
        sums = np.array(list(accumulate(weights)))
        object.__setattr__(self, "sums", sums / sums[-1])

    def draw(self, dice: np.random.Generator, count: int) -> list[str]:
        """Return so many words."""
        ranks = np.searchsorted(self.sums, dice.random(count), side="right")
        words = self.words
        return [words[rank] for rank in ranks.tolist()]


@cache
def vocabulary(script: str) -> Vocabulary:
    """Return the words of `Hans`, `Hant` (the same in Traditional characters) or `Latn`."""
    if script == "Latn":
        return Vocabulary(tuple(_english()))
    words = _chinese()
    if script == "Hant":
        words = opencc.OpenCC("s2t").convert("\n".join(words)).split("\n")
    return Vocabulary(tuple(words))


def _chinese() -> list[str]:
    own = _listed("words_zh.txt")
    letters = sorted({letter for word in own for letter in word})
    dice = random.Random("words in Chinese")
    return _with_tail(own, lambda: "".join(dice.choices(letters, k=dice.choice((2, 2, 2, 3)))))


def _english() -> list[str]:
    own, parts = _listed("words_en.txt"), PARTS.split()
    dice = random.Random("words in English")
    return _with_tail(own, lambda: "".join(dice.choices(parts, k=dice.choice((2, 3, 3, 4)))))


def _listed(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text(encoding="utf-8").split()


def _with_tail(own: list[str], make: Callable[[], str]) -> list[str]:
    words = dict.fromkeys(own)
    while len(words) < SIZE:
        words.setdefault(make())
    return list(words)
