"""Words that headlines have far more often than before.

A word counts once a headline, and the same headline once, however many hosts print it. What rose is told
by the log-likelihood ratio of its shares (Dunning 1993): a rare word must rise further than a common one.
Scripts without spaces have no words to count: there all pieces of two to twelve characters are counted, and
those that only overlap a word are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from newsarchive.words.tokenizer import RUN, cut, search_form

# A word of fewer headlines proves nothing.
_LEAST = 5
# How often chance alone may let any word rise: a twentieth of comparisons, whatever number of words is tried
# (Bonferroni). At once in a thousand words, random Chinese headlines had five that "rose" (2026-11).
_CHANCE = 0.05
# What is not even as sure as one word in thirty need not be looked at (log-likelihood ratio).
_WORTH_TRYING = 4.5
_SHORTEST, _LONGEST = 2, 12
# A piece is part of a longer one if nearly all its headlines have that; a longer one is a word and what
# chanced to follow it if fewer than half of the word's headlines have it.
_NEARLY_ALL, _HALF = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class RisingWord:
    """A word, folded as the search folds it, and how many headlines have it now and had it before."""

    word: str
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class RisingWords:
    """The words, the surest first, and how many different headlines were compared."""

    words: tuple[RisingWord, ...]
    now: int
    before: int


def rising_words(now: Iterable[str], before: Iterable[str], most: int) -> RisingWords:
    """Return at most so many words of one language's headlines; never raises.

    With nothing to compare with there are none.
    """
    later, earlier = _different(now), _different(before)
    if not later or not earlier:
        return RisingWords((), len(later), len(earlier))
    counts = _frequent(later)
    former = _counted(earlier, counts)
    sure = {
        word: sureness
        for word, count in counts.items()
        if (sureness := _sureness(count, former[word], len(later), len(earlier))) >= _WORTH_TRYING
        and _chance(count, former[word], len(later), len(earlier)) * len(counts) <= _CHANCE
    }
    kept = sorted(_words_alone(sure, counts), key=lambda word: (-sure[word], word))
    return RisingWords(
        tuple(RisingWord(word, counts[word], former[word]) for word in kept[:most]), len(later), len(earlier)
    )


@dataclass(frozen=True, slots=True)
class _Headline:
    words: frozenset[str]
    runs: tuple[str, ...]


def _different(titles: Iterable[str]) -> list[_Headline]:
    return [_headline(folded) for folded in dict.fromkeys(search_form(title).strip() for title in titles)]


def _headline(folded: str) -> _Headline:
    units = list(cut(folded))
    words = (unit.text for unit in units if not unit.run and len(unit.text) > 1)
    return _Headline(
        frozenset(word for word in words if not word.isdigit()),
        tuple(unit.text for unit in units if unit.run),
    )


def _pieces(headline: _Headline, length: int) -> set[str]:
    return {run[at : at + length] for run in headline.runs for at in range(len(run) - length + 1)}


def _frequent(headlines: Sequence[_Headline]) -> Counter[str]:
    """Count words and pieces; of pieces a longer one is counted only where both its shorter ones are."""
    found: Counter[str] = Counter(word for one in headlines for word in one.words)
    kept = Counter({word: count for word, count in found.items() if count >= _LEAST})
    for length in range(_SHORTEST, _LONGEST + 1):
        pieces = Counter(
            piece
            for one in headlines
            for piece in _pieces(one, length)
            if length == _SHORTEST or (piece[1:] in kept and piece[:-1] in kept)
        )
        longer = {piece: count for piece, count in pieces.items() if count >= _LEAST}
        if not longer:
            break
        kept.update(longer)
    return kept


def _counted(headlines: Sequence[_Headline], wanted: Counter[str]) -> Counter[str]:
    """Count those that are wanted."""
    lengths = sorted({len(word) for word in wanted})
    found: Counter[str] = Counter()
    for one in headlines:
        found.update(word for word in one.words if word in wanted)
        if one.runs:
            for length in lengths:
                found.update(piece for piece in _pieces(one, length) if piece in wanted)
    return found


def _sureness(now: int, before: int, all_now: int, all_before: int) -> float:
    """Return the log-likelihood ratio of a word that became more frequent, 0 of any other."""
    if now * all_before <= before * all_now:
        return 0.0
    share = (now + before) / (all_now + all_before)

    def part(count: int, every: int) -> float:
        has = count * log(count / (every * share)) if count else 0.0
        rest = every - count
        return has + (rest * log(rest / (every * (1 - share))) if rest else 0.0)

    return 2 * (part(now, all_now) + part(before, all_before))


def _chance(now: int, before: int, all_now: int, all_before: int) -> float:
    """Return how often chance alone puts so many of a word's headlines, or more, into the later ones.

    Each falls there by the later ones' share of all (binomial distribution): for words of ten headlines the
    usual chi-squared of the ratio is too small by ten (2026-11).
    """
    of, share = now + before, all_now / (all_now + all_before)

    def exactly(number: int) -> float:
        ways = lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1)
        return exp(ways + number * log(share) + (of - number) * log(1 - share))

    total = 0.0
    for number in range(now, of + 1):  # ever less likely, since the word became more frequent
        likely = exactly(number)
        total += likely
        if likely < total * 1e-9:
            break
    return total


def _words_alone(sure: dict[str, float], counts: Counter[str]) -> Iterator[str]:
    """Leave out pieces that are part of another one, and those that are one and what follows it."""
    dropped = set()
    for word in filter(RUN.fullmatch, sure):
        inner = [(at, end) for at, end in _spans(word) if word[at:end] in sure]
        parts = [(at, end) for at, end in inner if counts[word] >= _NEARLY_ALL * counts[word[at:end]]]
        words = [(at, end) for at, end in inner if counts[word] < _HALF * counts[word[at:end]]]
        if words:
            dropped.add(word)
            parts = [part for part in parts if any(_crosses(part, one) for one in words)]
        dropped.update(word[at:end] for at, end in parts)
    return (word for word in sure if word not in dropped)


_Span = tuple[int, int]


def _spans(word: str) -> Iterator[_Span]:
    """Yield where the shorter pieces of a piece stand."""
    for length in range(_SHORTEST, len(word)):
        yield from ((at, at + length) for at in range(len(word) - length + 1))


def _crosses(one: _Span, other: _Span) -> bool:
    """Whether one has some characters of the other, and some beside it."""
    return max(one[0], other[0]) < min(one[1], other[1]) and not (other[0] <= one[0] and one[1] <= other[1])
