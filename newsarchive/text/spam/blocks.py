"""Which paragraphs are spam, each by itself and short lines together as the list they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from newsarchive.text.spam.features import Features, measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.judge import Judgement, judge, judge_features
from newsarchive.text.spam.runs import trim_runs
from newsarchive.text.spam.shape import has_sentence, is_bare_tag, is_place

# A line of a list: longer ones are paragraphs (the longest phrase of the farms seen is 34 characters).
_LINE = 60
_FEWEST = 3
# Share of marked lines, those without a letter ("1 => '") not counted. The lists seen have .5 to 1.
_MARKED = 0.5
_HEADLINE = 80
_PLANTED = re.compile("_|【[^】]+】|‘[^’]+’")


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs start to end (exclusive) cut together, and why."""

    start: int
    end: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class _Line:
    judgement: Judgement
    short: bool
    marked: bool
    suspect: bool
    worded: bool


def spam_blocks(paragraphs: tuple[str, ...]) -> list[Block]:
    """What to cut, in order, not overlapping: lists of lines first, then single paragraphs."""
    lines = [_look(paragraph) for paragraph in paragraphs]
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and lines[end].short:
            end += 1
        if end > position:
            blocks += _in_run(paragraphs, lines, position, end)
            position = end
        else:
            blocks += _alone(lines, position, position + 1)
            position += 1
    return blocks


def _in_run(paragraphs: tuple[str, ...], lines: list[_Line], start: int, end: int) -> list[Block]:
    """Of short lines: the list from the first to the last marked one if that is spam, else single ones."""
    marked = [index for index in range(start, end) if lines[index].marked]
    if len(marked) >= _FEWEST:
        first, last = marked[0], marked[-1] + 1
        judgement = judge("\n".join(paragraphs[first:last]))
        # Harmless words are sown into lists and go with them; a run mostly honest is no list.
        worded = sum(lines[index].worded for index in range(first, last))
        if judgement.spam and len(marked) >= _MARKED * worded:
            return [*_alone(lines, start, first), Block(first, last, judgement), *_alone(lines, last, end)]
    return _alone(lines, start, end)


def _judge_line(paragraph: str, features: Features) -> Judgement:
    """As `judge`; besides, a headline with a brand planted in it (…_华体会) is no paragraph of an article.

    It is the farm's title of this page, which the headline without the brand is, or of its next one.
    """
    judgement = judge_features(features)
    if judgement.spam or not features.spam or features.prose or len(paragraph) > _HEADLINE:
        return judgement
    planted = [found for piece, found in trim_runs(paragraph).cut if _PLANTED.search(paragraph) and piece]
    return replace(planted[0], rule="planted_line") if planted else judgement


def _alone(lines: list[_Line], start: int, end: int) -> list[Block]:
    return [Block(i, i + 1, lines[i].judgement) for i in range(start, end) if lines[i].judgement.spam]


def is_suspect(paragraph: str) -> bool:
    """Whether any phrase of the lexicon stands in it: only then can a part of it be spam."""
    return _look(paragraph).suspect


@lru_cache(maxsize=4096)
def _look(paragraph: str) -> _Line:
    """What one paragraph is (remembered: cleaning looks again after each cut)."""
    features = measure(fold(paragraph))
    judgement = _judge_line(paragraph, features)
    # A line that is a list by itself is an entry of its own.
    whole = judgement.spam and len(features.parts) >= _FEWEST
    return _Line(
        judgement=judgement,
        worded=any(map(str.isalpha, paragraph)),
        short=len(features.folded.text) <= _LINE and not whole and not has_sentence(features.folded.text),
        suspect=bool(features.spam),
        marked=any(hit.phrase.weight >= 0.3 for hit in features.spam)
        or is_place(features.folded.text)
        or is_bare_tag(paragraph),
    )
