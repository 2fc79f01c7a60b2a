"""Adverts in whole sentences, made of our own sentences with gaps (`spam_adverts.tsv`)."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from pathlib import Path

_FILE = Path(__file__).with_name("spam_adverts.tsv")
_GAP = re.compile(r"\{(\w+)\}")
_UNSPACED = frozenset({"ja", "th", "zh", "ht"})
_SYLLABLES = ("ba", "vo", "ki", "lu", "ra", "max", "win", "bet", "spin", "zo", "ne", "tri", "go", "lex", "mi")
_TAILS = ("", "", " Casino", "bet", "win", "88", "777", " Slots", "4D", "365")
FOLDS = 4


class AdvertGenerator:
    """Endless adverts; of `FOLDS` parts of the sentences, by hash, `held` is left out (-1: none is)."""

    def __init__(self, rng: random.Random, held: int = -1, only: bool = False) -> None:
        self.rng = rng
        self.words: dict[tuple[str, str], list[str]] = {}
        self.sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
        for line in _FILE.read_text("utf-8").splitlines():
            if not line or line[0] == "#":
                continue
            language, name, text = line.split("\t")
            if name[0] == "@":
                self.words[language, name[1:]] = text.split("|")
            elif (zlib.crc32(text.encode()) % FOLDS == held) == only:
                self.sentences[language, name].append(text)
        self.sizes = [len(found) ** 0.5 for found in self.sentences.values()]

    def text(self) -> tuple[str, str, str]:
        """One to four sentences: language, kind, text."""
        (language, kind), sentences = self.rng.choices(list(self.sentences.items()), self.sizes)[0]
        brand = "".join(self.rng.sample(_SYLLABLES, 2)).title() + self.rng.choice(_TAILS)
        chosen = self.rng.sample(sentences, min(len(sentences), self.rng.choice((1, 1, 2, 3, 4))))
        joint = "" if language in _UNSPACED else " "
        return language, kind, joint.join(self._fill(language, sentence, brand) for sentence in chosen)

    def _fill(self, language: str, sentence: str, brand: str) -> str:
        def word(gap: re.Match[str]) -> str:
            if gap[1] == "brand":
                return brand
            if gap[1] == "number":
                return str(self.rng.choice((10, 20, 50, 80, 100, 200, 500, 1000, 5000)))
            return self.rng.choice(self.words[language, gap[1]])

        return _GAP.sub(word, sentence)
