"""What a text is about and written in: a line unlike it is asked for less before it is taken for spam."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsarchive.evidence import SpamKind
from newsarchive.text.sentences import sentence_spans
from newsarchive.text.spam.features import (
    FOREIGN_LISTED,
    LISTED_TRADES,
    PLAIN,
    Features,
    measured,
)
from newsarchive.text.spam.judge import (
    FOREIGN_LINE,
    LIKELY_SPAM,
    MARKED,
    NOT_SPAM,
    OFFERED,
    STRANGE,
    SURE_SPAM,
    Judgement,
    judge,
    judge_features,
)
from newsarchive.text.spam.ngrams import likeliest_kind
from newsarchive.text.spam.shape import is_prose, letter_runs

# In which script a text is written: a line in another one than its page's is asked for less.

_HAN = re.compile("[\u3400-\u9fff]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
# Of the letters of a Chinese page (navigation, addresses and product names too) at least this share is Han;
# Japanese pages, of which a third and more is Han, have kana in every sentence.
_CHINESE = 0.5
_MOST_KANA = 0.05
_FEWEST_HAN = 60  # letters of Han, fewer are a quotation
# All bytes but those with which UTF-8 begins what lies from U+3000 to U+9FFF.
_NO_LEADS_OF_HAN = bytes({*range(0x100)} - {*range(0xE3, 0xEA)})
_LEAST_FOREIGN = 12  # letters of a foreign line: below it is a name or a brand
# Rare phrases of a trade that make an advert of a foreign text, and how sure that is.
_PHRASES, _PROMOTED = 2, 0.7
_MOST = 20_000
_SOWN_KANA = 0.2  # share of a foreign line's letters: Japanese and Korean farms write some Han too


def is_chinese(text: str) -> bool:
    """Whether a page's whole text is Chinese."""
    if text.isascii():
        return False
    # Each letter of Han begins with one of these bytes: to count them takes a fifth of the time.
    begun = text.encode("utf-8", "surrogatepass").translate(None, _NO_LEADS_OF_HAN)
    han = len(_HAN.findall(text)) if len(begun) >= _FEWEST_HAN else 0
    if han < _FEWEST_HAN or len(_KANA_HANGUL.findall(text)) > _MOST_KANA * han:
        return False
    return han >= _CHINESE * len(_LETTER.findall(text))


def is_foreign_to_chinese(line: str) -> bool:
    """Whether a line of some length has no Han in it, or is Japanese or Korean."""
    # Of most lines the beginning tells.
    long = any(len(_LETTER.findall(part)) >= _LEAST_FOREIGN for part in (line[: 3 * _LEAST_FOREIGN], line))
    return long and is_unhan(line)


def is_unhan(line: str) -> bool:
    """Whether a line of any length has letters, but no Han, or is Japanese or Korean."""
    if line.isascii() or not _HAN.search(line):
        return _LETTER.search(line) is not None
    return len(_KANA_HANGUL.findall(line)) >= _SOWN_KANA * len(_LETTER.findall(line))


def judge_in(text: str, chinese: bool, least: float) -> Judgement:
    """Judge a text of a page; a foreign one in a Chinese page by less: n-grams, or rare phrases."""
    if not (chinese and is_foreign_to_chinese(text)):
        return judge(text, least)
    found = judge(text, min(least, FOREIGN_LINE))
    if found.spam:
        return found
    features = measured(text[:_MOST])
    if features.enumerates(FOREIGN_LISTED):
        return Judgement(_PROMOTED, _kind(features), "trade_list")
    if _invites(features, foreign=True):
        return Judgement(_PROMOTED, _kind(features), "invitation")
    if features.reports or features.distinct < _PHRASES or not features.overt:
        return found
    return Judgement(_PROMOTED, features.kind, "foreign_promotion")


# Words of the trades beside a way to reach whoever offers, in another script than the article and in its own;
# and in another script beside a promise, where nobody can be reached but the reader is spoken to.
_INVITED, _INVITED_OWN = 2, 3
_CALLED, _TWICE = 3, 2


def _invites_somewhere(line: Features, foreign: bool) -> bool:
    """Whether a line invites, and one of its sentences does: notices that stand together name many things.

    Farms say it in several, which is enough in another script than the article's.
    """
    if not _invites(line, foreign):
        return False
    text = line.folded.original
    spans = [] if foreign else sentence_spans(text)
    return len(spans) < 2 or any(_invites(measured(text[a:b]), foreign) for a, b in spans)


