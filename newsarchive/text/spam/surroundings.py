"""What a text is about and written in: a line unlike it is asked for less before it is taken for spam."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.text.spam.features import PLAIN, Features
from newsarchive.text.spam.judge import FOREIGN, LIKELY, SURE, Judgement, judge_features
from newsarchive.text.spam.shape import is_prose

_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
# Share of the sentences' letters in paragraphs that name a trade, from which the text is about the trade.
_ABOUT = 0.25
_FEWEST_HAN = 60  # letters of Han in sentences, fewer are a quotation
_LEAST_FOREIGN = 12  # letters of a foreign line

# Rare phrases of a trade in a foreign line that make an advert of it, in a Chinese text about something else.
_PHRASES, _PROMOTED = 2, 0.7
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 5  # letters of a word that says what a text is about
_SHARED = 0.12  # share of the long words of a line that the rest of the text has too
_FEWEST_LETTERS = 200  # of the other sentences


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of a text: letters, letters of those that name a trade of spam, whether Chinese."""

    letters: int
    trade: int
    chinese: bool
    sentences: tuple[str, ...] = ()

    def judge(self, line: Features) -> Judgement:
        """Judge a line by what stands around it."""
        about_trade = self._about_trade(line)
        foreign = self.chinese and not about_trade and _is_foreign(line)
        found = judge_features(line, SURE if about_trade else FOREIGN if foreign else LIKELY)
        if not found.spam and foreign and line.distinct >= _PHRASES and not line.reports:
            return Judgement(_PROMOTED, line.kind, "foreign_promotion")
        if not found.spam and self._off_topic(line):
            return Judgement(_PROMOTED, line.kind, "off_topic")
        return found

    def _about_trade(self, line: Features) -> bool:
        """Whether the other sentences speak of a trade: an advert does not vouch for itself."""
        own = len(line.folded.original) if line.prose else 0
        named = own if line.spam else 0
        return self.trade - named > _ABOUT * (self.letters - own)

    def _off_topic(self, line: Features) -> bool:
        """Sentences with rare phrases of a trade, in a text that neither names it nor has their words.

        Of 55,377 gold paragraphs (2026-11-24) two have two phrases where no other paragraph has one, and none
        of these is cut.
        """
        if line.reports or not line.prose or _HAN.search(line.folded.text) or _stems(line) < _PHRASES:
            return False
        others = [text for text in self.sentences if text != line.folded.original]
        if self.trade > len(line.folded.original) or sum(map(len, others)) < _FEWEST_LETTERS:
            return False
        words = _words(line.folded.original)
        return len(words & _words(" ".join(others))) <= _SHARED * len(words)


def _stems(line: Features) -> int:
    """Phrases rare in news that begin differently (slot and slots are one)."""
    return len({hit.phrase.text[:4] for hit in line.spam if hit.phrase.weight >= PLAIN})


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) >= _LONG}


def _is_foreign(line: Features) -> bool:
    """Whether a line of some length has no Han in it."""
    text = line.folded.text
    return not _HAN.search(text) and len(_LETTER.findall(text)) >= _LEAST_FOREIGN


def surroundings(lines: Iterable[tuple[str, bool]]) -> Surroundings:
    """Measure the sentences among lines, each given with whether a phrase of a trade stands in it."""
    total = trade = han = 0
    sentences: list[str] = []
    for text, named in lines:
        if is_prose(text.lower()):
            sentences.append(text)
            total += len(text)
            trade += len(text) if named else 0
            han += len(_HAN.findall(text))
    chinese = han >= max(_FEWEST_HAN, total // 3)
    return Surroundings(total, trade, chinese, tuple(sentences))
