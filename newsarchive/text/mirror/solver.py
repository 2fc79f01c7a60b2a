"""Finds the reading of one damaged stretch: bytes back in step, the most plausible of all that explain it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsarchive.text.mirror.events import EVENT, after_controls
from newsarchive.text.mirror.hypothesis import ALIGNED, Hypothesis, Page, merge
from newsarchive.text.mirror.steps import step_char, step_event

# Characters; a stretch ends at the first ASCII sign below 0x40, at the end of a paragraph at least.
LONGEST = 3000
MOST_CUTS = 6  # unknown bytes in one stretch; with more, any text can be read into them


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


def solve(text: str, start: int, begin: Hypothesis, *, page: Page) -> Solution:
    """Reads on from `start`, an event, until all readings meet again; gives the most plausible."""
    found, at, cuts, effort = [begin], start, 0, 0
    while at < len(text) and at - start < LONGEST and cuts < MOST_CUTS:
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
