"""The labels by which a reader tells what kind a page is: "Add to cart", "回复", "Antworten", "On this page".

`data/kind_labels.tsv` has them in 64 languages, by families; they are what stands on buttons, above lists,
beside numbers. A label counts where it is all of a short line but a number, or its first words ("Posted by
Ada Roe"); one word alone only before a colon ("Joined: 2009"), since many a sentence begins with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from newsarchive.text.letters import JOINED_MARKS

# Letters of a line beyond which it is no label, and words of it that are looked at.
LONGEST_KIND_LABEL, _MOST_WORDS = 60, 6
# Vowels of Hindi or Thai are marks, and part of a word.
_NO_LETTERS = re.compile(rf"[^\w{JOINED_MARKS}]+|[\d_]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_COLONS = (":", "：")


def label_families() -> tuple[str, ...]:
    """Return the names of the families, in the order of the file."""
    return _table()[0]


def count_labels(lines: Iterable[str]) -> dict[str, int]:
    """Return how many lines are, or begin with, a label of each family."""
    counts: Counter[str] = Counter()
    for line in lines:
        if len(line) <= LONGEST_KIND_LABEL:
            for family in _families_of(line):
                counts[family] += 1
    return {family: counts[family] for family in label_families()}


@lru_cache(maxsize=5_000)
def _families_of(line: str) -> tuple[str, ...]:
    """The families of the line, else of the longest label with which it begins."""
    _, labels, starts = _table()
    found: tuple[str, ...] = labels.get(_key(line), ())
    if found:
        return found
    for number, (word, key) in enumerate(_beginnings(line)):
        if number or word.endswith(_COLONS):
            found = labels.get(key, found)
        if key and key not in starts:
            break
    return found


def _beginnings(line: str) -> Iterator[tuple[str, str]]:
    """The first words of a line one by one, each with the key of all up to it."""
    key = ""
    for word in line.split()[:_MOST_WORDS]:
        key += _key(word)
        yield word, key


def _key(label: str) -> str:
    """The letters of a label, without case, width, signs and numbers."""
    if label.isascii():
        return label.lower().encode().translate(None, _NO_ASCII_LETTERS).decode()
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", label).casefold())


@cache
def _table() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]], frozenset[str]]:
    """The families; those of each label; and with which words labels begin that have more."""
    text = files("newsarchive.text.page_kinds").joinpath("data/kind_labels.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    labels: dict[str, tuple[str, ...]] = {}
    starts: set[str] = set()
    for family, _, *phrases in rows:
        for phrase in phrases:
            whole = _key(phrase)
            starts.update(key for _, key in _beginnings(phrase) if key != whole)
            labels[whole] = tuple(dict.fromkeys((*labels.get(whole, ()), family)))
    return tuple(dict.fromkeys(row[0] for row in rows)), labels, frozenset(starts)
