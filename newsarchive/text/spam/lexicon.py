"""The phrases of the data files, found in one pass over folded text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsarchive.text.spam.folding import fold

KINDS = ("adult", "gambling", "pharmacy", "loan", "certificate", "piracy", "counterfeit", "seo")
# Not spam of themselves: promotion around a brand, filling, reporting, and honest names that hide a phrase.
HELPERS = ("access", "glue", "report", "innocent")
_KEY = 2  # characters a phrase is looked up by; shorter phrases are looked up by their one


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: folded text, the file it is from, how surely it alone means spam (0 to 1)."""

    text: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at folded positions start to end."""

    start: int
    end: int
    phrase: Phrase


def find_phrases(text: str) -> list[Hit]:
    """Leftmost, longest, not overlapping; words of alphabets only whole. Linear in the length of `text`."""
    hits: list[Hit] = []
    index = _index()
    blocked = 0
    for position in range(len(text)):
        if position < blocked:
            continue
        candidates = index.get(text[position : position + _KEY]) or index.get(text[position])
        if not candidates:
            continue
        for phrase in candidates:
            end = position + len(phrase.text)
            if text.startswith(phrase.text, position) and _whole(text, position, end):
                hits.append(Hit(position, end, phrase))
                blocked = end
                break
    return hits


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the span does not cut a word of an alphabet in two (Han, kana, Hangul and Thai have no such edge)."""
    return not (
        (start and _alphabetic(text[start]) and _alphabetic(text[start - 1]))
        or (end < len(text) and _alphabetic(text[end - 1]) and _alphabetic(text[end]))
    )


def _alphabetic(character: str) -> bool:
    """Letters and digits of the alphabets written with spaces between words: up to Arabic and Devanagari."""
    return character < "\u0980" and character.isalnum()


@cache
def _index() -> dict[str, tuple[Phrase, ...]]:
    """Phrases by their first characters, longest first; a one-character phrase also stands under its own."""
    best: dict[str, Phrase] = {}
    for kind in (*KINDS, *HELPERS):
        for phrase in _read(kind):
            known = best.get(phrase.text)
            if known is None or phrase.kind == "innocent" or known.weight < phrase.weight:
                best[phrase.text] = phrase
    grouped: dict[str, list[Phrase]] = {}
    for phrase in best.values():
        grouped.setdefault(phrase.text[:_KEY], []).append(phrase)
    for key in [key for key in grouped if len(key) == _KEY and key[0] in grouped]:
        grouped[key] += grouped[key[0]]
    return {key: tuple(sorted(found, key=lambda p: (-len(p.text), p.text))) for key, found in grouped.items()}


def _read(kind: str) -> list[Phrase]:
    """The phrases of one data file: lines of weight, language and `|`-separated phrases."""
    lines = (
        files("newsarchive.text.spam")
        .joinpath("data", f"{kind}.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [
        Phrase(folded, kind, float(weight))
        for weight, _, phrases in rows
        for folded in {fold(phrase).text for phrase in phrases.split("|")}
        if folded
    ]
