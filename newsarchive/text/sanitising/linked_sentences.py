"""Whole sentences that are links to other sites: adverts far oftener than a sentence of an article is."""

from __future__ import annotations

from typing import cast

from newsarchive.items import SpamKind
from newsarchive.text.spam import LIKELY, NOT_SPAM, Judgement
from newsarchive.text.spam.features import measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.ngrams import likeliest_kind
from newsarchive.text.spam.surroundings import stems

_MOST = 20_000
_SCORE = 0.8
_PHRASES = 2  # rare phrases of a trade, whatever the odds: spun sentences read like any other


def judge_sentence(text: str) -> Judgement:
    """Judge the text of a link to another site: an advert if a sentence, likely, and reporting nothing.

    Likely by its n-grams, or by rare phrases of a trade.
    """
    features = measure(fold(text[:_MOST]))
    likely = features.odds >= LIKELY or stems(features) >= _PHRASES
    if not (likely and features.prose) or features.reporting:
        return NOT_SPAM
    kind = features.kind if features.spam else likeliest_kind(features.folded.text)
    return Judgement(_SCORE, cast("SpamKind", kind), "linked_sentence")
