"""How likely one Chinese character follows another: chooses between readings of damaged bytes.

Two models. Word frequencies (data/words.txt.gz, see data/make_words.py): a pair stands inside a word, or the
first character ends one word and the second begins the next, words being independent of each other. Where
running text has enough of the pair or triple, its counts take over (runs.py).
"""

from __future__ import annotations

import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter

from newsarchive.text.mirror.runs import chance_after

# Signs are not in the list: estimates per 60 million words for newspaper prose, where about every seventh
# character is a sign and nearly half of the signs are commas.
_SIGNS = {
    "，": 5_000_000, "。": 2_500_000, "、": 1_200_000, "“": 600_000, "”": 600_000, "：": 400_000,
    "；": 150_000, "《": 250_000, "》": 250_000, "（": 250_000, "）": 250_000, "！": 150_000, "？": 150_000,
    "…": 60_000, "—": 80_000, "·": 40_000, "\u3000": 200_000, "【": 30_000, "】": 30_000, "‘": 20_000,
    "’": 20_000, "％": 5_000,
}  # fmt: skip
# Latin letters, digits and other ASCII signs are three classes, likelier after one of their own; an ASCII
# question mark is rare in Chinese prose. Same unit, estimates too.
_ASCII = {"a": 4_000_000, "0": 3_000_000, "-": 1_000_000, "?": 30_000}
_REPEATED = {"aa": 3_400_000, "00": 1_800_000, "--": 500_000}
_FULL_WIDTH = 4_000
_TRIPLE = 0.5  # weight of the character before the last, where words have the pair before
_FLOOR = 1e-9  # probability of what was never seen: about a third of a character in 60 million
PRIVATE = -25.0  # private-use characters are never meant; lower than the floor's logarithm


@dataclass(frozen=True)
class Counts:
    """A character's occurrences, also as word beginning and end; pairs and triples within words."""

    total: dict[str, float]
    begins: dict[str, float]
    ends: dict[str, float]
    pairs: dict[str, float]
    words: float


def _words() -> Iterator[tuple[float, list[str]]]:
    """Each count with the words that have it."""
    raw = gzip.decompress(files("newsarchive.text.mirror").joinpath("data/words.txt.gz").read_bytes())
    for line in raw.decode("utf-8").splitlines():
        step, *words = line.split(" ")
        yield 2.0 ** (int(step) / 8), words
    for sign, count in (*_SIGNS.items(), *_ASCII.items()):
        yield count, [sign]


def _runs(words: list[str]) -> Iterator[str]:
    """All pairs and triples within the words."""
    for length in range(2, max(map(len, words)) + 1):
        found = [word for word in words if len(word) == length]
        for size in (2, 3):
            for at in range(length - size + 1):
                yield from map(itemgetter(slice(at, at + size)), found)


def _add(table: dict[str, float], found: Iterable[str], count: float) -> None:
    for key, times in Counter(found).items():
        table[key] += times * count


@cache
def counts() -> Counts:
    """The counts, read once; not to be changed."""
    total: dict[str, float] = defaultdict(float)
    begins: dict[str, float] = defaultdict(float)
    ends: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = defaultdict(float)
    all_words = 0.0
    for count, words in _words():
        all_words += count * len(words)
        _add(begins, map(itemgetter(0), words), count)
        _add(ends, map(itemgetter(-1), words), count)
        _add(total, "".join(words), count)
        _add(pairs, _runs(words), count)
    for pair, count in _REPEATED.items():
        pairs[pair] = count
        begins[pair[0]] -= count
        ends[pair[0]] -= count
    return Counts(dict(total), dict(begins), dict(ends), dict(pairs), all_words)


# Half-width signs count as what they stand for; a paragraph ends at a line's end and at a tag.
_AS_FULL_WIDTH = dict(zip(",!:;()%\n\r<>", "，！：；（）％\n\n\n\n", strict=True)) | {"?": "?"}


@cache
def _ascii_class(char: str) -> str:
    if char in _AS_FULL_WIDTH:
        return _AS_FULL_WIDTH[char]
    return "a" if char.isalpha() else "0" if char.isdigit() else "-"


def fold(char: str) -> str:
    """The class a character is counted in: ASCII letters, digits, signs; all else stands for itself."""
    return _ascii_class(char) if char.isascii() else char


def frequency(char: str) -> float:
    """The share of this (Simplified) character in running text, 0 if never seen."""
    table = counts()
    return table.total.get(char, 0.0) / table.words


def _by_words(before: str, char: str) -> float:
    table = counts()
    begin = table.begins.get(char, 0.0) / table.words
    if "！" <= char <= "～" and char not in _SIGNS:
        begin = _FULL_WIDTH / table.words
    seen = table.total.get(before[-1:], 0.0)
    if not seen:
        return begin
    chance = (table.pairs.get(before[-1:] + char, 0.0) + table.ends.get(before[-1:], 0.0) * begin) / seen
    if len(before) == 2 and (whole := table.pairs.get(before, 0.0)):
        triple = table.pairs.get(before + char, 0.0)
        chance = (1 - _TRIPLE) * chance + _TRIPLE * triple / whole
    return chance


@lru_cache(maxsize=1 << 16)
def log_chance(before: str, char: str) -> float:
    """Natural logarithm of the chance of `char` after up to two characters, all Simplified and folded."""
    if "\ue000" <= char <= "\uf8ff":
        return PRIVATE
    return math.log(chance_after(before, char, _by_words(before, char)) + _FLOOR)
