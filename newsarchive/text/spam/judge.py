"""The verdict on one text: the surest of the named rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf

from newsarchive.evidence import SpamKind
from newsarchive.text.spam.features import (
    BRAND,
    FOREIGN_ASKED,
    LEAST_ASKED,
    PLAIN,
    STRONG,
    SURE_ALONE,
    Features,
    measured,
)
from newsarchive.text.spam.lexicon import Hit, find_phrases
from newsarchive.text.spam.ngrams import likeliest_kind
from newsarchive.text.spam.shape import has_sentence, is_company_list, is_place_list, is_tag_noise

# The named rules: each looks at the features of a text and says how surely it is injected spam.
#
# Errors are weighed unevenly: a leaked phrase is a blemish, a real sentence cut is a loss. So one phrase
# never cuts a sentence; words of reporting (police, court, police said) raise the evidence asked for; and
# honest names that hold a spam word are in `data/innocent.tsv`. Numbers were set on spam written for the
# tests and on the gold texts of public extraction corpora, November 2026: no paragraph of those is cut.

_Rule = Callable[[Features], float]
_LABEL = re.compile(
    r"^\W{0,3}(?:本文关键词|关键词|上一篇|下一篇|上一条|下一条|文章摘要|友情链接|热门搜索|网站地图|tags?)\s*[:：]?"
)
# How a farm speaks as the editors of the page it copied: it thanks, wishes well, forbids to copy. Editors
# write of sponsors and farms too: it must do so twice, and its brand stand where the house does. Han of both
# ways of writing are folded to one.
_HOUSE = re.compile("祝您|感谢您?对|竭诚为您|为您(?:带来|整理|提供)|本文由|转载请注明|整理发布|采集于")
_COPIED = re.compile("转载请注明|整理发布|采集于")
_THANKED, _PUBLISHER = "感谢您对", "本文由"
_HOUSE_BEHIND = re.compile(
    "(?:官网|官方|网站|平台|app)*(?:(的(?:支持|信任|关注|厚爱))"
    "|((?:[(（][^()（）]{1,60}[)）])?(?:整理|采集|小编整理))|小编为您)"
)
# What may stand before it: nothing, or its label; behind other words it is told or quoted.
_HOUSE_LABEL = re.compile(
    r"(?:.*[.。!！?？])?[^\w“”\"「『‘《]*"
    r"(?:(?:版权|免责|特别|郑重)?(?:声明|说明|提示|备注|注)[:：]\s*)?",
    re.DOTALL,
)
_LONGEST_NOTE = 160  # characters
_SHORT = 7  # letters
_TAGS = 5  # phrases: honest tag lists on a subject have three or four rare words (Viagra, Cialis, Levitra)
_NUMBERED_TOPIC = re.compile(
    r"\b(?:slot|slots|gacor|akses|link|login|permainan|bermain|kemenangan|hadiah|casino|jackpot|togel|judi|taruhan|"
    r"betting|bet|deposit|bonus|cược|สล็อต|giriş|bahis)\b"
)
_DOORWAY = re.compile(r"www\.[a-z0-9.-]{3,40}.{0,6}经营范围含")
_DUMP = re.compile(r"['\"]?,?\s*\d{1,5}\s*=>\s*['\"]")


def pool_frame(f: Features) -> float:
    """The very words of a spider pool's template."""
    frames = [hit for hit in f.spam if hit.phrase.kind == SpamKind.SEO and hit.phrase.weight >= STRONG]
    framed = any("蜘蛛池模板" in hit.phrase.text or "感兴趣" in hit.phrase.text for hit in frames)
    return 0.99 if framed and not f.prose else 0.0


def strong_phrase(f: Features) -> float:
    """A phrase honest text does not have, filling much of a line that is no sentence."""
    if f.prose or not f.strong:
        return 0.0
    if f.reports:
        return 0.9 if f.strong >= 3 and f.spam_share >= 0.5 and f.reports == 1 else 0.0
    if f.strong >= 2 and f.covered >= 0.3:
        return 0.97
    # In an alphabet one phrase is a subject as easily as an offer ("Payday loans"): ask for a second word.
    alone = f.folded.text.isascii() and len({h.phrase.text for h in f.hits}) < 2
    return 0.9 if f.covered >= 0.4 and not alone else 0.0


