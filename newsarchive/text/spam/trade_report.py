"""Reports on a trade of spam: their sentences and headlines name the trade, and are no adverts for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsarchive.evidence import SPAM_TOPICS, SpamKind
from newsarchive.text.sentences import says_something
from newsarchive.text.spam.features import Features, measured
from newsarchive.text.spam.lexicon import is_alphabetic
from newsarchive.text.spam.shape import has_sentence
from newsarchive.text.spam.unmasking import unmask

# Rows of data/subjects.txt besides the kinds of spam.
_REPORTS, _HACKED, _SITE = "report", "hacked", "site"
_MOST_READ = 20_000  # characters of a line
# What a headline and its text may share: a word of five letters (of Thai and its neighbours, where vowels and
# tones are characters too, four), or two characters side by side of Han, kana and Hangul.
_SAID = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\U0010ffff]{5,}|[\u0e00-\u0eff]{4}")
_PAIRED = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
# Letters of a headline at most, and words it shares with its text: a title of a farm may have two, a country
# and a word for news. Two characters side by side say more than a word.
_LONGEST_TITLE, _FEWEST_SHARED, _PAIR = 300, 3, 1.5
# Words by which a sentence promises from which it offers; beside several phrases no honest text has, two.
_OFFERED_ALONE, _OFFERED_BESIDE, _STRONG_BESIDE = 3, 2, 2


@dataclass(frozen=True, slots=True)
class TradeReport:
    """The trades that a text's sentences tell of as news does, and the words they have; none by default."""

    trades: frozenset[SpamKind] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lines: Iterable[str]) -> TradeReport:
        """Read the sentences among `lines`; linear in their length.

        One sentence names the trade, and who hunts, tries or forbids it: sentences that farms put into an
        article name trades too, and the article reports on something else. One that tells of a hacked site
        tells of all trades.
        """
        named = _subjects()
        trades: set[SpamKind] = set()
        words: set[str] = set()
        for line in lines:
            if not _may_tell(line):
                continue
            folded = unmask(line[:_MOST_READ]).text
            words.update(_said(folded))
            if named[_HACKED].search(folded) and named[_SITE].search(folded):
                trades.update(SPAM_TOPICS)
            if named[_REPORTS].search(folded):
                trades.update(kind for kind in SPAM_TOPICS if named[kind].search(folded))
        return cls(frozenset(trades), frozenset(words))

    def tells(self, line: Features) -> bool:
        """Say whether a sentence tells of what the text reports on, and offers nothing.

        It calls upon nobody, promotes no brand, says nowhere how to reach anybody, and promises little.
        """
        if line.kind not in self.trades or not _may_tell(line.folded.original) or _reaches_out(line):
            return False
        least = _OFFERED_BESIDE if line.strong >= _STRONG_BESIDE else _OFFERED_ALONE
        return line.promises < least

    def is_headed(self, title: str) -> bool:
        """Say whether a title is the headline of such a text, and offers nothing.

        It shares words with the sentences besides those that name the trade.
        """
        if not self.trades or len(title) > _LONGEST_TITLE:
            return False
        line = measured(title)
        if line.kind not in self.trades or _reaches_out(line):
            return False
        left = list(line.folded.text)
        for hit in line.hits:
            left[hit.start : hit.end] = " " * (hit.end - hit.start)
        shared = self.words & _said("".join(left))
        return sum(1 if len(word) > 2 else _PAIR for word in shared) >= _FEWEST_SHARED


@cache
def _subjects() -> dict[str, re.Pattern[str]]:
    """By kind how news names a trade: words of alphabets whole or by their beginning, others anywhere."""
    table = files("newsarchive.text.spam").joinpath("data", "subjects.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {kind: _any_of(words.split("|")) for kind, words in rows}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    spaced: set[str] = set()
    dense: set[str] = set()
    for word in words:
        folded = re.escape(unmask(word.removesuffix("*")).text)
        if not is_alphabetic(word[0]):
            dense.add(folded)
        else:
            spaced.add(folded if word.endswith("*") else rf"{folded}(?![^\W_])")
    patterns = [rf"(?<![^\W_])(?:{'|'.join(sorted(spaced))})"] if spaced else []
    return re.compile("|".join((*patterns, *sorted(dense))))


def _said(folded: str) -> set[str]:
    return {*_SAID.findall(folded), *_PAIRED.findall(folded)}


def _reaches_out(line: Features) -> bool:
    return bool(line.calls or line.contact or line.promoted or line.numbered)


def _may_tell(line: str) -> bool:
    """Whether a line is a sentence; Thai and its neighbours write no stop."""
    return has_sentence(line) or says_something(line)
