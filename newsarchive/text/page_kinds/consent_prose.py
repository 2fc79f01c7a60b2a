"""What asks a reader for consent says: the phrases of data/consent_prose.tsv and data/consent_phrases.txt.

A story on consent says some of them too, of others: a text asks that speaks for the site, in several phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from newsarchive.text.letters import letters_only

# One phrase of consent may stand on any page; a wall has nothing else to say.
FEWEST_PHRASES = 3
_LONGEST_COMPARED = 20_000
_LONGEST_REMEMBERED = 200  # characters, of a label or a sentence
_DIGITS = re.compile(r"\d+")
# What many phrases have in them (117 of the 303 of sites), the last what all have: one look spares many.
_STEMS = ("cookie", "part", "priv", "")
_ASCII, _ASCII_DIGITS = bytes(range(0x80)), b"0123456789"


def consent_phrases(text: str) -> int:
    """Return how many different phrases of consent walls the text holds."""
    folded = letters_only(text[:_LONGEST_COMPARED])
    return sum(phrase in folded for phrase in _short_phrases())


@cache
def _short_phrases() -> frozenset[str]:
    text = (
        files("newsarchive.text.page_kinds").joinpath("data/consent_phrases.txt").read_text(encoding="utf-8")
    )
    return frozenset(
        letters_only(line) for line in text.splitlines() if line.strip() and not line.startswith("#")
    )


def asks_for_consent(text: str) -> bool:
    """Say whether a text speaks for the site and asks a reader for consent, in several phrases."""
    letters = _without_digits(text)
    of_site = len([*_said_in(letters, "site")])
    return of_site > 0 and of_site + len([*_said_in(letters, "reader")]) >= FEWEST_PHRASES


def consent_voices(text: str) -> tuple[int, int]:
    """Return how many phrases a text has that speak for the site, and how many that speak to the reader."""
    letters = _without_digits(text)
    return len([*_said_in(letters, "site")]), len([*_said_in(letters, "reader")])


def speaks_of_consent(line: str) -> bool:
    """Say whether a line holds a phrase of what asks for consent."""
    return _is_remembered_to_speak(line) if len(line) <= _LONGEST_REMEMBERED else _speaks(line)


def _speaks(line: str) -> bool:
    letters = _without_digits(line)
    return any(next(_said_in(letters, speaker), None) for speaker in ("site", "reader"))


# Pages have the same buttons, and each is asked about more than once.
_is_remembered_to_speak = lru_cache(maxsize=2_000)(_speaks)


def _said_in(letters: str, speaker: str) -> Iterator[str]:
    """The phrases of a speaker that stand in letters: those alone are sought whose stem and signs do."""
    beyond = frozenset(_beyond_ascii(letters))
    for stem, (lengths, phrases) in _by_stem(speaker).items():
        near = _around(stem, letters, _longest_phrase(speaker)) if stem else letters
        if near:
            short = islice(phrases, bisect_right(lengths, len(near)))  # a label has room for few of them
            yield from (phrase for phrase, own in short if own <= beyond and phrase in near)


def _around(stem: str, letters: str, reach: int) -> str:
    """What stands so near to a stem, wherever it does: the phrases that hold it stand there."""
    pieces: list[str] = []
    begin = end = 0
    at = letters.find(stem)
    while at >= 0:
        if at - reach > end:
            pieces.append(letters[begin:end])
            begin = at - reach
        end = at + reach
        at = letters.find(stem, at + 1)
    pieces.append(letters[begin:end])
    return "\n".join(pieces)


@cache
def _longest_phrase(speaker: str) -> int:
    return max(map(len, _prose()[speaker]))


def _beyond_ascii(text: str) -> str:
    return _without(text, _ASCII)


def _without(text: str, signs: bytes) -> str:
    """A text without some signs of ASCII, which as bytes are taken out at once."""
    return text.encode("utf-8", "surrogatepass").translate(None, signs).decode("utf-8", "surrogatepass")


@cache
def _by_stem(speaker: str) -> dict[str, tuple[list[int], list[tuple[str, frozenset[str]]]]]:
    """The phrases of a speaker, each with its letters beyond ASCII, by the first stem that is in it.

    The shortest come first, and with them their lengths.
    """
    found: dict[str, list[tuple[str, frozenset[str]]]] = {stem: [] for stem in _STEMS}
    for phrase in sorted(_prose()[speaker], key=len):
        stem = next(stem for stem in _STEMS if stem in phrase)
        found[stem].append((phrase, frozenset(_beyond_ascii(phrase))))
    return {stem: ([len(phrase) for phrase, _ in phrases], phrases) for stem, phrases in found.items()}


def _without_digits(text: str) -> str:
    letters = letters_only(text)
    if _DIGITS.search(_beyond_ascii(letters)):
        return _DIGITS.sub("", letters)
    return _without(letters, _ASCII_DIGITS)


@cache
def _prose() -> dict[str, frozenset[str]]:
    """The phrases of data/consent_prose.tsv, letters only, by who speaks."""
    table = files("newsarchive.text.page_kinds").joinpath("data/consent_prose.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {
        speaker: frozenset(
            letters_only(phrase) for who, _, *phrases in rows if who == speaker for phrase in phrases
        )
        for speaker in ("site", "reader")
    }