def _invites(line: Features, foreign: bool) -> bool:
    """Whether a line unlike its article promises several things of the trades, and says how to get them.

    Of a line in another script it is enough that it calls upon its reader, where it promises or names more,
    unless the model knows its language and finds it unlikely: readers are told to follow a paper too.
    """
    if line.reporting or line.names_subject or not (line.promises or (foreign and line.addressed)):
        return False
    if line.contact and line.goods >= (_INVITED if foreign else _INVITED_OWN):
        return foreign or line.addressed
    if not line.promises or not (foreign and line.calls):
        return False
    if line.goods >= _CALLED and line.promises >= _TWICE and "!" in line.folded.text:
        return True
    if line.shown and line.odds < OFFERED:
        return False
    return line.goods >= _CALLED or (line.goods >= _INVITED and line.promises >= _TWICE)


# Words of the trades and promises of an offer that calls upon its reader and has a phrase of a trade. Of
# 94,216 sentences of gold texts none has as much (2026-11-29). Without a call as much is said in reports: "I
# siti offrivano bonus senza deposito e quote migliori dei casinò autorizzati"; without a phrase of a trade
# papers say as much of themselves, and offices that help people in debt.
_CALLED_FOR = 2
OFFER = "offer"


def is_offer(sentence: Features) -> bool:
    """Say whether a sentence offers what a trade sells, in a phrase of that trade.

    It names goods and promises, and calls upon its reader; or it names goods, promises or calls, and names a
    messenger by which to reach somebody. What it is worth depends on its article: one about the trade may say
    as much of it.
    """
    if not sentence.distinct or sentence.reporting or sentence.names_subject:
        return False
    if sentence.messaged and sentence.goods and (sentence.promises or sentence.calls):
        return True
    return sentence.calls and min(sentence.goods, sentence.promises) >= _CALLED_FOR


def _kind(features: Features) -> SpamKind:
    return features.kind if features.spam else likeliest_kind(features.folded.text)


# Share of the sentences' letters in paragraphs that name a trade, from which the text is about the trade.
_ABOUT = 0.25
_FEWEST_HAN_OF_ARTICLE = 40  # letters of Han in sentences, fewer are a quotation

# Odds asked of a short line of a Chinese article: its subheads speak of casinos, lotteries and matches too.
# Of 407 such headlines none the model alone cuts has 1.9, of 19 lines of spam that it never saw the least
# likely has 2.5 (2026-12).
_HAN_LINE = 2.2
_LONGEST_HEAD = 30

