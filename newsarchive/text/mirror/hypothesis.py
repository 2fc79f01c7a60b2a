"""One reading of damaged bytes under way: what it has put out, what it waits for, how plausible it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from newsarchive.text.mirror.cells import LEAD_BYTES, LOWEST_HIGH, cells, chars
from newsarchive.text.mirror.character_odds import count_class, frequency, log_chance
from newsarchive.text.mirror.converted_script import ConversionTable, is_traditional, simple
from newsarchive.text.mirror.damage_events import Swallowed

# Which bytes a lost one can have been: those that make a character seen in running text.


def _is_likely(cell: int) -> bool:
    char = chars().get(cell)
    return char is not None and frequency(count_class(simple(char))) > 0.0


@lru_cache(maxsize=256)
def likely_leads(trail: int) -> tuple[int, ...]:
    """Lead bytes before this trail byte."""
    return tuple(lead for lead in LEAD_BYTES if _is_likely(lead << 8 | trail))


@lru_cache(maxsize=256)
def likely_trails(lead: int) -> tuple[int, ...]:
    """Trail bytes after this lead byte that could swallow an ASCII sign, being lead bytes themselves."""
    return tuple(trail for trail in LEAD_BYTES if _is_likely(lead << 8 | trail))


ALIGNED, UNKNOWN, UNKNOWN_LOW, UNKNOWN_HIGH = -1, -2, -3, -4
UNKNOWN_CHARACTER = "?"  # written for a character that nothing decides
WRONG_SCRIPT = -6.0  # a character that the engine would have converted (or made): as unlikely as a rare name
# Signs that no Chinese sentence has: the second byte of a character whose first was lost.
_NO_SIGNS, _NO_SIGN = frozenset("^`{}\\"), -10.0
_QUOTE_FITS, _QUOTE_CLASHES = 1.0, -4.0
_STOPS_MEET = -5.0
_WIDTH, _GAP = 24, 15.0  # readings kept, and how far behind the best, to bound the time
_SEEN_HERE, _SEEN_PAIR = math.exp(-3.0), math.exp(-5.0)  # least chance of three and two that the text has too
_BEFORE = 2  # characters that the next one is judged by
_OWN = 0.5  # weight of the text's own counts: from 0.2 to 0.5 as many passages came back (2026-11-26)
_EITHER = "著"  # in a converted text it was 着, or 著 itself: 著名, 专著
_STOPS = frozenset("，。、；：！？")
_BEFORE_NO_STOP = _STOPS | frozenset("“《（")
_PAUSES = frozenset("，。、；")  # no stop stands behind a quotation that ends so


@dataclass(frozen=True, slots=True)
class MirroredText:
    """What is known of the text: made Traditional? notes without tones? its runs of up to three, counted.

    `table` is the engine's, where it made the text Traditional; `folded` whether full-width signs were made
    half-width afterwards.
    """

    converted: bool
    toneless: bool = False
    own: Mapping[str, int] = field(default_factory=dict)
    table: ConversionTable = field(default_factory=ConversionTable)
    folded: bool = True


LEAD_LOST, TRAIL_LOST, BOTH_LOST = 1, 2, 3


class Output(NamedTuple):
    """A linked list, so that hypotheses share their past."""

    before: Output | None
    text: str
    lost: int = 0  # of a character of two bytes what was guessed: LEAD_LOST, TRAIL_LOST, BOTH_LOST


class Hypothesis(NamedTuple):
    """A reading so far.

    `pending` is the lead byte that waits for its trail, UNKNOWN if it was lost, UNKNOWN_LOW if it was one
    below A1, UNKNOWN_HIGH if it was not, or ALIGNED; `tail` the last two bytes of the original; `last` the
    last two characters, Simplified and folded; `opened` whether a quotation is open; `literal` whether
    nothing was assumed (the text as it stands); `score` a logarithm.
    """

    score: float
    pending: int
    tail: int
    last: str
    opened: bool
    literal: bool
    output: Output | None

    @property
    def key(self) -> tuple[int, int, str, bool, bool]:
        """Hypotheses with the same key have the same future; the better one is kept."""
        return self.pending, self.tail, self.last, self.opened, self.literal

    def written(self) -> str:
        """All that was put out."""
        parts: list[str] = []
        at = self.output
        while at is not None:
            parts.append(at.text)
            at = at.before
        return "".join(reversed(parts))


def advance(tail: int, text: str) -> int:
    """The last two bytes after `text` was read; characters without a cell leave zeros."""
    for char in text[-2:]:
        if char < "\x80":
            tail = (tail & 0xFF) << 8 | ord(char)
        elif char == "€":
            tail = (tail & 0xFF) << 8 | 0x80
        else:
            tail = cells().get(char, 0)
    return tail


def _signs(before: str, char: str, opened: bool) -> float:
    """What the model of words does not know: quotations open and close, two stops do not meet."""
    if char == "“":
        return _QUOTE_CLASHES if opened else _QUOTE_FITS
    if char == "”":
        return _QUOTE_FITS if opened else _QUOTE_CLASHES
    if char in _NO_SIGNS:
        return _NO_SIGN
    return against_stops(before, char)


def against_stops(before: str, char: str) -> float:
    """What speaks against a stop after others: ，。 and 。”。 are none."""
    if char not in _STOPS:
        return 0.0
    met = before[-2:-1] if before[-1:] == "”" and before[-2:-1] in _PAUSES else before[-1:]
    return _STOPS_MEET if met in _BEFORE_NO_STOP and met else 0.0


def _chance(one: Hypothesis, before: str, plain: str, page: MirroredText) -> float:
    chance = log_chance(before, plain)
    if _EITHER in before:
        chance = max(chance, log_chance(before.replace(_EITHER, "着"), plain))
    elif plain == _EITHER:
        chance = max(chance, log_chance(before, "着"))
    return chance if one.literal else _with_own(chance, before, plain, page.own)


def chance_in_text(before: str, plain: str, page: MirroredText) -> float:
    """The chance (natural logarithm) of a character after up to two others, in this text."""
    return _with_own(log_chance(before, plain), before, plain, page.own)


def _with_own(chance: float, before: str, plain: str, own: Mapping[str, int]) -> float:
    """The chance, more of it for what the text itself has elsewhere: its names and terms come again."""
    pair = own.get(before[-1:] + plain, 0)
    if not pair or not before:
        return chance
    likeliest = max(math.exp(chance), _SEEN_PAIR, _OWN * pair / (own[before[-1:]] + 1))
    if len(before) == _BEFORE and (triple := own.get(before + plain, 0)):
        likeliest = max(likeliest, _SEEN_HERE, _OWN * triple / (own[before] + 1))
    return math.log(likeliest)


def append_text(one: Hypothesis, text: str, *, page: MirroredText, extra: float = 0.0) -> Hypothesis:
    """The hypothesis, aligned, after it put out `text`."""
    score, last, opened = one.score + extra, one.last, one.opened
    for char in text:
        plain = char if char == _EITHER else count_class(simple(char))
        score += _chance(one, last, plain, page) + _signs(last, char, opened)
        if page.table.is_foreign(char) if page.converted else is_traditional(char):
            score += WRONG_SCRIPT
        opened = char == "“" or (opened and char not in "”\n")
        last = last[-1:] + plain
    tail = advance(one.tail, text)
    return Hypothesis(score, ALIGNED, tail, last, opened, one.literal, Output(one.output, text))


def append_sign(one: Hypothesis, sign: Swallowed, *, page: MirroredText, extra: float) -> Hypothesis:
    """The hypothesis after a swallowed sign, which may be known in kind only."""
    if not sign.kind:
        return one
    said = append_text(one, sign.kind, page=page, extra=extra)
    return said._replace(output=Output(one.output, sign.written) if sign.written else one.output)


def is_lost(one: Hypothesis) -> bool:
    """Whether it waits for the trail of a lead byte that was lost."""
    return one.pending <= UNKNOWN


def may_complete(one: Hypothesis, char: str) -> bool:
    """Whether the lead byte that was lost can be this character's."""
    if one.pending == UNKNOWN:
        return True
    return (cells().get(char, 0xFFFF) >> 8 < LOWEST_HIGH) == (one.pending == UNKNOWN_LOW)


