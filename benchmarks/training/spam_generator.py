"""Spam made up from the vocabulary of the farms (`spam_terms.tsv`): phrases, lists, titles, adverts."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

from benchmarks.training.spam_adverts import AdvertGenerator

_TERMS = Path(__file__).with_name("spam_terms.tsv")
_SPUN = Path(__file__).with_name("spun_casino.txt")
_UNSPACED = frozenset({"zh", "ht", "ja", "th"})
_DELIMITERS = (",", "，", "|", " | ", "_", " ", "、", " - ", "\n", ", ", " · ", "-")
_ADVERTS = 0.25  # share of adverts made of sentences with gaps
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Terms = dict[tuple[str, str], dict[str, list[str]]]


def read_terms() -> Terms:
    """The terms by language and kind, then role."""
    terms: Terms = defaultdict(lambda: defaultdict(list))
    for line in _TERMS.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            language, kind, role, words = line.split("\t")
            terms[language, kind][role] += words.split("|")
    return terms


class SpamGenerator:
    """Endless spam, the same for the same seed."""

    def __init__(self, seed: int, held: int = -1) -> None:
        self.rng = random.Random(seed)
        self.adverts = AdvertGenerator(random.Random(seed), held)
        self.terms = read_terms()
        lines, swaps = _SPUN.read_text("utf-8").split("---\n")
        self.sentences = [line for line in lines.splitlines() if line and line[0] != "#"]
        pairs = (line.split("=") for line in swaps.splitlines())
        self.swaps = {word: others.split("|") for word, others in pairs}
        # A vocabulary is seen by the root of its size, so that small ones are learnt too.
        self.sizes = [sum(map(len, roles.values())) ** 0.5 for roles in self.terms.values()]

    def text(self, filler: dict[str, list[str]]) -> tuple[str, str, str]:
        """A piece of spam: language, kind, text; `filler` are honest words that farms sow in, by language."""
        if self.rng.random() < _ADVERTS:
            return self.adverts.text()
        (language, kind), roles = self.rng.choices(list(self.terms.items()), self.sizes)[0]
        if (language, kind) == ("en", "gambling") and self.rng.random() < 0.4:
            return language, kind, self.spun()
        if "sentence" in roles and self.rng.random() < 0.15:
            return language, kind, self._advert(language, roles)
        if self.rng.random() < 0.3:
            return language, kind, self._phrase(language, roles)
        return language, kind, self._list(language, roles, filler.get(language, []))

    def spun(self) -> str:
        """Casino prose as a spinner leaves it: words swapped for what a dictionary holds to be the same."""
        chosen = self.rng.sample(self.sentences, self.rng.randint(1, 4))
        return " ".join(" ".join(map(self._swap, sentence.split())) for sentence in chosen)

    def _swap(self, word: str) -> str:
        bare = word.lower().rstrip(".,")
        if bare not in self.swaps or self.rng.random() < 0.25:
            return word
        return self.rng.choice(self.swaps[bare]) + word[len(bare) :]

    def _advert(self, language: str, roles: dict[str, list[str]]) -> str:
        gap = "。" if language in _UNSPACED else " "
        chosen = self.rng.sample(roles["sentence"], min(len(roles["sentence"]), self.rng.randint(1, 3)))
        if self.rng.random() < 0.3:
            chosen.insert(self.rng.randrange(len(chosen) + 1), self._phrase(language, roles))
        return gap.join(chosen)

    def _list(self, language: str, roles: dict[str, list[str]], filler: list[str]) -> str:
        delimiter = self.rng.choice(_DELIMITERS)
        if language not in _UNSPACED and delimiter == " ":
            delimiter = ", "
        phrases = [self._phrase(language, roles) for _ in range(self.rng.randint(2, 9))]
        if filler and self.rng.random() < 0.15:
            phrases[self.rng.randrange(len(phrases))] = self.rng.choice(filler)
        return delimiter.join(phrases)

    def _phrase(self, language: str, roles: dict[str, list[str]]) -> str:
        if "tail" in roles and self.rng.random() < 0.35:
            return self._brand(language, roles)
        parts = [self.rng.choice(roles["core"])]
        for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3))):
            extra = self.rng.choice(roles["more"] if self.rng.random() < 0.7 else roles["core"])
            parts.insert(0 if self.rng.random() < 0.4 else len(parts), extra)
        joint = "" if language in _UNSPACED and self.rng.random() < 0.85 else " "
        return joint.join(parts)

    def _brand(self, language: str, roles: dict[str, list[str]]) -> str:
        """A made-up brand of betting and its promotion: two characters or some letters and a lucky number."""
        latin = "".join(self.rng.choices(_LETTERS, k=self.rng.randint(1, 7)))
        number = self.rng.choice(("", "", "88", "365", "777", str(self.rng.randrange(10, 10000))))
        if language == "zh" and self.rng.random() < 0.75:
            stem = "".join(self.rng.sample(roles["brand"], 2))
            name = stem + self.rng.choice(("", "", "", latin, number))
            tails = self.rng.sample(roles["tail"], self.rng.choice((1, 1, 2)))
            joints = self.rng.choice(("", "", "·", "-", "_" + name, f"({latin})"))
            return name + joints.join(tails)
        joint = "" if language in _UNSPACED else self.rng.choice((" ", ""))
        return f"{latin}{number}{joint}{self.rng.choice(roles['tail'])}"