# Share of the letters of a text's sentences in such as the model half takes for spam, from which it is a text
# about trade: one page in ten of the corpora has more (2026-11-25).
_ALIKE = 0.01
# Letters of the other foreign sentences from which a text is in two languages, as lessons and statements are.
_BILINGUAL = 300
_LONG = 5  # letters of a word that says what a text is about
# Share of the long words of a line that the rest of the text has too: of 10,562 English paragraphs of gold
# texts one in sixty has so few, of those that the model finds likely none.
_SHARED = 0.12
_FEWEST_WORDS = 5
_FEWEST_LETTERS = 200  # of the other sentences


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences of a text: letters, letters of those that name a trade of spam (any, each), of Han."""

    letters: int
    trade: int
    trades: Mapping[str, int]
    han: int
    sentences: frozenset[str]
    words: Mapping[str, int]  # long words, and in how many sentences each stands
    alike: int = 0  # letters of sentences that the model half takes for spam
    foreign: int = 0  # letters of sentences in another script than Chinese

    def judge(self, line: Features) -> Judgement:
        """Judge a line by what stands around it."""
        foreign = self._is_chinese(line) and is_foreign_to_chinese(line.folded.original)
        if self._about_trade(line, foreign) or (not foreign and self._reads_alike(line)):
            return judge_features(line, SURE_SPAM)
        unlike = foreign or self._is_strange(line)
        least = _asked(line, foreign) if unlike else _HAN_LINE if self._may_head(line) else LIKELY_SPAM
        # Articles quote in other languages, and change their subject: a sentence unlike them is no sign.
        found = judge_features(line, least, seconded=unlike and not line.written)
        if unlike and not found.spam and line.enumerates(FOREIGN_LISTED if foreign else LISTED_TRADES):
            return Judgement(_PROMOTED, _kind(line), "trade_list")
        if unlike and not found.spam and _invites_somewhere(line, foreign):
            return Judgement(_PROMOTED, _kind(line), "invitation")
        if found.spam or not unlike or line.reports or not line.overt:
            return found
        if foreign and line.distinct >= _PHRASES:
            return Judgement(_PROMOTED, line.kind, "foreign_promotion")
        return Judgement(_PROMOTED, line.kind, "off_topic") if self._promotes(line) else found

    def judge_offer(self, line: Features) -> Judgement:
        """Judge sentences that offer (see `is_offer`): spam where the others do not speak of trades too."""
        if self._about_trade(line, foreign=False) or self._reads_alike(line):
            return NOT_SPAM
        return Judgement(_PROMOTED, _kind(line), OFFER)

    def _may_head(self, line: Features) -> bool:
        """Whether a line of a Chinese article may be one of its subheads: short, and no list."""
        text = line.folded.original
        if self.han < _FEWEST_HAN_OF_ARTICLE or len(text) > _LONGEST_HEAD or line.contact:
            return False
        return len(line.parts) < LISTED_TRADES and len(_HAN.findall(text)) >= _CHINESE * len(text)

    def _is_chinese(self, line: Features) -> bool:
        """Whether the other sentences are Chinese, and hardly one in another language."""
        own = len(line.folded.original) * (line.folded.original in self.sentences)
        alike = self.foreign - own * is_foreign_to_chinese(line.folded.original)
        return alike <= _BILINGUAL and self.han >= max(_FEWEST_HAN_OF_ARTICLE, (self.letters - own) // 3)

    def _about_trade(self, line: Features, foreign: bool) -> bool:
        """Whether the other sentences speak of a trade: an advert does not vouch for itself.

        For a foreign line of its own trade: Chinese articles about funds (资金流出) name others by chance.
        """
        own = len(line.folded.original) if line.prose else 0
        named = own if line.spam else 0
        trade = self.trades.get(line.kind, 0) if foreign and line.spam else self.trade
        return trade - named > _ABOUT * (self.letters - own)

    def _reads_alike(self, line: Features) -> bool:
        """Whether other sentences read like adverts too, as those of shops and agencies do."""
        own = len(line.folded.original) if line.prose and line.folded.original in self.sentences else 0
        alike = self.alike - own * line.is_as_likely(MARKED)
        return alike > _ALIKE * (self.letters - own)

    def _promotes(self, line: Features) -> bool:
        """Sentences with rare phrases of a trade, where the rest of the text has none.

        One that counts and offers nothing reports what was seized or sold.
        """
        if line.counts and not line.offering:
            return False
        return line.prose and stems(line) >= _PHRASES and self.trade <= len(line.folded.original)

    def _is_strange(self, line: Features) -> bool:
        """Whether a line in an alphabet shares hardly a long word with the other sentences.

        Of a text in two languages, one of them Chinese, no line is.
        """
        if self.han >= _FEWEST_HAN_OF_ARTICLE:
            return False
        words = _words(line.folded.original)
        if len(words) < _FEWEST_WORDS or _HAN.search(line.folded.text):
            return False
        own = line.folded.original in self.sentences
        if self.letters - own * len(line.folded.original) < _FEWEST_LETTERS:
            return False
        return sum(self.words.get(word, 0) > own for word in words) <= _SHARED * len(words)


# Words of the trades from which less is asked of a line in another script than its article, unless it is a
# sentence that speaks to nobody: of 55,684 gold lines with no word of reporting none unlike its article has
# two such words and -3, one has three and -3.5 (2026-11-27); "The bookmakers lengthened the odds on a snap
# election after the bonus scandal" has three and -3.2.
_OFFERED = 3


def _asked(line: Features, foreign: bool) -> float:
    """The odds asked of a line unlike its article: less where it is foreign and offers much.

    No less than of others of a foreign sentence that offers nothing: articles quote what they report on.
    """
    if not foreign:
        return STRANGE
    if line.written and not line.overt:
        return LIKELY_SPAM
    return OFFERED if line.offers >= _OFFERED and (line.addressed or not line.written) else FOREIGN_LINE


def stems(line: Features) -> int:
    """How many phrases rare in news stand in a line that begin differently (slot and slots are one)."""
    return len({hit.phrase.text[:4] for hit in line.spam if hit.phrase.weight >= PLAIN})


def _words(text: str) -> set[str]:
    return {word for word in letter_runs(text.lower()) if len(word) >= _LONG}


def surroundings(lines: Iterable[tuple[str, Features | None]]) -> Surroundings:
    """Measure the sentences among lines, each given with its features (None: nothing is doubtful in it)."""
    total = trade = han = alike = 0
    trades: Counter[str] = Counter()
    sentences: list[str] = []
    words: Counter[str] = Counter()
    for text, features in lines:
        if is_prose(text.lower()):
            kinds = {hit.phrase.kind for hit in features.spam} if features else ()
            sentences.append(text)
            words.update(_words(text))
            total += len(text)
            trade += len(text) if kinds else 0
            trades.update(dict.fromkeys(kinds, len(text)))
            han += 0 if text.isascii() else len(_HAN.findall(text))
            alike += len(text) if features and features.is_as_likely(MARKED) else 0
    # Asked of Chinese texts alone.
    foreign = sum(map(len, filter(is_foreign_to_chinese, sentences))) if han else 0
    return Surroundings(total, trade, trades, han, frozenset(sentences), words, alike, foreign)
