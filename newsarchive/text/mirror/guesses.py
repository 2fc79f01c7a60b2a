"""Characters of which one byte was lost: where another is as likely nothing is written but `?`."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from newsarchive.text.mirror.cells import cells, chars
from newsarchive.text.mirror.character_odds import count_class, likely_after
from newsarchive.text.mirror.converted_script import simple
from newsarchive.text.mirror.hypothesis import (
    BOTH_LOST,
    LEAD_LOST,
    UNKNOWN_CHARACTER,
    WRONG_SCRIPT,
    Hypothesis,
    MirroredText,
    against_stops,
    chance_in_text,
    likely_leads,
    likely_trails,
)

_HAN = re.compile("[\u3400-\u9fff]")
# A wrong word is worse than a gap. Where another fits the characters on either side within e^1.5, 10 of 38
# guesses were right, beyond that 98 of 114 (106 articles, damaged in four ways); but to leave all those out
# cost .005 of the passages that come back whole (benchmarks.evaluation --only mirrors), so only the thinnest
# go (2026-12-01).
_LEAST_MARGIN = 0.3
_LEAST_BESIDE = 3.0  # where a character beside it is unknown
# A stop of which only the second byte is left may be the 常 or 停 of a word: two of six were right with less
# than this, with more 154 of 154.
_STOPS, _LEAST_OF_STOPS = frozenset("。、"), 2.5
# It is one before a quotation, and at the end of one that is no mere term.
_LONGEST_TERM = 8


class Guess(NamedTuple):
    """A guessed character's place in what a hypothesis wrote, and which of its bytes was lost."""

    at: int
    lost: int


def without_thin_guesses(one: Hypothesis, before: str, after: str, page: MirroredText) -> str:
    """What the hypothesis wrote between `before` and `after`, `?` for characters that nothing decides."""
    text = one.written()
    found = [] if one.literal else _guesses(one)
    if not found:
        return text
    places = [Guess(guess.at + len(before), guess.lost) for guess in found]
    whole = before + text + after
    thin = {guess for guess in places if _margin(whole, guess, page) < _least_margin(whole, guess)}
    whole = _without(whole, thin)
    # What speaks for one beside it was guessed itself.
    beside = [one for one in places if UNKNOWN_CHARACTER in whole[max(0, one.at - 1) : one.at + 2]]
    doubtful = {
        guess for guess in beside if guess not in thin and _margin(whole, guess, page) < _LEAST_BESIDE
    }
    return _without(whole, doubtful)[len(before) : len(before) + len(text)]


def _without(text: str, guesses: set[Guess]) -> str:
    places = {guess.at for guess in guesses}
    return "".join([UNKNOWN_CHARACTER if at in places else char for at, char in enumerate(text)])


def _least_margin(text: str, guess: Guess) -> float:
    at, lost = guess
    if _HAN.match(text, at):
        return _LEAST_MARGIN
    if lost != LEAD_LOST or text[at] not in _STOPS or _is_quotation(text, at):
        return -math.inf
    return _LEAST_OF_STOPS


def _is_quotation(text: str, at: int) -> bool:
    """Whether a quotation begins behind the place, or one ends that is no mere term."""
    behind = text[at + 1 : at + 2]
    return behind == "“" or (behind == "”" and "“" not in text[max(0, at - _LONGEST_TERM) : at])


def _guesses(one: Hypothesis) -> list[Guess]:
    """Those of a hypothesis, the first one first."""
    found: list[tuple[int, int, int]] = []
    output, length = one.output, 0
    while output is not None:
        length += len(output.text)
        if output.lost:
            found.append((length, len(output.text), output.lost))
        output = output.before
    return [Guess(length - behind + size - 1, lost) for behind, size, lost in reversed(found)]


def _margin(text: str, guess: Guess, page: MirroredText) -> float:
    """How much likelier (natural logarithm) the guessed character is than the next best one."""
    at, lost = guess
    char = text[at]
    before = list(map(_plain, text[max(0, at - 2) : at]))
    after = list(map(_plain, text[at + 1 : at + 3]))
    rivals = {simple(one): one for one in _rivals(char, lost, text[max(0, at - 2) : at])}
    rivals.pop(simple(char), None)
    best = max((_fit(one, before, after, page) for one in rivals.values()), default=-math.inf)
    return _fit(char, before, after, page) - best


def _plain(char: str) -> str:
    return count_class(simple(char))


def _rivals(char: str, lost: int, before: str) -> list[str]:
    cell = cells().get(char, 0)
    lead, trail = cell >> 8, cell & 0xFF
    if lost == BOTH_LOST:
        return list(likely_after("".join(map(_plain, before))))
    if lost == LEAD_LOST:
        return [chars()[other << 8 | trail] for other in likely_leads(trail)]
    return [chars()[lead << 8 | other] for other in likely_trails(lead)]


def _fit(char: str, before: list[str], after: list[str], page: MirroredText) -> float:
    run = [*before, _plain(char), *after]
    score = sum(
        chance_in_text("".join(run[max(0, at - 2) : at]), run[at], page)
        for at in range(len(before), len(run))
    )
    score += sum(against_stops("".join(run[:at]), run[at]) for at in range(len(before), len(run)))
    return score + (WRONG_SCRIPT if page.converted and page.table.is_foreign(char) else 0.0)
