"""The words that stand before a by-line's name, by kind and language: one table for all that read by-lines.

`data/byline_labels.tsv` says what each kind is and where its words come from. A word that is missing there is
missing everywhere: lines of the page ("Autor: Ada Roe"), names as markup gives them ("von Ada Roe") and what
elements are labelled with (`title="Author"`) are read by the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# Of the small words, what lines of nothing but capitals have: "DI" is an engineer in Austria, and a weekday.
SHOUTED = ("BY", "VON", "PAR", "POR")
KINDS = (
    *("by", "by_whole", "by_small", "done", "opening", "noun", "text"),
    *("caseless", "caseless_noun", "cjk", "book"),
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


def with_capitals(lower: Iterable[str]) -> tuple[str, ...]:
    """The words as a line begins with them: "Autor", "Autorin/Autor". Other scripts keep theirs."""
    return tuple("/".join(part[:1].title() + part[1:] for part in word.split("/")) for word in lower)


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table = files("newsarchive.text.metadata").joinpath("data", "byline_labels.tsv").read_text("utf-8")
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {kind: [] for kind in KINDS}
    for line in table.splitlines():
        if not line.startswith("#"):
            kind, languages, *words = line.split("\t")
            found[kind].append((tuple(languages.split(" ")), tuple(words)))
    return found
