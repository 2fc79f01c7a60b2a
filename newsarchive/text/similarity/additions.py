"""What a copy has that the story has not: paragraphs that stand in it and not in the origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsarchive.text.similarity.numbering import Numbers
from newsarchive.text.similarity.shingles import shingles
from newsarchive.text.similarity.words import words_of
from newsarchive.text.spam import LIKELY, judge

# A paragraph with so many of its shingles in the origin is the origin's, edited.
SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Addition:
    """A line of a copy that the origin lacks.

    `position` counts the copy's lines from 0. `kind` is `added` (a by-line, a note of the outlet, a paragraph
    of its own) or the kind of spam it is; then `rule` and `score` say what told so. `also_in` is how many
    other copies have it.
    """

    position: int
    text: str
    kind: str
    rule: str | None
    score: float
    also_in: int


def additions(texts: Sequence[str], origin: int) -> list[tuple[Addition, ...]]:
    """Return for each text, in order, what it has that the text at position `origin` has not.

    What more than half of the other copies have is the story's, whatever the origin lacks (it may be cut).
    Lines shorter than a shingle (four words, eight characters) and small edits are passed over.
    """
    whole = [np.unique(shingles(words_of(text))) for text in texts]
    known, counts = np.unique(np.concatenate([*whole, np.empty(0, np.uint64)]), return_counts=True)
    story = known[counts - 1 > (len(texts) - 1) / 2]
    there = np.union1d(whole[origin], story) if texts else story
    return [
        () if at == origin else tuple(_added(text, there, known, counts)) for at, text in enumerate(texts)
    ]


def _added(text: str, there: Numbers, known: Numbers, counts: NDArray[np.int64]) -> list[Addition]:
    found = []
    for position, line in enumerate(text.split("\n")):
        own = shingles(words_of(line))
        own = own[np.isin(own, known)]  # not so what lies past the end of what is compared
        if len(own) and np.count_nonzero(np.isin(own, there)) < SHARE * len(own):
            also_in = int(np.sort(counts[np.searchsorted(known, own)])[len(own) // 2]) - 1
            found.append(_addition(position, line, also_in))
    return found


def _addition(position: int, line: str, also_in: int) -> Addition:
    # The surroundings speak against it: nobody else has it.
    judged = judge(line, LIKELY)
    if judged.spam:
        return Addition(position, line, judged.kind, judged.rule, judged.score, also_in)
    return Addition(position, line, "added", None, 0.0, also_in)
