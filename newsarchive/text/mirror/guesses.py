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
    WRONG_SCRIPT,
    Hypothesis,
    MirroredText,
    chance_in_text,
    likely_leads,
    likely_trails,
)

_HAN = re.compile("[\u3400-\u9fff]")
# Where another fits the two characters on either side nearly as well, 16 of 43 guesses were right, from this
# margin on 123 of 131 (87 articles, damaged in four ways; 2026-12-01). A wrong word is worse than a gap.
_LEAST_MARGIN = 2.0
# A stop of which only the second byte is left may be the 常 or 停 of a word, but before a quotation: of 11 with
# less than this five were right, with more 114 of 114.
_STOPS, _LEAST_OF_STOPS = frozenset("。、"), 3.0


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
    whole = before + text + after
    thin = {guess.at for guess in found if _is_thin(whole, guess.at + len(before), guess.lost, page)}
    # What speaks for one beside it was guessed itself.
    thin |= {guess.at for guess in found if guess.at - 1 in thin or guess.at + 1 in thin}
    return "".join(["?" if at in thin else char for at, char in enumerate(text)])


def _is_thin(text: str, at: int, lost: int, page: MirroredText) -> bool:
    return _margin(text, at, lost, page) < _least_margin(text, at, lost)


def _least_margin(text: str, at: int, lost: int) -> float:
    if _HAN.match(text, at):
        return _LEAST_MARGIN
    may_be_word = lost == LEAD_LOST and text[at] in _STOPS and text[at + 1 : at + 2] != "“"
    return _LEAST_OF_STOPS if may_be_word else -math.inf


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


def _margin(text: str, at: int, lost: int, page: MirroredText) -> float:
    """How much likelier (natural logarithm) the guessed character is than the next best one."""
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
    return score + (WRONG_SCRIPT if page.converted and page.table.is_foreign(char) else 0.0)
