"""The verdict on one text: the surest of the named rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newsarchive.items import SpamKind
from newsarchive.text.spam.features import Features, measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.rules import RULES, SHAPE_RULES

# From here a text is cut. No rule answers between 0 and this, so the line is not a tuned one.
CUT = 0.5
# Longer texts are judged by their first part; a paragraph of news has a tenth of it.
_MOST = 20_000
_SHORT = 100  # characters: the text of a link, a title or a line of a list


@dataclass(frozen=True, slots=True)
class Judgement:
    """How surely (0 to 1) a text is injected spam, of what kind, and the name of the rule that says so."""

    score: float
    kind: SpamKind
    rule: str

    @property
    def spam(self) -> bool:
        """Whether to cut it."""
        return self.score >= CUT


def judge(text: str) -> Judgement:
    """Judge a title, a line, a paragraph or the text of an element, by itself. Never raises."""
    return _judge_short(text) if len(text) <= _SHORT else judge_features(measure(fold(text[:_MOST])))


@lru_cache(maxsize=4096)
def _judge_short(text: str) -> Judgement:
    """As `judge`, remembered: a farm's links are asked about once for every block around them."""
    return judge_features(measure(fold(text)))


def judge_features(features: Features) -> Judgement:
    """The surest rule; the first named of equals."""
    scores = [(rule(features), rule.__name__) for rule in (RULES if features.spam else SHAPE_RULES)]
    score, name = max(scores, key=lambda scored: scored[0])
    return Judgement(score=score, kind=features.kind, rule=name) if score else Judgement(0.0, "other", "none")