def wait(one: Hypothesis, lead: int, extra: float = 0.0) -> Hypothesis:
    """The hypothesis with a lead byte that waits for its trail."""
    tail = (one.tail & 0xFF) << 8 | max(lead, 0)
    return one._replace(score=one.score + extra, pending=lead, tail=tail, literal=False)


def complete_character(
    one: Hypothesis, trail: int, *, page: MirroredText, extra: float = 0.0
) -> Iterator[Hypothesis]:
    """The waiting hypothesis after its trail byte came: one for each lead byte that it may have been."""
    for lead in likely_leads(trail) if is_lost(one) else (one.pending,):
        if one.pending == UNKNOWN_LOW and lead >= LOWEST_HIGH:
            break
        if one.pending == UNKNOWN_HIGH and lead < LOWEST_HIGH:
            continue
        char = chars().get(lead << 8 | trail)
        if char:
            done = append_text(one, char, page=page, extra=extra)
            yield guessed(done, LEAD_LOST) if is_lost(one) else done


def guessed(one: Hypothesis, lost: int) -> Hypothesis:
    """The hypothesis with its last character marked: a byte of it, or both, was lost."""
    return one if one.output is None else one._replace(output=one.output._replace(lost=lost))


def confirmed(one: Hypothesis) -> Hypothesis:
    """The hypothesis after a note with the reading of its last character, which is no guess any more."""
    if one.pending != ALIGNED or one.output is None or not one.output.lost:
        return one
    return one._replace(output=one.output._replace(lost=0))


def merge(found: list[Hypothesis]) -> list[Hypothesis]:
    """The best of each key, at most WIDTH in step and as many that wait, none more than GAP behind."""
    best: dict[tuple[int, int, str, bool, bool], Hypothesis] = {}
    for one in found:
        old = best.get(one.key)
        if old is None or one.score > old.score:
            best[one.key] = one
    floor = max((one.score for one in best.values() if not one.literal), default=0.0) - _GAP
    kept = sorted((one for one in best.values() if one.literal or one.score >= floor), key=_rank)
    aligned = [one for one in kept if one.pending == ALIGNED]
    return aligned[:_WIDTH] + [one for one in kept if one.pending != ALIGNED][:_WIDTH]


def _rank(one: Hypothesis) -> tuple[bool, float]:
    """Literal ones first, they are few and show what was gained; then by score."""
    return not one.literal, -one.score
