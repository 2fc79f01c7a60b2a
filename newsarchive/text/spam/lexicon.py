"""The phrases of the data files, found in one pass over folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsarchive.evidence import SPAM_TOPICS
from newsarchive.text.spam.unmasking import unmask

# Not spam of themselves: promotion around a brand, filling, reporting, and honest names that hide a phrase.
HELPERS = ("access", "glue", "report", "innocent")
OFFERS = ("offer",)
READERS = ("reader",)
PROMISES = ("promise",)
CHANNELS = ("channel",)
SERVICES = ("service",)
_STEM = "*"  # behind a word of the trades: a stem
_ENDING = 6  # letters that inflection puts behind a stem (Russian -уйтесь, Turkish -larını)
_SHORTEST_STEM = 4
RARE_WEIGHT = 0.4  # weight from which a phrase is rare in news (the data files say how weights are given)
# Codes of scripts that write no edge between words, or none that is asked for here: all from U+0980 on, but
# for the letters of Vietnamese and old Greek.
_FIRST_UNSPACED, _FIRST_COMPOSED, LAST_SPACED = 0x980, 0x1E00, 0x1FFF
_NO_EDGES = "\u0980-\u1dff\u2000-\U0010ffff"
_WORD = re.compile(rf"[^\W\d_{_NO_EDGES}]+")  # of alphabets
_KEYS = (4, 3, 2, 1)  # characters a phrase is looked up by: its first four, shorter ones by all they have
_BEGINNING = 2  # characters looked at before: most words begin as no phrase does


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


_Index = dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class _Machine:
    """What finds phrases: where one can begin, the phrases by their first characters, how they begin.

    `starts` finds where in any text: at a first character, in alphabets only at the start of a word and by
    all a phrase is looked up by. `ascii_starts` finds the sign before such a place in a text of ASCII alone.
    `beginnings` are the first two characters of phrases, or what they are, if that is shorter.
    """

    starts: re.Pattern[str]
    ascii_starts: re.Pattern[str] | None
    index: _Index
    beginnings: frozenset[str]


def find_phrases(text: str) -> list[Hit]:
    """Every phrase, leftmost, longest, not overlapping; words of alphabets only whole. Linear in `text`."""
    return _find(text, _machine((*SPAM_TOPICS, *HELPERS)))


def offer_words(text: str) -> set[str]:
    """The distinct words of the trades in folded text, ordinary as they are: no phrase of them is spam.

    Of a word that is inflected the stem.
    """
    found = {hit.phrase.text for hit in _find(text, _machine(OFFERS))}
    stems = _stems()
    for word in set(_WORD.findall(text)):
        least = max(_SHORTEST_STEM, len(word) - _ENDING)
        found.update(word[:size] for size in range(least, len(word) + 1) if word[:size] in stems)
    return found


def reader_words(text: str) -> set[str]:
    """The distinct words of folded text by which it speaks to its reader: "you", "call now", 欢迎."""
    hits = _find(text, _machine((*READERS, "innocent")))
    return {hit.phrase.text for hit in hits if hit.phrase.kind in READERS}


def promise_words(text: str) -> set[str]:
    """The distinct words of folded text by which an offer promises: "free", "ohne", 当日."""
    hits = _find(text, _machine((*PROMISES, "innocent")))
    return {hit.phrase.text for hit in hits if hit.phrase.kind in PROMISES}


@cache
def channel_words() -> frozenset[str]:
    """Words of the trades by which papers are followed and reached too, as `offer_words` gives them."""
    return frozenset(phrase.text for kind in CHANNELS for phrase in _read(kind, 0.0))


@cache
def service_words() -> frozenset[str]:
    """Words of the trades and phrases by which news tells how to watch, download, register and log in."""
    return frozenset(phrase.text for phrase in _read(SERVICES[0], 0.0))


@cache
def _stems() -> frozenset[str]:
    return frozenset(
        phrase.text.removesuffix(_STEM)
        for kind in OFFERS
        for phrase in _read(kind, 0.0)
        if phrase.text.endswith(_STEM)
    )


def holds_spam(text: str) -> bool:
    """Whether a phrase rare in news stands in the text: most texts hold none, and need no further look."""
    return bool(rare_phrases(text))


def rare_phrases(text: str) -> set[Phrase]:
    """The distinct phrases rare in news that stand in the text, honest names taken out."""
    hits = _find(text, _machine((*SPAM_TOPICS, "innocent"), RARE_WEIGHT))
    return {hit.phrase for hit in hits if hit.phrase.weight}


def _find(text: str, machine: _Machine) -> list[Hit]:
    hits: list[Hit] = []
    beginnings = machine.beginnings
    blocked = 0
    for position in _places(text, machine):
        if position < blocked:
            continue
        if text[position : position + _BEGINNING] not in beginnings and text[position] not in beginnings:
            continue
        hit = _longest(text, position, machine.index)
        if hit:
            hits.append(hit)
            blocked = hit.end
    return hits


def _places(text: str, machine: _Machine) -> list[int]:
    """Where a phrase can begin; of ASCII, as most lines are, half the time takes to pass over words."""
    if machine.ascii_starts is None or not text.isascii():
        return [found.start() for found in machine.starts.finditer(text)]
    return [found.start() for found in machine.ascii_starts.finditer(f" {text}")]


def _longest(text: str, position: int, index: _Index) -> Hit | None:
    """The longest phrase that stands at `position`."""
    for size in _KEYS:
        for phrase in index.get(text[position : position + size], ()):
            end = position + len(phrase.text)
            if text.startswith(phrase.text, position) and is_whole(text, position, end):
                return Hit(position, end, phrase)
    return None


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether the span does not cut a word of an alphabet in two (Han, kana, Hangul, Thai have no edge)."""
    return not (
        (start and is_alphabetic(text[start]) and is_alphabetic(text[start - 1]))
        or (end < len(text) and is_alphabetic(text[end - 1]) and is_alphabetic(text[end]))
    )