def density(f: Features) -> float:
    """Ordinary words as no headline strings them together: nearly nothing but the vocabulary of one trade."""
    trade = {hit.phrase for hit in f.spam if hit.phrase.kind == f.kind}
    if f.prose or f.reports or len(trade) < 2:
        return 0.0
    # Short lines are subjects too ("Viagra, Cialis and Levitra"), and an alphabet's words are fewer a line.
    if not f.strong and len(trade) < (
        _TAGS + 1 if f.folded.text.isascii() else 4 if f.length <= _SHORT else 2
    ):
        return 0.0
    heaviest = max(phrase.weight for phrase in trade)
    if heaviest >= PLAIN and f.evidence >= 0.65 and f.covered >= 0.65 and f.spam_share >= 0.4:
        return max(0.8, f.evidence)
    return (
        0.75
        if f.evidence >= 0.65 and f.covered >= 0.9 and len(trade) >= 4 and f.kind == SpamKind.ADULT
        else 0.0
    )


def one_trade(f: Features) -> float:
    """Phrase upon phrase of one trade without a sentence: titles of a farm's pages run together."""
    if f.prose or f.reports or f.spam_share < 0.3:
        return 0.0
    rare = {hit.phrase.text for hit in f.spam if hit.phrase.weight >= PLAIN and hit.phrase.kind == f.kind}
    return 0.9 if len(rare) >= 6 or (f.strong and len(rare) >= 4) else 0.0


def keyword_list(f: Features) -> float:
    """Delimited phrases, many of them spam each for itself."""
    parts = f.parts
    if len(parts) < 3 or f.evidence < 0.9 or f.strong + f.distinct < 3:
        return 0.0
    if f.reports > len(parts) // 6 or (f.prose and (f.reports or f.spam_share < 0.3)):
        return 0.0
    marked = sum(any(hit.phrase.weight >= 0.3 for hit in _spam_in(part)) for part in parts)
    plain = sum(any(hit.phrase.weight >= PLAIN for hit in _spam_in(part)) for part in parts)
    if not f.strong and plain < _TAGS:
        return 0.0
    enough = plain >= 3 and plain * 10 >= len(parts) * 3 and marked * 10 >= len(parts) * 4
    return 0.95 if enough and sum(map(len, parts)) <= 40 * len(parts) else 0.0


def brand_only(f: Features) -> float:
    """A line that is the name of a farmed betting brand and its promotion, nothing else."""
    named = any(hit.phrase.kind == SpamKind.GAMBLING and hit.phrase.weight >= BRAND for hit in f.spam)
    if f.prose or f.reports or not (named or f.promoted):
        return 0.0
    return 0.85 if f.covered >= 0.7 else 0.0


def labelled_brand(f: Features) -> float:
    """Keyword and next-article lines with a brand planted in them."""
    if (f.prose and len(f.folded.text) > 120) or not _LABEL.match(f.folded.text):
        return 0.0
    return 0.9 if _planted(f) else 0.0


def house_voice(f: Features) -> float:
    """A note of the editors in which a farmed brand is the house: thanks, whence the text is."""
    text = f.folded.text
    if len(text) > _LONGEST_NOTE or len(set(_HOUSE.findall(text))) < 2 or not _planted_brand(f):
        return 0.0
    if not any(_is_house(text, hit) for hit in f.spam if hit.phrase.kind == SpamKind.GAMBLING):
        return 0.0
    # To publish (发布) is a word of reports, and of such notes.
    return 0.9 if not f.reports or (f.reports == 1 and _COPIED.search(text)) else 0.0


def _is_house(text: str, hit: Hit) -> bool:
    """Whether a name stands where a note of the editors names the house."""
    behind, before = _HOUSE_BEHIND.match(text, hit.end), text[: hit.start]
    if behind is None:
        return False
    if behind[2]:
        return before.endswith(_PUBLISHER) and _is_labelled(before.removesuffix(_PUBLISHER))
    opened = before.rpartition(":")[0]
    return (before.endswith(_THANKED) or not behind[1]) and (not opened or _is_labelled(f"{opened}:"))


def _is_labelled(before: str) -> bool:
    return _HOUSE_LABEL.fullmatch(before) is not None


def promoted_brand(f: Features) -> float:
    """A brand with its promotion in a short line that is no sentence."""
    if f.prose or f.reports or not f.promoted:
        return 0.0
    return 0.85 if f.covered >= 0.3 or f.strong >= 2 else 0.0


def promotional_prose(f: Features) -> float:
    """Whole sentences of an advert: several phrases of one trade, and not one word of reporting."""
    if not f.prose or f.reports or not f.strong or f.distinct < 3 or sells_nothing(f):
        return 0.0
    enough = f.strong >= 2 or f.distinct >= 4
    return 0.85 if enough and f.evidence >= 0.95 and f.spam_share >= 0.12 else 0.0


