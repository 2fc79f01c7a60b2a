"""The words that stand before a by-line's name, by kind and language: one table for all that read by-lines.

`data/byline_labels.tsv` says what each kind is and where its words come from. Lines of the page ("Autor: Ada
Roe"), names as markup gives them ("von Ada Roe") and labels of elements (`title="Author"`) are read by the
same words, and so are the particles of names. Chinese lines have words of their own (`chinese_bylines`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# Letters of a word that takes a capital behind a stroke.
_SHORTEST_WORD = 3
# Of the small words, what lines of nothing but capitals have: "DI" is an engineer in Austria, and a weekday.
SHOUTED = ("BY", "VON", "PAR", "POR")
# What stands between the parts of a name in small letters.
PARTICLES = frozenset(
    {
        *("de", "del", "della", "da", "di", "du", "do", "la", "le", "van", "von", "der", "den", "ter"),
        *("ten", "zu", "zum", "bin", "ibn", "al", "el", "dos", "das", "e", "i", "y", "af", "av", "in"),
        *("'t", "’t", "los", "las"),
        # Daughter and son of: Malay, Chinese and Tamil names of Malaysia and Singapore.
        *("binti", "binte", "bte", "bt", "bint", "d/o", "s/o", "a/l", "a/p", "op", "vom", "des"),
    }
)
LABEL_KINDS = (
    *("by", "by_whole", "by_small", "by_begins", "done", "opening", "noun", "text", "colon"),
    *("caseless", "caseless_noun", "report", "marked", "marked_of", "cjk", "book"),
)


def label_words(*kinds: str, language: str | None = None) -> tuple[str, ...]:
    """Every word of these kinds once, in lower case, the longest first, as alternatives have to stand.

    `language` (ISO 639-1) leaves out the words of all others. A kind that the table does not have raises
    KeyError.
    """
    found = {
        word
        for kind in kinds
        for languages, words in _table()[kind]
        if language is None or language in languages
        for word in words
    }
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def label_pattern(*kinds: str, language: str | None = None) -> str:
    """The same words as alternatives of a regular expression."""
    return "|".join(map(re.escape, label_words(*kinds, language=language)))


def with_capitals(lower: Iterable[str]) -> tuple[str, ...]:
    """The words as a line begins with them: "Autor", "Autorin/Autor". Other scripts keep theirs."""
    return tuple("/".join(map(_with_capital, word.split("/"))) for word in lower)


def _with_capital(part: str) -> str:
    """An ending behind a stroke stays as it is: "Napisao/la"."""
    return part if len(part) < _SHORTEST_WORD else part[:1].title() + part[1:]


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table = files("newsarchive.text.page").joinpath("data", "byline_labels.tsv").read_text("utf-8")
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {kind: [] for kind in LABEL_KINDS}
    for line in table.splitlines():
        if not line.startswith("#"):
            kind, languages, *words = line.split("\t")
            found[kind].append((tuple(languages.split(" ")), tuple(words)))
    return found
