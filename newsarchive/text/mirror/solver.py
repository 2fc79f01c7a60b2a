"""Finds the reading of one damaged stretch: bytes back in step, the most plausible of all that explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.text.mirror.cells import EURO, TRAILS, cells, chars
from newsarchive.text.mirror.events import EVENT, after_controls, is_cut, swallowed
from newsarchive.text.mirror.hypothesis import ALIGNED, Hypothesis, Page, complete, merge, say, wait
from newsarchive.text.mirror.readings import EXACT, NONE, match, seconds

# Costs in natural logarithms, set by hand so that each stays clearly above or below one unlikely character (about 12)
# and tried on generated damage (tests/text/mirror/damage.py), 2026-11-24.
LOOSE_READING = -3.0
LEFT_NOTE = -30.0  # letters of a note left in the text
UNREAD_NOTE = -14.0  # a note dropped although its character has no such reading
CUT = -3.0
LOST = -9.0  # a byte that left no trace
FOLDED = -2.0  # full-width signs made half-width after the damage
GUESSED = -4.0
TORN_TAG = -10.0  # `?/p>` taken for a question mark and the end of no tag
LONGEST = (
    3000  # characters; a stretch ends at the first ASCII sign below 0x40, at the end of a paragraph at least
)

_FULL = str.maketrans("!?,:;()", "！？，：；（）")


@dataclass(frozen=True, slots=True)
class Solution:
    """`text` stands for the stretch up to `end`; `gain` is how much better it is than the text as it stood.

    `literal` means that nothing better was found.
    """

    end: int
    text: str
    gain: float
    literal: bool
    tail: int


def _shifted(one: Hypothesis, char: str, page: Page) -> Iterator[Hypothesis]:
    """A displayed character read by a hypothesis that waits: its first byte is a trail, its second a lead again."""
    code = EURO if char == "€" else ord(char) if char < "\x80" else cells().get(char, 0)
    if 0x40 <= code < 0x81:
        done = complete(one, code, page=page)
        if done:
            yield done
        return
    extra = 0.0
    if code < 0x40:
        code, extra = cells().get(char.translate(_FULL), 0), FOLDED
    done = complete(one, code >> 8, page=page, extra=extra) if code else None
    if done is None:
        return
    second = code & 0xFF
    yield say(done, chr(second), page=page) if second < 0x80 else wait(done, second)


def step_char(found: list[Hypothesis], char: str, page: Page) -> list[Hypothesis]:
    """All hypotheses after one ordinary character."""
    after: list[Hypothesis] = []
    for one in found:
        if one.pending == ALIGNED:
            after.append(say(one, char, page=page))
        else:
            after.extend(_shifted(one, char, page))
    return after


def _note(one: Hypothesis, event: re.Match[str], page: Page) -> Iterator[Hypothesis]:
    reading = event["note"]
    if one.pending != ALIGNED:
        return
    grade = match(chars().get(one.tail, ""), reading)
    if grade == NONE:
        yield say(one, event[0], page=page, extra=LEFT_NOTE / 2)
        yield one._replace(score=one.score + UNREAD_NOTE)
    else:
        apart = one.last[-1:].isascii()
        yield one._replace(score=one.score + (GUESSED if apart else 0.0 if grade == EXACT else LOOSE_READING))


def _wreck(one: Hypothesis, event: re.Match[str], page: Page) -> Iterator[Hypothesis]:
    extra = LOST if event["bald"] else 0.0
    for second, grade in seconds(one.tail & 0xFF, event["wreck"] or event["bald"]):
        cost = extra + (0.0 if grade == EXACT else LOOSE_READING)
        if one.pending == ALIGNED:
            yield wait(one, second, cost)
        else:
            done = complete(one, second, page=page, extra=cost)
            if done:
                yield done
    if one.pending == ALIGNED:
        yield say(one, event[0], page=page, extra=LEFT_NOTE)


def _unknown_lead(one: Hypothesis, cost: float) -> Iterator[Hypothesis]:
    yield from (wait(one, lead, cost) for lead in range(0x81, 0xFF))


def _unknown_trail(one: Hypothesis, sign: str, cost: float, page: Page) -> Iterator[Hypothesis]:
    for trail in TRAILS[TRAILS.index(0x81) :]:
        done = complete(one, trail, page=page, extra=cost)
        if done:
            yield say(done, sign, page=page) if sign else done


def _cut(one: Hypothesis, event: re.Match[str], page: Page) -> Iterator[Hypothesis]:
    text, at = event.string, event.end()
    if one.pending == ALIGNED:
        torn = swallowed(text, at) == ("<", True)
        yield say(one, event[0], page=page, extra=TORN_TAG if torn else 0.0)
        if is_cut(text, at):
            yield from _unknown_lead(one, CUT)
        return
    sign, proven = swallowed(text, at)
    yield from _unknown_trail(one, sign, CUT if proven else GUESSED, page)
    if event[0] == "?":
        yield from _shifted(one, "?", page)


def _sign(one: Hypothesis, event: re.Match[str], page: Page) -> Iterator[Hypothesis]:
    """A full-width sign: as it stands, or after a byte that was lost without trace."""
    if one.pending == ALIGNED:
        yield say(one, event[0], page=page)
        for lead in _unknown_lead(one, LOST):
            yield from _shifted(lead, event[0], page)
    else:
        yield from _shifted(one, event[0], page)
        for done in _unknown_trail(one, "", LOST, page):
            yield say(done, event[0], page=page)


def step_event(found: list[Hypothesis], event: re.Match[str], page: Page) -> list[Hypothesis]:
    """All hypotheses after a note, wreckage, a cut, or sown controls."""
    kinds = {"note": _note, "wreck": _wreck, "bald": _wreck, "cut": _cut, "sign": _sign}
    step = kinds.get(event.lastgroup or "")
    if step is None:
        return found
    return [after for one in found for after in step(one, event, page)]


def _settled(found: list[Hypothesis]) -> bool:
    """Whether all hypotheses are in step and see the same past, so that nothing later can choose between them."""
    return len({(one.pending, one.tail, one.last) for one in found}) == 1 and found[0].pending == ALIGNED


def solve(text: str, start: int, begin: Hypothesis, *, page: Page) -> Solution:
    """Reads on from `start`, an event, until all readings meet again; gives the most plausible."""
    found, at = [begin], start
    while at < len(text) and at - start < LONGEST:
        event = EVENT.match(text, at)
        if event and (
            at == start or event.lastgroup != "sign" or any(one.pending != ALIGNED for one in found)
        ):
            after, then = step_event(found, event, page), event.end()
        else:
            after, then = step_char(found, text[at], page), at + 1
        if not after:
            break
        found, at = merge(after), then
        if _settled(found):
            break
    return _best(found, after_controls(text, at), begin)


def _best(found: list[Hypothesis], end: int, begin: Hypothesis) -> Solution:
    ready = [one for one in found if one.pending == ALIGNED] or found
    best = max(ready, key=lambda one: one.score)
    plain = max((one.score for one in ready if one.literal), default=begin.score + 2 * LEFT_NOTE)
    return Solution(end, best.written(), best.score - plain, best.literal, best.tail)
