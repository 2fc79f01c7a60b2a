"""How often characters follow each other in running text: runs of up to three (data/make_runs.py)."""

from __future__ import annotations

import gzip
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# Occurrences that a context must have for its own counts to outweigh the shorter context's. On days of the
# paper that were left out, a character had e^-4.49 with 300 and 10, e^-4.52 with 100 and 5, e^-4.46 with 1000
# and 20, and e^-5.53 by words alone (2026-11-24).
_PAIR_TRUST, _TRIPLE_TRUST = 500.0, 10.0
# A character of which nothing is left is only ever guessed where the words leave little choice.
MOST_FOLLOWERS = 12


class Runs(NamedTuple):
    """Counts by run; of those with one more character behind, the sum by what stands before it."""

    counts: dict[str, float]
    continued: dict[str, float]


@cache
def runs() -> Runs:
    """The counts, read once; not to be changed."""
    raw = gzip.decompress(files("newsarchive.text.mirror").joinpath("data/runs.txt.gz").read_bytes())
    counts: dict[str, float] = {}
    continued: dict[str, float] = defaultdict(float)
    for line in raw.decode("utf-8").replace("\r", "\0").split("\n"):
        step, *found = line.replace("\0", "\n").split("\t")
        count = 2.0 ** (int(step) / 8)
        counts |= dict.fromkeys(found, count)
        for run in found:
            continued[run[:-1]] += count
    return Runs(counts, dict(continued))


@cache
def _followers() -> dict[str, list[tuple[float, str]]]:
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for run, count in runs().counts.items():
        if len(run) > 1 and run[-1] >= "\u3400":
            found[run[:-1]].append((count, run[-1]))
    return {before: sorted(after, reverse=True)[:MOST_FOLLOWERS] for before, after in found.items()}


def likely_after(before: str) -> list[str]:
    """The ideographs that follow these two characters most often, then those that follow the last of them."""
    table = _followers()
    found = table.get(before, []) + table.get(before[-1:], [])
    return list(dict.fromkeys(char for _, char in found))


def _mixed(table: Runs, before: str, char: str, shorter: float, trust: float) -> float:
    seen = table.counts.get(before, 0.0) + trust
    rest = max(0.0, 1.0 - table.continued.get(before, 0.0) / seen)
    return table.counts.get(before + char, 0.0) / seen + rest * shorter


def chance_after(before: str, char: str, alone: float) -> float:
    """The chance of `char` after up to two characters, given what another model says (`alone`)."""
    table = runs()
    chance = _mixed(table, before[-1:], char, alone, _PAIR_TRUST)
    return _mixed(table, before, char, chance, _TRIPLE_TRUST) if len(before) == 2 else chance
