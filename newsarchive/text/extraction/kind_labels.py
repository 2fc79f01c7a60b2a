"""The labels by which a reader tells what kind a page is: "Add to cart", "回复", "Antworten", "On this page".

`data/kind_labels.tsv` has them in 56 languages, by families; they are what stands on buttons, above lists,
beside numbers. A label counts where it is all of a short line, or its first words ("Posted by", "Reply to").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from newsarchive.text.letters import letters_only

# Letters of a line beyond which it is no label, and words of it that are looked at.
LONGEST, MOST_WORDS = 60, 6
_DIGITS = re.compile(r"\d+")


def label_families() -> tuple[str, ...]:
    """Return the names of the families, in the order of the file."""
    return _table()[0]


def count_labels(lines: Iterable[str]) -> dict[str, int]:
    """Return how many lines are, or begin with, a label of each family."""
    counts: Counter[str] = Counter()
    for line in lines:
        if len(line) <= LONGEST:
            counts.update(_families_of(line))
    return {family: counts[family] for family in label_families()}


@lru_cache(maxsize=5_000)
def _families_of(line: str) -> tuple[str, ...]:
    """The families of the longest label with which a line begins; a number counts for nothing."""
    _, labels, starts = _table()
    found: tuple[str, ...] = ()
    for key in _beginnings(line):
        if not key:
            continue
        found = labels.get(key, found)
        if key not in starts:
            break
    return labels.get(_key(line), found)


def _beginnings(line: str) -> Iterator[str]:
    """The first word, the first two, and so on, as keys."""
    key = ""
    for word in line.split()[:MOST_WORDS]:
        key += _key(word)
        yield key


def _key(label: str) -> str:
    """The letters of a label, without case, width, signs and numbers."""
    return _DIGITS.sub("", letters_only(label))


@cache
def _table() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]], frozenset[str]]:
    """The families; those of each label; and with which words labels begin that have more."""
    text = files("newsarchive.text.extraction").joinpath("data/kind_labels.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    labels: dict[str, tuple[str, ...]] = {}
    starts: set[str] = set()
    for family, _, *phrases in rows:
        for phrase in phrases:
            whole = _key(phrase)
            starts.update(key for key in _beginnings(phrase) if key != whole)
            labels[whole] = tuple(dict.fromkeys((*labels.get(whole, ()), family)))
    return tuple(dict.fromkeys(row[0] for row in rows)), labels, frozenset(starts)