def numbered_brand(f: Features) -> float:
    """kaya777 and its kind with a word of the trade, no word of reporting."""
    brands = f.numbered
    if not brands or f.reports or (f.prose and sells_nothing(f)):
        return 0.0
    topics = len(set(_NUMBERED_TOPIC.findall(f.folded.text)))
    return (
        0.85 if topics >= 2 or (topics and len(set(brands)) >= 2) or (f.strong and f.distinct >= 2) else 0.0
    )


def unread_list(f: Features) -> float:
    """Places, made-up companies, empty tags, dumped arrays: lists made for robots."""
    text = f.folded.text
    if is_tag_noise(f.folded.original):
        return 0.95
    if _DOORWAY.search(text):
        return 0.9
    if f.evidence >= PLAIN and len(_DUMP.findall(text)) >= 3:
        return 0.9
    return 0.9 if len(text) >= 30 and (is_place_list(text) or is_company_list(text)) else 0.0


def _planted(f: Features) -> bool:
    """Whether a brand stands in the line: promoted, farmed, or a phrase that never is honest."""
    return _planted_brand(f) or any(hit.phrase.weight >= STRONG for hit in f.spam)


def _planted_brand(f: Features) -> bool:
    """Whether a brand stands in the line that is promoted, or that nobody but farms names."""
    return bool(f.promoted) or any(
        hit.phrase.kind == SpamKind.GAMBLING and hit.phrase.weight >= BRAND for hit in f.spam
    )


def _spam_in(part: str) -> list[Hit]:
    return [
        hit for hit in find_phrases(part) if hit.phrase.kind not in ("access", "glue", "report", "innocent")
    ]


# Rules that need no phrase of the lexicon.
_SHAPE_RULES: tuple[_Rule, ...] = (numbered_brand, unread_list)
_RULES: tuple[_Rule, ...] = (
    pool_frame,
    strong_phrase,
    keyword_list,
    density,
    one_trade,
    brand_only,
    labelled_brand,
    house_voice,
    promoted_brand,
    promotional_prose,
    *_SHAPE_RULES,
)

# From here a text is cut. No rule answers between 0 and this, so the line is not a tuned one.
CUT_FROM = 0.5
# Longer texts are judged by their first part; a paragraph of news has a tenth of it.
_MOST = 20_000
# Logarithms of odds by the n-gram model. Of 64,172 lines of the corpora none has the first, 30 have the
# second (2026-11-25); of spam the model never saw three quarters have either.
SURE_SPAM, LIKELY_SPAM = SURE_ALONE, 0.8
# As `LIKELY_SPAM`, of a sentence, in an alphabet and not: few of them are spam. The model knows less of how
# honest Chinese is written: reports of matches have up to 1.8.
_SENTENCE, _HAN_SENTENCE = 1.8, 2.4
TITLE_SPAM = 1.6  # of what names the page, where a part of it may be spam
LIST = 2.4  # of a list of lines, which say more together: three prices of one shop have 2.3
SHORT = 1.7  # of a handful of words: "Six weeks before your move" is a heading whatever its n-grams
_SHORT_STRANGE = 0.0  # of as few in a line unlike its article
LITTLE = 2.4  # of two or three words, or codes for words
# Asked of a line that shares hardly a word with its article. To ask less cuts more adverts written like prose
# (.974 of spam.unseen, this .943), but also eight of eighteen honest sentences about shops or a casino that
# were written into an article about a flood (2026-11-27).
STRANGE = 0.0
# Asked of a line in another script than its article: of 112 Chinese pages none has one; and of one with words
# of the trades in it.
FOREIGN_LINE, OFFERED = FOREIGN_ASKED, LEAST_ASKED
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
_SHORT_TEXT = 40  # characters: of a longer one the model is asked sooner than its letters are counted
_LABEL_LENGTH = 100  # characters: the text of a link, a title or a line of a list


@dataclass(frozen=True, slots=True)
class Judgement:
    """How surely (0 to 1) a text is injected spam, of what kind, and the name of the rule that says so."""

    score: float
    kind: SpamKind
    rule: str

    @property
    def spam(self) -> bool:
        """Whether to cut it."""
        return self.score >= CUT_FROM


NOT_SPAM = Judgement(0.0, SpamKind.OTHER, "none")


def offers_nothing(f: Features) -> bool:
    """Say whether a text promises nothing, calls upon nobody, names no brand and has no phrase of farms."""
    return not (f.strong or f.promoted or f.numbered or f.contact or f.promises or f.calls)


