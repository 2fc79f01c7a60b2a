"""How likely one Chinese character follows another: chooses between readings of damaged bytes.

Two models. Word frequencies (data/words.txt.gz, see benchmarks/training/make_mirror_words.py): a pair stands
inside a word, or the first character ends one word and the second begins the next, words being independent of
each other. Where running text has enough of the pair or triple, its counts take over.
"""

from __future__ import annotations

import gzip
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import NamedTuple

# How often characters follow each other in running text: runs of up to three (make_mirror_runs.py).

# Occurrences that a context must have for its own counts to outweigh the shorter context's. On days of the
# paper that were left out, a character had e^-4.49 with 300 and 10, e^-4.52 with 100 and 5, e^-4.46 with 1000
# and 20, and e^-5.53 by words alone (2026-11-24).
_PAIR_TRUST, _TRIPLE_TRUST = 500.0, 10.0
# A character of which nothing is left is only ever guessed where the words leave little choice.
_MOST_FOLLOWERS = 12
_BEFORE = itemgetter(slice(None, -1))
_LAST = chr(0x10FFFF)


class RunCounts(NamedTuple):
    """Counts by run, of those with one more character behind the sum by what stands before it, runs by count.

    `groups` and the runs in each are in order.
    """

    counts: dict[str, float]
    continued: dict[str, float]
    groups: list[list[str]]


@cache
def run_counts() -> RunCounts:
    """The counts, read once; not to be changed."""
    raw = gzip.decompress(files("newsarchive.text.mirror").joinpath("data/runs.txt.gz").read_bytes())
    counts: dict[str, float] = {}
    continued: dict[str, float] = defaultdict(float)
    groups: list[list[str]] = []
    for line in raw.decode("utf-8").replace("\r", "\0").split("\n"):
        step, *found = line.replace("\0", "\n").split("\t")
        count = 2.0 ** (int(step) / 8)
        counts.update(dict.fromkeys(found, count))
        for before, times in Counter(map(_BEFORE, found)).items():
            continued[before] += times * count
        groups.append(found)
    return RunCounts(counts, dict(continued), groups)


def _followers(before: str) -> list[str]:
    """The likeliest first; the file is in order, so that no index has to be built for the few asked about."""
    found: list[str] = []
    for group in reversed(run_counts().groups):
        if len(found) >= _MOST_FOLLOWERS:
            break
        start, end = bisect_left(group, before), bisect_left(group, before + _LAST)
        here = [run[-1] for run in group[start:end] if len(run) == len(before) + 1 and run[-1] >= "\u3400"]
        found += reversed(here)
    return found[:_MOST_FOLLOWERS]


@lru_cache(maxsize=4096)
def likely_after(before: str) -> tuple[str, ...]:
    """The ideographs that follow these two characters most often, then those that follow the last of them."""
    return tuple(dict.fromkeys(_followers(before) + _followers(before[-1:]))) if before else ()


def _mixed(table: RunCounts, before: str, char: str, shorter: float, trust: float) -> float:
    seen = table.counts.get(before, 0.0) + trust
    rest = max(0.0, 1.0 - table.continued.get(before, 0.0) / seen)
    return table.counts.get(before + char, 0.0) / seen + rest * shorter


def chance_after(before: str, char: str, alone: float) -> float:
    """The chance of `char` after up to two characters, given what another model says (`alone`)."""
    table = run_counts()
    chance = _mixed(table, before[-1:], char, alone, _PAIR_TRUST)
    return _mixed(table, before, char, chance, _TRIPLE_TRUST) if len(before) == 2 else chance


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
_PRIVATE = -25.0  # private-use characters are never meant; lower than the floor's logarithm


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
def character_counts() -> Counts:
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


def count_class(char: str) -> str:
    """The class a character is counted in: ASCII letters, digits, signs; all else stands for itself."""
    return _ascii_class(char) if char.isascii() else char


def frequency(char: str) -> float:
    """The share of this (Simplified) character in running text, 0 if never seen."""
    table = character_counts()
    return table.total.get(char, 0.0) / table.words


def _by_words(before: str, char: str) -> float:
    table = character_counts()
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
        return _PRIVATE
    return math.log(chance_after(before, char, _by_words(before, char)) + _FLOOR)
