"""Which paragraphs are spam, each by itself and short lines together as the list they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newsarchive.text.spam.features import measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.judge import Judgement, judge, judge_features
from newsarchive.text.spam.shape import is_place

# A line of a list: longer ones are paragraphs (the longest phrase of the farms seen is 34 characters).
_LINE = 60
_FEWEST = 3


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
    """Of a run of short lines: the list from its first to its last marked line if that is spam, else single ones."""
    marked = [index for index in range(start, end) if lines[index].marked]
    if len(marked) >= _FEWEST:
        first, last = marked[0], marked[-1] + 1
        judgement = judge("\n".join(paragraphs[first:last]))
        # One honest line in a list goes with it, a run half honest does not.
        if judgement.spam and len(marked) * 10 >= (last - first) * 7:
            return [*_alone(lines, start, first), Block(first, last, judgement), *_alone(lines, last, end)]
    return _alone(lines, start, end)


def _alone(lines: list[_Line], start: int, end: int) -> list[Block]:
    return [Block(i, i + 1, lines[i].judgement) for i in range(start, end) if lines[i].judgement.spam]


@lru_cache(maxsize=4096)
def _look(paragraph: str) -> _Line:
    """What one paragraph is (remembered: cleaning looks again after each cut)."""
    features = measure(fold(paragraph))
    return _Line(
        judgement=judge_features(features),
        short=len(paragraph) <= _LINE and not features.prose,
        marked=any(hit.phrase.weight >= 0.3 for hit in features.spam) or is_place(features.folded.text),
    )