def is_alphabetic(character: str) -> bool:
    """Letters and digits of the alphabets written with spaces between words: up to Arabic and Devanagari."""
    code = ord(character)
    return (code < _FIRST_UNSPACED or _FIRST_COMPOSED <= code <= LAST_SPACED) and character.isalnum()


@cache
def _machine(kinds: tuple[str, ...], least: float = 0.0) -> _Machine:
    index = _index(kinds, least)
    firsts = {key[0] for key in index}
    words = {key for key in index if is_alphabetic(key[0])}
    others = "".join(sorted(firsts.difference(key[0] for key in words)))
    starts = re.compile(f"[{re.escape(others)}]|(?<![^\\W_{_NO_EDGES}])(?={_any_of(words)}).")
    # A sign of ASCII with which a phrase began would stand in the way: none does.
    in_ascii = {key for key in words if key.isascii()}
    is_simple = bool(in_ascii) and not any(map(str.isascii, others))
    ascii_starts = re.compile(f"[^a-zA-Z0-9](?={_any_of(in_ascii)})") if is_simple else None
    return _Machine(starts, ascii_starts, index, frozenset(key[:_BEGINNING] for key in index))


def _any_of(keys: set[str]) -> str:
    """A pattern of what begins with any of the keys, one branch for those that begin alike."""
    if "" in keys:
        return ""
    rests: dict[str, set[str]] = {}
    for key in keys:
        rests.setdefault(key[0], set()).add(key[1:])
    return f"(?:{'|'.join(re.escape(first) + _any_of(rests[first]) for first in sorted(rests))})"


def read_phrases(least: float) -> list[Phrase]:
    """The phrases of the trades that weigh enough, and the honest names (weight 0) that hide some."""
    return list(_best((*SPAM_TOPICS, "innocent"), least).values())


def _best(kinds: tuple[str, ...], least: float) -> dict[str, Phrase]:
    """The phrases of these files, of equal ones the honest, else the heaviest."""
    best: dict[str, Phrase] = {}
    for kind in kinds:
        for phrase in _read(kind, least):
            known = best.get(phrase.text)
            if known is None or phrase.kind == "innocent" or known.weight < phrase.weight:
                best[phrase.text] = phrase
    return best


def _index(kinds: tuple[str, ...], least: float) -> _Index:
    """Phrases by their first characters, longest first."""
    grouped: dict[str, list[Phrase]] = {}
    for phrase in _best(kinds, least).values():
        grouped.setdefault(phrase.text[: _KEYS[0]], []).append(phrase)
    return {key: tuple(sorted(found, key=lambda p: (-len(p.text), p.text))) for key, found in grouped.items()}


def _read(kind: str, least: float) -> list[Phrase]:
    """The phrases of one data file (weight, language, `|`-separated phrases a line) that weigh enough."""
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
        for folded in sorted({unmask(phrase).text for phrase in phrases.split("|")})
        if folded and (float(weight) >= least or kind == "innocent")
    ]
