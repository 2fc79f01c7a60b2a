"""The verdict on one text: the surest of the named rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import cast

from newsarchive.items import SpamKind
from newsarchive.text.spam.features import LEAST_ASKED, Features, measure
from newsarchive.text.spam.folding import fold
from newsarchive.text.spam.ngrams import likeliest_kind
from newsarchive.text.spam.rules import RULES, SHAPE_RULES
from newsarchive.text.spam.shape import has_sentence

# From here a text is cut. No rule answers between 0 and this, so the line is not a tuned one.
CUT = 0.5
# Longer texts are judged by their first part; a paragraph of news has a tenth of it.
_MOST = 20_000
# Logarithms of odds by the n-gram model. Of 64,172 lines of the corpora none has the first, 30 have the
# second (2026-11-25); of spam the model never saw three quarters have either.
SURE, LIKELY = 2.6, 0.8
# As `LIKELY`, of a sentence, in an alphabet and not: few of them are spam. The model knows less of how honest
# Chinese is written: reports of matches have up to 1.8.
SENTENCE, HAN_SENTENCE = 1.8, 2.4
TITLE = 1.6  # of what names the page, where a part of it may be spam
LIST = 2.4  # of a list of lines, which say more together: three prices of one shop have 2.3
SHORT = 1.7  # of a handful of words: "Six weeks before your move" is a heading whatever its n-grams
LITTLE = 2.4  # of two or three words, or codes for words
STRANGE = 0.0  # asked of a line that shares no word with its article
FOREIGN = LEAST_ASKED  # asked of a line in another script than its article: of 112 Chinese pages none has one
# Odds from which a line of a list counts as one of the farm's: one line of pages in 113 has as much.
MARKED = -1.0
PHRASE_COUNTS = 0.5  # added where the lexicon knows a phrase of the text too
_REPORTING = 2.0  # more odds asked of a list for each word of reporting in it (Ray-Ban, 真实可查)
# Odds of a sentence with a word of reporting and a rare phrase: of 55,377 gold paragraphs two with a phrase
# have more than 0 (2026-11-24).
_ADVERT = 1.0
_FEWEST = 8  # letters of an alphabet, or half as many of Han
_WORD = re.compile(r"\w+")
_DENSE = "\u0e00"  # from here on (Thai, Han, Kana, Hangul) a character says as much as two of an alphabet
_LITTLE, FEW = 16, 44  # letters, one of Han and the like counts twice
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


NOT_SPAM = Judgement(0.0, "other", "none")


def judge(text: str, least: float = SURE) -> Judgement:
    """Judge a title, a line, a paragraph or the text of an element, by itself. Never raises.

    `least` is what the n-gram model must say for a text no rule knows: `LIKELY` where the surroundings speak
    against the text too (hidden, linked to other sites, unlike the article it stands in).
    """
    if len(text) <= _SHORT:
        return _judge_short(text, least)
    return judge_features(measure(fold(text[:_MOST])), least)


@lru_cache(maxsize=4096)
def _judge_short(text: str, least: float) -> Judgement:
    """As `judge`, remembered: a farm's links are asked about once for every block around them."""
    return judge_features(measure(fold(text)), least)


def judge_features(features: Features, least: float = SURE) -> Judgement:
    """The surest rule, the first named of equals; else what the model says."""
    scores = [(rule(features), rule.__name__) for rule in (RULES if features.spam else SHAPE_RULES)]
    score, name = max(scores, key=lambda scored: scored[0])
    if score:
        return Judgement(score=score, kind=features.kind, rule=name)
    return _by_model(features, least)


def _by_model(features: Features, least: float) -> Judgement:
    """Spam by its n-grams: never a sentence that reports, nor a text too short to say much."""
    enough = min(least, LITTLE)  # `_needed` never asks less
    if features.most_odds + _agreement(features, least) < enough:
        return NOT_SPAM
    odds = strength(features, least)
    if odds < enough:
        return NOT_SPAM
    sentence = features.prose or has_sentence(features.folded.text)
    needed = _needed(features, least, sentence)
    if odds < needed or _letters(features) < _FEWEST or (_says_little(features) and _is_spaced(features)):
        return NOT_SPAM
    if features.reporting and not _outweighs(features, odds, needed, least, sentence):
        return NOT_SPAM
    kind = features.kind if features.spam else likeliest_kind(features.folded.text)
    return Judgement(
        score=max(CUT, 1 / (1 + exp(-features.odds))), kind=cast("SpamKind", kind), rule="ngrams"
    )


def _needed(features: Features, least: float, sentence: bool) -> float:
    """The odds asked for: more of a sentence, and of a text too short to say much."""
    if _says_little(features):
        return LITTLE
    if _says_little(features, FEW):
        return max(least, SHORT if least > STRANGE else STRANGE)
    if not sentence or least <= STRANGE:
        return least
    return max(least, SENTENCE if _is_spaced(features) else HAN_SENTENCE)


def _outweighs(features: Features, odds: float, needed: float, least: float, sentence: bool) -> bool:
    """Whether it is spam in spite of its words of reporting: adverts have doctors and trials too.

    A sentence must hold a rare phrase besides, and its surroundings speak against it.
    """
    if sentence:
        return least < SURE and bool(features.spam) and features.odds >= _ADVERT
    return odds >= needed + _REPORTING * features.reporting


def strength(features: Features, least: float) -> float:
    """The odds by the model, more where the lexicon agrees and the surroundings speak against the text."""
    return features.odds + _agreement(features, least)


def _agreement(features: Features, least: float) -> float:
    return PHRASE_COUNTS if features.spam and least < SURE else 0.0


def _says_little(features: Features, few: int = _LITTLE) -> bool:
    """Two or three words without a phrase of the lexicon, or codes for words."""
    if features.spam:
        return False
    text = features.folded.original
    unspaced = 0 if text.isascii() else sum(character >= _DENSE for character in text)
    if 2 * unspaced >= few:
        return False
    words = sum(len(word) for word in _WORD.findall(text) if word.isalpha() and word < _DENSE)
    return words + 2 * unspaced < few


def _is_spaced(features: Features) -> bool:
    """Whether it is in an alphabet: there "Worldwide" or "Up to 1080p" is a heading of anything."""
    return max(features.folded.original, default="") < _DENSE


def _letters(features: Features) -> int:
    """Letters and digits, a character of Han, Kana, Hangul or Thai counted twice."""
    return sum(1 + (character >= _DENSE) for character in features.folded.text if character.isalnum())