def sells_nothing(f: Features) -> bool:
    """Say whether a sentence offers, promises and asks nothing, and the model finds it likely to be honest.

    "Players lost 11 million dollars at Mega888, Pussy888 and 918Kiss" names three brands, and is news.
    """
    if f.most_odds > MARKED or f.offers or f.promises or f.calls or f.contact:
        return False
    return -inf < f.odds


def judge(text: str, least: float = SURE_SPAM) -> Judgement:
    """Judge a title, a line, a paragraph or the text of an element, by itself. Never raises.

    `least` is what the n-gram model must say for a text no rule knows: `LIKELY_SPAM` where the surroundings
    speak against the text too (hidden, linked to other sites, unlike the article it stands in), `TITLE_SPAM`
    of what names the page. Where neither does, the n-grams alone cut nothing.
    """
    if len(text) <= _LABEL_LENGTH:
        return _judge_short(text, least)
    return judge_features(measured(text[:_MOST]), least, seconded=least <= TITLE_SPAM)


@lru_cache(maxsize=4096)
def _judge_short(text: str, least: float) -> Judgement:
    """As `judge`, remembered: a farm's links are asked about once for every block around them."""
    return judge_features(measured(text), least, seconded=least <= TITLE_SPAM)


def judge_features(features: Features, least: float = SURE_SPAM, *, seconded: bool = False) -> Judgement:
    """The surest rule, the first named of equals; else what the model says.

    `seconded`: something beside the text speaks against it. Else the text itself must, or the model is not
    asked.
    """
    score, name = _surest(features, _RULES if features.spam else _SHAPE_RULES)
    if score and features.spam and (features.names_subject or features.serves):
        score, name = _surest(features, _SHAPE_RULES)
    if score:
        return Judgement(score=score, kind=features.kind, rule=name)
    return _by_model(features, least, seconded)


def _surest(features: Features, rules: tuple[_Rule, ...]) -> tuple[float, str]:
    return max(((rule(features), rule.__name__) for rule in rules), key=lambda scored: scored[0])


def _by_model(features: Features, least: float, seconded: bool) -> Judgement:
    """Spam by its n-grams: never a sentence that reports, nor a text too short to say much."""
    # What is soon told first: of a short text its letters, of others whether the model finds it likely in any
    # language, and last in which it is.
    short = len(features.folded.text) <= _SHORT_TEXT
    if short and _is_too_short(features):
        return NOT_SPAM
    most = features.most_odds + _agreement(features, least)
    if most < min(least, LITTLE):  # `_needed` never asks less
        return NOT_SPAM
    sentence = features.prose or has_sentence(features.folded.text)
    needed = _needed(features, least, sentence)
    if most < needed or (not short and _is_too_short(features)):
        return NOT_SPAM
    if (
        not (seconded or features.seconded)
        or features.names_subject
        or (least > FOREIGN_LINE and features.serves)
    ):
        return NOT_SPAM
    odds = strength(features, least)
    if odds < needed or (features.reporting and not _outweighs(features, odds, needed, least, sentence)):
        return NOT_SPAM
    kind = features.kind if features.spam else likeliest_kind(features.folded.text)
    return Judgement(score=max(CUT_FROM, 1 / (1 + exp(-features.odds))), kind=kind, rule="ngrams")


def _is_too_short(features: Features) -> bool:
    """Whether a text has too few letters for the model to say anything of it."""
    return _letters(features) < _FEWEST or (_says_little(features) and _is_spaced(features))


def _needed(features: Features, least: float, sentence: bool) -> float:
    """The odds asked for: more of a sentence, and of a text too short to say much."""
    if _says_little(features):
        return LITTLE
    if _says_little(features, FEW):
        return max(least, SHORT if least > STRANGE else _SHORT_STRANGE)
    if not sentence or least <= STRANGE:
        return least
    return max(least, _SENTENCE if _is_spaced(features) else _HAN_SENTENCE)


def _outweighs(features: Features, odds: float, needed: float, least: float, sentence: bool) -> bool:
    """Whether it is spam in spite of its words of reporting: adverts have doctors and trials too.

    A sentence must hold a rare phrase and call upon its reader, and its surroundings speak against it.
    """
    if sentence:
        calls = features.addressed or features.contact
        return least < SURE_SPAM and bool(features.spam) and calls and features.odds >= _ADVERT
    return odds >= needed + _REPORTING * features.reporting


def strength(features: Features, least: float) -> float:
    """The odds by the model, more where the lexicon agrees and the surroundings speak against the text."""
    return features.odds + _agreement(features, least)


def _agreement(features: Features, least: float) -> float:
    return PHRASE_COUNTS if features.spam and least < SURE_SPAM else 0.0


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
