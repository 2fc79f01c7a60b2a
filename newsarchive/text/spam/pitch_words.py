"""The words of sales pitches and of reports on them, found in text: `data/pitch_words.txt`.

Written in November 2026 by writers who had seen neither the rules nor the texts they are tried on, for 54
languages: what a trade sells, what makes a bargain of it, how its adverts call upon readers and speak of
themselves; and what reports have and adverts have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from newsarchive.text.spam.lexicon import is_alphabetic
from newsarchive.text.spam.shape import FULL_STOP, sentence_spans, unquoted
from newsarchive.text.spam.unmasking import fold_only


class PitchWord(StrEnum):
    """What a word says of the sentence it stands in: a list of `data/pitch_words.txt`."""

    GOODS = "goods"  # what a trade of spam sells, and where
    PROMISE = "promise"  # free, at once, without papers
    CALL = "call"  # play now, write to us
    TOLD = "told"  # promised, police, victims: reports have them, adverts do not
    BODY = "body"  # the bank, the school, the chemist: who serves the public
    TESTIMONY = "testimony"  # "helped me", "contact him": false thanks to lenders and sorcerers
    CLAIM = "claim"  # "look no further": texts written for search engines
    OFFER = "offer"  # "we deliver", "half in advance": sellers of themselves
    RESULT = "result"  # "in three days", "without leaving home": what will happen
    SEARCH = "search"  # what people search for: "near me", "apk"


_STEM = "*"
_ENDING = 6  # letters that inflection puts behind a stem
_KEY = 4  # characters a word is looked up by: its first four, shorter ones by all they have
# The article and the prepositions that Arabic and Hebrew write in one word with the noun.
_PREFIX = re.compile(
    "(?:[\u0648\u0641]?(?:\u0627\u0644|\u0628\u0627\u0644|\u0644\u0644|\u0628|\u0644|\u0643)|\u0648"
    "|[\u05d5\u05e9]?[\u05d4\u05d1\u05dc\u05de\u05db])(?=[^\\W\\d_]{3})"
)
_FIRST_SEMITIC, _BEHIND_SEMITIC = "\u0590", "\u0780"
# Scripts that write marks between letters, prefixes before them, or no blanks.
_OTHER_SCRIPTS = re.compile("[\u0590-\u109f\u1100-\u1dff\u2e80-\U0010ffff]")
_LETTERS = re.compile(r"[^\W_]+")
_GLANCE = 6  # letters of a stem that a glance looks for, or one less


@dataclass(frozen=True, slots=True)
class WordHit:
    """A word of the lists at folded positions start to end."""

    start: int
    end: int
    word: str
    kinds: frozenset[PitchWord]


@lru_cache(maxsize=2048)
def pitch_words(text: str) -> tuple[WordHit, ...]:
    """Find the words of the lists in a text, remembered; their places are those of the folded text."""
    return tuple(find_words(fold_only(text)))


def reports(text: str) -> bool:
    """Say whether a text is one sentence that says a word which reports have, and adverts do not."""
    own = unquoted(text)
    told = any(PitchWord.TOLD in hit.kinds for hit in pitch_words(own))
    return told and bool(FULL_STOP.search(text)) and len(sentence_spans(text)) == 1


@lru_cache(maxsize=2048)
def may_name_goods(text: str) -> bool:
    """Say whether goods may stand in a text: no false "no", and much faster than to look for them."""
    folded = fold_only(text)
    if not folded.isascii() and _OTHER_SCRIPTS.search(folded):
        return True
    phrases, beginnings = _goods_at_a_glance()
    found = set(_LETTERS.findall(folded))
    for word in found:
        if word in phrases and any(map(found.issuperset, phrases[word])):
            return True
        if word[:_GLANCE] in beginnings or word[: _GLANCE - 1] in beginnings:
            return True
    return False


@cache
def _goods_at_a_glance() -> tuple[dict[str, list[frozenset[str]]], frozenset[str]]:
    """Of goods in Latin, Greek, Cyrillic: by the longest word all words of each; how stems begin."""
    phrases: dict[str, list[frozenset[str]]] = {}
    beginnings: set[str] = set()
    for listed in _index().values():
        for word, is_stem, kinds in listed:
            parts = _LETTERS.findall(word)
            if PitchWord.GOODS not in kinds or not parts or _OTHER_SCRIPTS.search(word):
                continue
            if is_stem:
                beginnings.add(parts[-1][:_GLANCE])
            else:
                phrases.setdefault(max(parts, key=len), []).append(frozenset(parts))
    return phrases, frozenset(beginnings)


def find_words(folded: str) -> Iterator[WordHit]:
    """Find the words of the lists in folded text; the longest at each place, not overlapping."""
    index = _index()
    end = 0
    for start in _starts().finditer(folded):
        place = start.start()
        key = folded[place : place + _KEY]
        # Most words of English and the like, at a glance.
        if place < end or (key not in index and len(key) == _KEY and key.isascii() and key.isalpha()):
            continue
        hit = _longest(folded, place)
        if (
            hit is None
            and _FIRST_SEMITIC <= key < _BEHIND_SEMITIC
            and (prefix := _PREFIX.match(folded, place))
        ):
            hit = _longest(folded, prefix.end())
        if hit is not None:
            yield hit
            end = hit.end


def _longest(folded: str, place: int) -> WordHit | None:
    index = _index()
    key = folded[place : place + _KEY]
    # Of an alphabet only a whole word is shorter than that.
    whole = len(key) == _KEY and key.isalpha() and is_alphabetic(key[0]) and is_alphabetic(key[-1])
    for size in (_KEY,) if whole else range(_KEY, 0, -1):
        for word, is_stem, kinds in index.get(key[:size], ()):
            if not folded.startswith(word, place):
                continue
            end = last = place + len(word)
            while is_alphabetic(folded[end - 1]) and last < len(folded) and is_alphabetic(folded[last]):
                last += 1
            if last == end or (is_stem and last - end <= _ENDING):
                return WordHit(place, last, word, kinds)
    return None


@cache
def _starts() -> re.Pattern[str]:
    """Where a word can begin: at its first character, in alphabets only at the start of a word."""
    firsts = {key[0] for key in _index()}
    letters = "".join(sorted(filter(is_alphabetic, firsts)))
    others = "".join(sorted(firsts.difference(letters)))
    return re.compile(f"[{re.escape(others)}]|(?<![^\\W_])[{re.escape(letters)}]")


@cache
def _index() -> dict[str, tuple[tuple[str, bool, frozenset[PitchWord]], ...]]:
    """The words by their first characters, the longest first: the word, whether it is a stem, its lists."""
    table = files("newsarchive.text.spam").joinpath("data", "pitch_words.txt").read_text(encoding="utf-8")
    kinds: dict[tuple[str, bool], set[PitchWord]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            kind, _, words = line.split("\t")
            for word in words.split("|"):
                folded = fold_only(word.removesuffix(_STEM)).strip()
                kinds.setdefault((folded, word.endswith(_STEM)), set()).add(PitchWord(kind))
    grouped: dict[str, list[tuple[str, bool, frozenset[PitchWord]]]] = {}
    for (word, is_stem), lists in kinds.items():
        if word:
            grouped.setdefault(word[:_KEY], []).append((word, is_stem, frozenset(lists)))
    return {key: tuple(sorted(some, key=lambda one: (-len(one[0]), one[1]))) for key, some in grouped.items()}
