"""A text cut once for many questions: the words that the index has of it, and how phrases are compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsarchive.text.words.tokenizer import search_form, unit_texts
from newsarchive.text.words.word_index import fit_an_index, words_of_units


@dataclass(frozen=True, slots=True)
class CutText:
    """Lines of an article: `words` as the index has them, `spelled` as phrases are compared.

    No word and no phrase goes over the end of a line, so words and spellings of lines are those of the text.
    `characters` bounds the size of its words.
    """

    words: frozenset[str]
    characters: int
    spelled: str


NO_TEXT = CutText(frozenset(), 0, "")


def cut_text(text: str) -> CutText:
    """Cut a text, the headline its first line; never raises."""
    units = unit_texts(search_form(text))
    words = words_of_units(units)
    return CutText(frozenset(words.split()), len(words), f" {' '.join(units)} ")


def joint_words(*parts: CutText) -> frozenset[str] | None:
    """Return the words of an article that consists of these; None where an index does not take so many."""
    words = frozenset().union(*(part.words for part in parts))
    return words if fit_an_index(words, sum(part.characters for part in parts)) else None


@dataclass(frozen=True, slots=True)
class LineChanges:
    """Lines that two texts share, and what each has beside them, whatever their order."""

    kept: str
    removed: str
    added: str


def line_changes(old: str, new: str) -> LineChanges:
    """Return the lines of two texts, each as often as it stands there; never raises."""
    olds, news = Counter(old.split("\n")), Counter(new.split("\n"))
    bags = (olds & news, olds - news, news - olds)
    kept, removed, added = ("\n".join(bag.elements()) for bag in bags)
    return LineChanges(kept, removed, added)
