"""How often characters follow each other in running text: runs of up to three (data/make_runs.py)."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter
from typing import NamedTuple

# Occurrences that a context must have for its own counts to outweigh the shorter context's. On days of the
# paper that were left out, a character had e^-4.49 with 300 and 10, e^-4.52 with 100 and 5, e^-4.46 with 1000
# and 20, and e^-5.53 by words alone (2026-11-24).
_PAIR_TRUST, _TRIPLE_TRUST = 500.0, 10.0
# A character of which nothing is left is only ever guessed where the words leave little choice.
MOST_FOLLOWERS = 12
_BEFORE = itemgetter(slice(None, -1))
_LAST = chr(0x10FFFF)


class Runs(NamedTuple):
    """Counts by run, of those with one more character behind the sum by what stands before it, runs by count.

    `groups` and the runs in each are in order.
    """

    counts: dict[str, float]
    continued: dict[str, float]
    groups: list[list[str]]


@cache
def runs() -> Runs:
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
    return Runs(counts, dict(continued), groups)


def _followers(before: str) -> list[str]:
    """The likeliest first; the file is in order, so that no index has to be built for the few asked about."""
    found: list[str] = []
    for group in reversed(runs().groups):
        if len(found) >= MOST_FOLLOWERS:
            break
        start, end = bisect_left(group, before), bisect_left(group, before + _LAST)
        here = [run[-1] for run in group[start:end] if len(run) == len(before) + 1 and run[-1] >= "\u3400"]
        found += reversed(here)
    return found[:MOST_FOLLOWERS]


@lru_cache(maxsize=4096)
def likely_after(before: str) -> tuple[str, ...]:
    """The ideographs that follow these two characters most often, then those that follow the last of them."""
    return tuple(dict.fromkeys(_followers(before) + _followers(before[-1:]))) if before else ()


def _mixed(table: Runs, before: str, char: str, shorter: float, trust: float) -> float:
    seen = table.counts.get(before, 0.0) + trust
    rest = max(0.0, 1.0 - table.continued.get(before, 0.0) / seen)
    return table.counts.get(before + char, 0.0) / seen + rest * shorter


def chance_after(before: str, char: str, alone: float) -> float:
    """The chance of `char` after up to two characters, given what another model says (`alone`)."""
    table = runs()
    chance = _mixed(table, before[-1:], char, alone, _PAIR_TRUST)
    return _mixed(table, before, char, chance, _TRIPLE_TRUST) if len(before) == 2 else chance
