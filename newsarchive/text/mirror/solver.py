"""Finds the reading of one damaged stretch: bytes back in step, the most plausible of all that explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsarchive.text.mirror.cells import (
    EURO,
    FULL_WIDTH,
    HIGH_USER_LEADS,
    USER_LEADS,
    cells,
    chars,
    gap_leads,
    noted,
    unfolded,
)
from newsarchive.text.mirror.character_odds import count_class, frequency, likely_after
from newsarchive.text.mirror.converted_script import is_traditional, simple
from newsarchive.text.mirror.damage_events import CUT_SIGNS, EVENT, after_controls, is_cut, swallowed
from newsarchive.text.mirror.hypothesis import (
    ALIGNED,
    BOTH_LOST,
    TRAIL_LOST,
    UNKNOWN,
    UNKNOWN_CHARACTER,
    UNKNOWN_HIGH,
    UNKNOWN_LOW,
    Hypothesis,
    MirroredText,
    append_sign,
    append_text,
    complete_character,
    confirmed,
    guessed,
    is_lost,
    likely_trails,
    may_complete,
    merge,
    wait,
)
from newsarchive.text.mirror.mandarin_readings import EXACT, NONE, match, read_so, seconds

# How a hypothesis reads on: one ordinary character, a note, wreckage, a cut.

# Costs in natural logarithms, set by hand so that each stays clearly above or below one unlikely character
# (about 12) and tried on generated damage (newsarchive/newsroom/mirror_damage.py), 2026-11-24.
_LOOSE_READING = -3.0
_LOOSE_BESIDE_EXACT = -6.0  # where another character has the very reading
_LEFT_NOTE = -30.0  # letters of a note left in the text
_UNREAD_NOTE = -14.0  # a note dropped although its character has no such reading
_CUT = -3.0
_LOST = -9.0  # a byte that left no trace
_FOLDED = -2.0  # full-width signs made half-width after the damage
_GUESSED = -4.0
_UNPROVEN = -1.0  # one of a few signs that may have been swallowed
_GAP_CELL = -8.0  # a pair of bytes that is no character, shown as one `?`
_TORN = (
    -10.0
)  # `?/p>` taken for a question mark and the end of no tag, or controls sown after a question mark
_MIXED_WIDTHS = -4.0  # `?！` taken for two signs
_UNLIKELY_NOTE = -6.0  # a note on a character that engines do not note
_COMMON = 5e-6  # share of running text that a noted character has
_SOWN = ("\x05", "\x06", "\x07", "\x08")


def _shifted(one: Hypothesis, char: str, page: MirroredText) -> Iterator[Hypothesis]:
    """A displayed character to a hypothesis that waits: its first byte is a trail, its second a lead."""
    code = EURO if char == "€" else ord(char) if char < "\x80" else cells().get(char, 0)
    if 0x40 <= code <= EURO:
        yield from complete_character(one, code, page=page)
        return
    extra = 0.0
    if code < 0x40:
        if not page.folded:
            return
        code, extra = cells().get(char.translate(FULL_WIDTH), 0), _FOLDED
    second = code & 0xFF
    for done in complete_character(one, code >> 8, page=page, extra=extra) if code else ():
        yield append_text(done, chr(second), page=page) if second < EURO else wait(done, second)


def step_char(found: list[Hypothesis], char: str, page: MirroredText) -> list[Hypothesis]:
    """All hypotheses after one ordinary character."""
    after: list[Hypothesis] = []
    for one in found:
        if one.pending == ALIGNED:
            after.append(append_text(one, char, page=page))
        else:
            after.extend(_shifted(one, char, page))
    return after


def _note(one: Hypothesis, event: re.Match[str], page: MirroredText) -> Iterator[Hypothesis]:
    """A note is for the last two bytes, whether or not they are one character to this hypothesis."""
    grade = match(noted(one.tail), event["note"])
    if grade != NONE:
        apart = one.pending == ALIGNED and one.last[-1:].isascii()
        cost = _GUESSED if apart else 0.0 if grade == EXACT else _LOOSE_READING
        yield confirmed(one)._replace(score=one.score + cost)
    elif one.pending == ALIGNED:
        yield append_text(one, event[0], page=page, extra=_LEFT_NOTE / 2)
        yield one._replace(score=one.score + _UNREAD_NOTE)


def is_noted(char: str, page: MirroredText) -> bool:
    """Whether an engine may have noted the character: a common one, that it converted if it converts."""
    return (is_traditional(char) or not page.converted) and frequency(count_class(simple(char))) >= _COMMON


def _wreck(one: Hypothesis, event: re.Match[str], page: MirroredText) -> Iterator[Hypothesis]:
    extra = _LOST if event["bald"] else 0.0
    first = unfolded(one.tail & 0xFF)
    found = seconds(first, event["wreck"] or event["bald"])
    loose = _LOOSE_BESIDE_EXACT if any(grade == EXACT for _, grade in found) else _LOOSE_READING
    for second, grade in found:
        cost = extra + (0.0 if grade == EXACT else loose)
        if not is_noted(chars()[first << 8 | second], page):
            cost += _UNLIKELY_NOTE
        if one.pending == ALIGNED and second != EURO:
            yield wait(one, second, cost)
        elif one.pending >= 0:
            yield from complete_character(one, second, page=page, extra=cost)
    if is_lost(one):
        yield from _read_so(one, event["wreck"] or event["bald"], page, extra)
    if one.pending == ALIGNED:
        yield append_text(one, event[0], page=page, extra=_LEFT_NOTE)


def _read_so(one: Hypothesis, reading: str, page: MirroredText, extra: float) -> Iterator[Hypothesis]:
    """Of a noted character nothing is left but the note."""
    for char, grade in read_so(reading):
        if is_noted(char, page) and may_complete(one, char):
            yield append_text(one, char, page=page, extra=extra + (0.0 if grade == EXACT else _LOOSE_READING))


def _unknown_trail(one: Hypothesis, cost: float, page: MirroredText) -> Iterator[Hypothesis]:
    """The waiting hypothesis after a trail byte that is lost: any likely character of this lead byte."""
    if is_lost(one):
        for char in _likely_characters(one, page):
            yield guessed(append_text(one, char, page=page, extra=cost + _LOST), BOTH_LOST)
        return
    for trail in likely_trails(one.pending):
        for done in complete_character(one, trail, page=page, extra=cost):
            yield guessed(done, TRAIL_LOST)


def _likely_characters(one: Hypothesis, page: MirroredText) -> Iterator[str]:
    """What a character of which both bytes are lost may have been."""
    form = page.table.form if page.converted else str
    return (char for char in map(form, likely_after(one.last)) if may_complete(one, char))


def _against_question(text: str, at: int) -> float:
    """What speaks against a question mark before `at`."""
    if swallowed(text, at)[0].written == "<" or text[at : at + 1] in _SOWN:
        return _TORN
    return _MIXED_WIDTHS if text[at : at + 1] in CUT_SIGNS and text[at : at + 1] >= "\u3000" else 0.0


@cache
def _hidden() -> tuple[tuple[tuple[int, ...], int], ...]:
    """The rows with cells that a decoder shows as one `?`, and what is known of their second byte."""
    return (gap_leads(), UNKNOWN), (USER_LEADS, UNKNOWN_LOW), (HIGH_USER_LEADS, UNKNOWN_HIGH)


def _before_hidden(one: Hypothesis, rows: tuple[int, ...], page: MirroredText) -> Iterator[Hypothesis]:
    """The waiting hypothesis after its trail byte, which is hidden in one `?` with the lead byte after it."""
    if not is_lost(one):
        for trail in rows:
            for done in complete_character(one, trail, page=page, extra=_GAP_CELL):
                yield guessed(done, TRAIL_LOST)
        return
    for char in _likely_characters(one, page):
        if cells().get(char, 0) & 0xFF in rows:
            yield guessed(append_text(one, char, page=page, extra=_GAP_CELL), BOTH_LOST)
    yield append_text(one, UNKNOWN_CHARACTER, page=page, extra=_GAP_CELL)


def _cut(one: Hypothesis, event: re.Match[str], page: MirroredText) -> Iterator[Hypothesis]:
    text, at = event.string, event.end()
    if one.pending == ALIGNED:
        yield append_text(one, event[0], page=page, extra=_against_question(text, at))
        if is_cut(text, at):
            yield wait(one, UNKNOWN, _CUT)
        return
    signs = swallowed(text, at)
    for done in _unknown_trail(one, _CUT, page):
        for sign in signs:
            yield append_sign(done, sign, page=page, extra=0.0 if sign.proven else _UNPROVEN)
    for rows, lost in _hidden():
        for done in _before_hidden(one, rows, page):
            yield wait(done, lost)
    if event[0] == "?":
        yield from _shifted(one, "?", page)


def _sign(one: Hypothesis, event: re.Match[str], page: MirroredText) -> Iterator[Hypothesis]:
    """A full-width sign: as it stands, or after a byte that was lost without trace."""
    if one.pending == ALIGNED:
        yield append_text(one, event[0], page=page)
        if one.output is None:
            yield from _shifted(wait(one, UNKNOWN, _LOST), event[0], page)
        return
    yield from _shifted(one, event[0], page)
    for done in _unknown_trail(one, _LOST, page) if not is_lost(one) else ():
        yield append_text(done, event[0], page=page)


_STEPS = {"note": _note, "wreck": _wreck, "bald": _wreck, "cut": _cut, "sign": _sign}


def step_event(found: list[Hypothesis], event: re.Match[str], page: MirroredText) -> list[Hypothesis]:
    """All hypotheses after a note, wreckage, a cut, or sown controls."""
    step = _STEPS.get(event.lastgroup or "")
    if step is None:
        return found
    return [after for one in found for after in step(one, event, page)]


# Characters; a stretch ends at the first ASCII sign below 0x40, at the end of a paragraph at least.
_LONGEST = 3000
_MOST_CUTS = 6  # unknown bytes in one stretch; with more, any text can be read into them


@dataclass(frozen=True, slots=True)
class Solution:
    """The stretch from an event to `end`: the best reading, and `gain`, how much better it is than `plain`.

    `plain` is the text as it stood, notes stripped; the two are the same where nothing better was found.
    `effort` counts the hypotheses that were looked at.
    """

    end: int
    best: Hypothesis
    plain: Hypothesis
    gain: float
    effort: int


def _settled(found: list[Hypothesis]) -> bool:
    """Whether all hypotheses are in step and see the same past: nothing later can choose between them."""
    return len({(one.pending, one.tail, one.last) for one in found}) == 1 and found[0].pending == ALIGNED


def _is_event(event: re.Match[str] | None, found: list[Hypothesis], *, first: bool) -> bool:
    """Signs hide lost bytes only where the restorer thought so, or while some hypothesis is out of step."""
    if event is None or event.lastgroup != "sign":
        return event is not None
    return first or any(one.pending != ALIGNED for one in found)


def solve(text: str, start: int, begin: Hypothesis, *, page: MirroredText) -> Solution:
    """Reads on from `start`, an event, until all readings meet again; gives the most plausible."""
    found, at, cuts, effort = [begin], start, 0, 0
    while at < len(text) and at - start < _LONGEST and cuts < _MOST_CUTS:
        event = EVENT.match(text, at)
        if event and _is_event(event, found, first=at == start):
            after, then = step_event(found, event, page), event.end()
            cuts += event.lastgroup == "cut"
        else:
            after, then = step_char(found, text[at], page), at + 1
        if not after:
            break
        effort += len(after)
        found, at = merge(after), then
        if _settled(found):
            break
    return _best(found, after_controls(text, at), begin, effort)


def _best(found: list[Hypothesis], end: int, begin: Hypothesis, effort: int) -> Solution:
    ready = [one for one in found if one.pending == ALIGNED] or [begin]
    best = max(ready, key=lambda one: one.score)
    plain = max((one for one in ready if one.literal), key=lambda one: one.score, default=begin)
    return Solution(end, best, plain, best.score - plain.score, effort)
