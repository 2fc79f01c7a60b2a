"""Small boxes amid a story in which the paper speaks to its reader: its letter, its polls, consent.

What heads such a box tells what it is, and the sentences below go with it that speak to the reader, too. A
box of the story's own has a heading as well; its sentences speak of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.house_lines import EMBED_CONSENT, HOUSE_END, HOUSE_LINE
from newsarchive.text.furniture.reader_calls import box_kind, calls_amid, own_things
from newsarchive.text.sentences import FULL_STOP, says_something

# Rules of lines that head a box of the paper's, or stand in it.
_OF_HOUSE = frozenset({HOUSE_LINE, HOUSE_END, EMBED_CONSENT})
# Answers of a poll, and their longest; those with a number are its result, which a story tells.
_ANSWERS, _LONGEST_ANSWER = 2, 60
_DIGITS = re.compile(r"\d")
_COUNTED = re.compile(r"\d[\d.,\s]*\s\D{3,40}")
_ASKED = ("?", "？", "؟", ";")
_QUOTED = re.compile('[«»„“”「」『』"]')
_MOST_SENTENCES = 3  # lines
# What a paper calls itself and its reader, no word of which means "she" or "his" as well.
_TO_READER = re.compile(
    r"\b(?:[Yy]ours?|[Yy]ou|[Ww]e|[Oo]urs?|Sie|Ihnen|Ihre[nrms]?|Ihr|[Dd]ir|[Dd]ich"
    r"|[Dd]eine?[nrms]?|[Ww]ir|[Uu]nsere?[nrms]?"
    r"|[Vv]ous|[Vv]otre|[Vv]os|[Nn]ous|[Nn]otre|[Nn]os|[Nn]uestr[ao]s?|[Uu]sted|[Tt]us"
    r"|[Vv]ocê|[Nn]oss[ao]s?|[Nn]ostr[aoei]"
    r"|[Tt]u[ao]i?|[Oo]nze|[Jj]ouw|[Uu]w|[Vv]åra?t?|[Dd]in[ae]?|[Vv]ores|[Tt]woj\w+"
    r"|[Nn]asz\w*|[Вв]аш\w*|[Нн]аш\w*|[Вв]ы|[Мм]ы)\b"
)
_LONGEST_BOX = 700  # characters: a heading and three sentences


def with_reader_boxes(
    paragraphs: Sequence[str],
    rules: Sequence[str | None],
    boxed: Callable[[], Collection[tuple[str, ...]]],
    names: Collection[str],
) -> list[str | None]:
    """Return the rules and those of the lines that go with the rest of a small box."""
    gone: set[str] = set()
    for box in boxed():
        if sum(map(len, box)) <= _LONGEST_BOX:
            gone.update(_lines_that_go(box, names))
    return [
        HOUSE_LINE if rule in (None, HOUSE_END) and line in gone else rule
        for line, rule in zip(paragraphs, rules, strict=True)
    ]


def _lines_that_go(box: tuple[str, ...], names: Collection[str]) -> Collection[str]:
    kind = box_kind(box[0])
    if kind == "poll" and _is_poll(box[1:]):
        return box
    if kind == "offers" and len(box) > 1 and not any(map(says_something, box[1:])):
        return box
    is_sure = _is_of_house(box[0], names)
    if not is_sure and kind not in ("letter", "consent"):
        return ()
    rest = box[1:]
    if not all(_goes_along(line, names) for line in rest) or sum(map(_is_sentence, rest)) > _MOST_SENTENCES:
        return ()
    # A heading alone says little: a sentence of the box speaks to the reader.
    return box if is_sure or any(map(_speaks, rest)) or not any(map(_is_sentence, rest)) else ()


def _goes_along(line: str, names: Collection[str]) -> bool:
    """Whether a line below such a heading is a label, a call, or speaks to the reader; no quotation."""
    if _QUOTED.search(line):
        return False
    if not _is_sentence(line) or box_kind(line) or _is_of_house(line, names):
        return True
    return _speaks(line) or calls_amid(line, names)


def _speaks(line: str) -> bool:
    return _TO_READER.search(line) is not None


def _is_of_house(line: str, names: Collection[str]) -> bool:
    return furniture_kind(line, names) in _OF_HOUSE or own_things(line, names) is not None


def _is_sentence(line: str) -> bool:
    return says_something(line) and FULL_STOP.search(line) is not None


def _is_poll(lines: Sequence[str]) -> bool:
    """Whether lines are a question and answers to choose from, and how many have voted."""
    if len(lines) <= _ANSWERS or not lines[0].endswith(_ASKED):
        return False
    answers = [line for line in lines[1:] if not _COUNTED.fullmatch(line)]
    return len(answers) >= _ANSWERS and all(
        len(line) <= _LONGEST_ANSWER and not _DIGITS.search(line) and not FULL_STOP.search(line)
        for line in answers
    )
