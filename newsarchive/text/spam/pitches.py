"""Sales pitches: sentences that sell what the trades of spam sell, put into an article about something else.

What a trade sells, what makes a bargain of it, calls upon the reader and ways to be reached are ordinary
words, and news has each of them. A pitch has several at once, little else, nothing of what a report says, and
shares hardly a word with its article. How much each of these signs weighs was learnt by logistic regression
(`benchmarks/training/train_pitches.py`); the words are in `data/pitch_words.txt`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, inf

from newsarchive.text.sentences import ends_sentence, has_no_stops, is_long, says_something
from newsarchive.text.spam.features import measure
from newsarchive.text.spam.judge import Judgement
from newsarchive.text.spam.lexicon import is_alphabetic
from newsarchive.text.spam.line_context import OFFER
from newsarchive.text.spam.ngrams import ABSTAINS, likeliest_kind
from newsarchive.text.spam.shape import content_length, sentence_spans, unquoted
from newsarchive.text.spam.spam_runs import FULL_STOP, begins_anew
from newsarchive.text.spam.unmasking import fold_only, unmask


class PitchWord(StrEnum):
    """What a word says of the sentence it stands in: a list of `data/pitch_words.txt`."""

    GOODS = "goods"  # what a trade of spam sells, and where
    PROMISE = "promise"  # free, at once, without papers
    CALL = "call"  # play now, write to us
    TOLD = "told"  # promised, police, victims: reports have them, adverts do not
    BODY = "body"  # the bank, the school, the chemist: who serves the public
    TESTIMONY = "testimony"  # "helped me", "contact him": false thanks to lenders and sorcerers
    CLAIM = "claim"  # "look no further": texts written for search engines
    OFFER = "offer"  # "we deliver", "half in advance": sellers of themselves
    RESULT = "result"  # "in three days", "without leaving home": what will happen
    SEARCH = "search"  # what people search for: "near me", "apk"


SELLING = frozenset(PitchWord) - {PitchWord.TOLD, PitchWord.BODY}
_OFFERING = SELLING - {PitchWord.GOODS, PitchWord.SEARCH}
_HONEST = frozenset({PitchWord.TOLD, PitchWord.BODY})
# The learnt weights, for odds in natural logarithms; what each sign is say `_signs` and `PitchArticle.signs`.
WEIGHTS: dict[str, float] = {
    "bias": 5.31,
    "odds": 0.37,
    "abstains": 0.00,
    "goods": 0.72,
    "selling_share": 0.00,
    "no_goods": 0.00,
    "promises": 0.00,
    "calls": 0.00,
    "addressed": 0.17,
    "begins_with_call": 0.33,
    "exclaims": 2.00,
    "messenger": 0.00,
    "contact": 0.28,
    "rare": 0.00,
    "told": 0.00,
    "bodies": -4.29,
    "testimony": 2.00,
    "claims": 1.73,
    "searched": 0.11,
    "offers": 1.36,
    "results": 2.00,
    "short": -3.41,
    "subject": 0.00,
    "listed": 2.00,
    "digits": 0.00,
    "shared": -7.79,
    "shared_goods": -8.49,
    "goods_around": -6.95,
    "goods_told": -0.44,
    "short_article": -2.06,
}
_SPEAKING = ("begins_with_call", "contact", "exclaims", "listed", "testimony", "offers")
_PROMISING = ("promises", "results", "claims")  # advice speaks to its reader too
# Odds from which a sentence of an article is a pitch; and, by its own signs alone, from which it is none of
# those that say what the article is about.
PITCH, SUSPECT = 5.0, 1.0
# Share of an article's letters in suspected sentences from which it is about a trade; sentences it must have.
_MOST, _FEWEST_OTHERS = 0.35, 3
# Distinct words of selling in a pitch, a way to be reached among them; letters, and characters of Chinese,
# Japanese and Korean.
_FEWEST_SIGNS, _SHORTEST = 2, (20, 8)
# Share of its letters in words of selling, at least: of 559 pieces of spam 1 in 100 has less.
_LEAST_SHARE = 0.11
_REACHED = re.compile(r"@\w|://|www\.|(?:\d[ ()-]?){7}")
_WORD = re.compile(r"\S+")
_DENSE_ITEM = re.compile("[,，、・;；|][ \u3000]?(?=[\u3040-\u30ff\u3400-\u9fff])")
_QUOTATIONS, _MARKS = (("«", "»"), ("「", "」"), ("『", "』"), ("“", "”")), ('"',)
_CLOSES = re.compile('^[^“„«「『"]*[”“»」』"]')  # a quotation that begins before the text
_SHORTEST_HONEST, _MOST_BEGINS = (12, 8), 24
_SHORT, _LONGEST = 60, 1_200  # characters of a short sentence, and read of a long one
_STEM = "*"
_ENDING = 6  # letters that inflection puts behind a stem
_KEY = 4  # characters a word is looked up by: its first four, shorter ones by all they have
# The article and the prepositions that Arabic and Hebrew write in one word with the noun.
_PREFIX = re.compile(
    "(?:[\u0648\u0641]?(?:\u0627\u0644|\u0628\u0627\u0644|\u0644\u0644|\u0628|\u0644|\u0643)|\u0648"
    "|[\u05d5\u05e9]?[\u05d4\u05d1\u05dc\u05de\u05db])(?=[^\\W\\d_]{3})"
)
_FIRST_SEMITIC, _BEHIND_SEMITIC = "\u0590", "\u0780"
# Scripts that write marks between letters, prefixes before them, or no blanks.
_OTHER_SCRIPTS = re.compile("[\u0590-\u109f\u1100-\u1dff\u2e80-\U0010ffff]")
_LETTERS = re.compile(r"[^\W_]+")
_GLANCE = 6  # letters of a stem that a glance looks for, or one less
_OPENING = " ¡¿\"'«“„‼❗🔥👉✅*•-–—"
# What a text is about: words of five letters by their first six, of scripts without blanks two or four
# characters side by side. Of fewer than three a share says nothing.
_TOPIC = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\U0010ffff]{5,}")
_TOPIC_DENSE = re.compile("(?=([\u0e00-\u0eff]{4}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
_STEM_OF_TOPIC, _FEWEST_TOPICS, _FEW_OTHERS = 6, 3, 5


@dataclass(frozen=True, slots=True)
class WordHit:
    """A word of the lists at folded positions start to end."""

    start: int
    end: int
    word: str
    kinds: frozenset[PitchWord]


@dataclass(frozen=True, slots=True)
class PitchSpan:
    """Where a pitch stands: the number of its paragraph, start and end in it, and its odds."""

    paragraph: int
    start: int
    end: int
    odds: float

    def of(self, paragraphs: Sequence[str]) -> str:
        """Return the pitch."""
        return paragraphs[self.paragraph][self.start : self.end]

    def judged(self, paragraphs: Sequence[str]) -> Judgement:
        """Return the judgement on it: its odds as a probability, and which trade it is of."""
        line = measure(unmask(self.of(paragraphs)))
        kind = line.kind if line.spam else likeliest_kind(line.folded.text)
        return Judgement(1 / (1 + exp(-self.odds)), kind, OFFER)


def without_spans(paragraphs: Sequence[str], spans: Iterable[PitchSpan]) -> list[str]:
    """Return the paragraphs without the spans, which stand in order."""
    left = list(paragraphs)
    for span in reversed(list(spans)):
        text = left[span.paragraph]
        left[span.paragraph] = text[: span.start] + text[span.end :]
    return left


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands, the goods it names, whether it tells of them, and whether it may sell."""

    paragraph: int
    start: int
    end: int
    text: str
    goods: frozenset[str]
    tells: bool
    suspect: bool

    @classmethod
    def of(cls, paragraph: int, start: int, end: int, text: str, *, quoted: bool = False) -> Sentence:
        """Look at a sentence that stands at start to end of a paragraph, in a quotation or not."""
        hits = _hits_of(text) if _may_name_goods(text) else ()
        goods = _words(hits, PitchWord.GOODS)
        suspect = not quoted and may_pitch(text) and _weigh(own_signs(text)) >= SUSPECT
        told = bool(goods and _words(hits, PitchWord.TOLD))
        return cls(paragraph, start, end, text, goods, told, suspect)


@dataclass(frozen=True)
class PitchArticle:
    """The sentences of an article that are no pitches, by which a pitch is told."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def topics(self) -> Counter[str]:
        """What the sentences are about, and how many of them."""
        return Counter(topic for one in self.sentences for topic in topics_of(one.text))

    def _shared(self, topics: frozenset[str], own: Iterable[str] = ()) -> float:
        """The share of topics that sentences have, without those `own` to the text."""
        mine = Counter(own)
        return sum(self.topics[one] > mine[one] for one in topics) / max(_FEWEST_TOPICS, len(topics))

    def odds(self, text: str, own: Sequence[Sentence] = ()) -> float:
        """Return the odds that a text is a pitch in this article; `own` are its sentences, if it has them."""
        return _weigh(self.signs(text, own))

    def signs(self, text: str, own: Sequence[Sentence] = ()) -> dict[str, float]:
        """Return each sign of a text in this article, with its size."""
        mine = [topic for one in own if one in self.sentences for topic in topics_of(one.text)]
        others = [one for one in self.sentences if one not in own]
        goods = _words(_hits_of(text), PitchWord.GOODS)
        return own_signs(text) | {
            "shared": self._shared(topics_of(text), mine),
            "shared_goods": float(any(goods & one.goods for one in others)),
            "goods_around": sum(bool(one.goods) for one in others) / max(_FEW_OTHERS, len(others)),
            "goods_told": float(any(one.tells for one in others)),
            "short_article": float(len(others) < _FEW_OTHERS),
        }


def pitch_spans(paragraphs: Sequence[str]) -> list[PitchSpan]:
    """Return where pitches stand among the paragraphs of an article, in order; never raises.

    None where too much of the text would be a pitch elsewhere: it is about the trade, or no article.
    """
    if not any(may_pitch(text[start:end]) for text in paragraphs for start, end in sentence_spans(text)):
        return []
    sentences = [
        Sentence.of(at, start, end, text[start:end], quoted=_is_quoted(text, start, end))
        for at, text in enumerate(paragraphs)
        for start, end in _spans(text)
    ]
    others = tuple(one for one in sentences if not one.suspect)
    sentenced = {one.text.strip() for one in others if says_something(one.text.strip())}
    told = sum(len(one.text) for one in others)
    suspected = sum(len(one.text) for one in sentences) - told
    if not suspected or len(sentenced) < _FEWEST_OTHERS or suspected > _MOST * (suspected + told):
        return []
    article = PitchArticle(others)
    judged = ((one, article.odds(one.text)) for one in sentences if one.suspect)
    return [PitchSpan(one.paragraph, one.start, one.end, odds) for one, odds in judged if odds >= PITCH]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences; of one that follows words of selling without a stop, the words apart."""
    for start, end in sentence_spans(text):
        middle = _where_honest(text, start, end) if may_pitch(text[start:end]) else end
        yield start, middle
        if middle < end:
            yield middle, end


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a sentence stands in a quotation that begins or ends in another one."""
    return any(
        text.count(opening, 0, start) > text.count(closing, 0, start)
        or text.count(opening, start, end) != text.count(closing, start, end)
        for opening, closing in _QUOTATIONS
        if opening != closing
    ) or any(text.count(mark, 0, start) % 2 or text.count(mark, start, end) % 2 for mark in _MARKS)


def _where_honest(text: str, start: int, end: int) -> int:
    """Where a sentence begins that sells next to nothing: at a capital, another script, an item of a list."""
    sentence = text[start:end]
    reports = any(PitchWord.TOLD in hit.kinds for hit in _hits_of(sentence)) or unquoted(sentence) != sentence
    if reports or not FULL_STOP.search(text[start:end]):
        return end
    words = list(_WORD.finditer(text, max(start, end - _LONGEST), end))
    begins = [now.start() for last, now in pairwise(words) if begins_anew(last[0], now[0])]
    begins += [item.end() for item in _DENSE_ITEM.finditer(text, max(start, end - _LONGEST), end)]
    places = [at for at in sorted(begins)[:_MOST_BEGINS] if may_pitch(text[start:at])]
    told = (at for most in (0, 1) for at in places if _sells_little(text[at:end], most))
    return next(told, end)


def _sells_little(text: str, most: int) -> bool:
    """Whether a text is a sentence with so few words of selling."""
    selling = {hit.word for hit in _hits_of(text) if hit.kinds & SELLING}
    whole = is_long(text, *_SHORTEST_HONEST) and _CLOSES.sub("", text) == text
    return whole and len(selling) <= most and not _REACHED.search(text)


def may_pitch(text: str) -> bool:
    """Say whether a text has words that could make a pitch of it: goods, and others of selling.

    A line without a sentence needs one more: lists of things to take along name goods too. What a text quotes
    is another's.
    """
    text = unquoted(text).strip()
    if not _may_name_goods(text) or not is_long(text, *_SHORTEST):
        return False
    hits = _hits_of(text)
    goods = _words(hits, PitchWord.GOODS)
    selling = {hit.word for hit in hits if hit.kinds & SELLING}
    reached = bool(_REACHED.search(text))
    # Goods alone are a subject: what a law covers, what a fair shows.
    offered = {hit.word for hit in hits if hit.kinds & _OFFERING} - goods
    searched = _words(hits, PitchWord.SEARCH) - goods
    if not goods or not (offered or len(searched) > 1 or reached or "!" in text):
        return False
    if len(selling) + reached < _FEWEST_SIGNS + (not ends_sentence(text)):
        return False
    return _selling_share(fold_only(text), hits) >= _LEAST_SHARE


@lru_cache(maxsize=2048)
def own_signs(text: str) -> dict[str, float]:
    """Return what a text shows by itself, without what it quotes: each sign with its size."""
    text = unquoted(text[:_LONGEST])
    line = measure(unmask(text))
    folded = line.folded.text
    hits = _hits_of(text)
    numbers = {kind: len(_words(hits, kind)) for kind in PitchWord}
    calls = tuple(_words(hits, PitchWord.CALL))
    goods = max(numbers[PitchWord.GOODS], line.goods)
    return {
        "odds": 0.0 if line.odds == ABSTAINS else min(4.0, max(-6.0, line.odds)),
        "abstains": float(line.odds == ABSTAINS),
        "goods": min(4, goods),
        "selling_share": _selling_share(folded, hits),
        "no_goods": float(not goods),
        "promises": min(3, max(numbers[PitchWord.PROMISE], line.promises)),
        "calls": min(3, max(numbers[PitchWord.CALL], line.addressed)),
        "addressed": float(line.addressed),
        "begins_with_call": float(folded.lstrip(_OPENING).startswith(calls)) if calls else 0.0,
        "exclaims": float("!" in folded),
        "messenger": float(line.messaged),
        "contact": float(line.contact),
        "rare": min(2, line.distinct),
        "told": min(3, max(numbers[PitchWord.TOLD], line.reporting)),
        "bodies": min(2, numbers[PitchWord.BODY]),
        "testimony": min(3, len(_words(hits, PitchWord.TESTIMONY) - _words(hits, PitchWord.GOODS))),
        "claims": min(3, numbers[PitchWord.CLAIM]),
        "searched": min(3, numbers[PitchWord.SEARCH]),
        "offers": min(3, numbers[PitchWord.OFFER]),
        "results": min(3, numbers[PitchWord.RESULT]),
        "short": float(len(text) < _SHORT),
        "subject": float(line.names_subject),
        "listed": float(not (line.written or has_no_stops(text))),
        "digits": float(line.counts),
    }


def _selling_share(folded: str, hits: Sequence[WordHit]) -> float:
    """The share of a text's letters that stand in words of selling."""
    sold = sum(content_length(folded[hit.start : hit.end]) for hit in hits if hit.kinds & SELLING)
    return sold / max(1, content_length(folded))


def sells(signs: Mapping[str, float]) -> bool:
    """Say whether a text may sell by its signs: it lists, calls upon its reader or says how to be reached.

    What does not tells of what others sell: "The casino ship offers free meals". So does what has a word of
    reports, or lists a subject and offers nothing.
    """
    if signs["told"] or signs["subject"]:
        return False
    if any(signs[name] for name in _SPEAKING):
        return True
    return bool(signs["addressed"]) and any(signs[name] for name in _PROMISING)


def _weigh(signs: Mapping[str, float]) -> float:
    if not sells(signs):
        return -inf
    return WEIGHTS["bias"] + sum(WEIGHTS[name] * size for name, size in signs.items())


def topics_of(text: str) -> frozenset[str]:
    """Return what stands for a text's subject: its long words, and neighbours in scripts without blanks."""
    folded = fold_only(text)
    long = {word[:_STEM_OF_TOPIC] for word in _TOPIC.findall(folded)}
    return frozenset(long.union(_TOPIC_DENSE.findall(folded)))


def _words(hits: Iterable[WordHit], kind: PitchWord) -> frozenset[str]:
    return frozenset(hit.word for hit in hits if kind in hit.kinds)


@lru_cache(maxsize=2048)
def _hits_of(text: str) -> tuple[WordHit, ...]:
    return tuple(find_words(fold_only(text)))


@lru_cache(maxsize=2048)
def _may_name_goods(text: str) -> bool:
    """Whether goods may stand in a text: no false "no", and much faster than to look for them."""
    folded = fold_only(text)
    if not folded.isascii() and _OTHER_SCRIPTS.search(folded):
        return True
    phrases, beginnings = _goods_at_a_glance()
    found = set(_LETTERS.findall(folded))
    for word in found:
        if word in phrases and any(map(found.issuperset, phrases[word])):
            return True
        if word[:_GLANCE] in beginnings or word[: _GLANCE - 1] in beginnings:
            return True
    return False


@cache
def _goods_at_a_glance() -> tuple[dict[str, list[frozenset[str]]], frozenset[str]]:
    """Of goods in Latin, Greek, Cyrillic: by the longest word all words of each; how stems begin."""
    phrases: dict[str, list[frozenset[str]]] = {}
    beginnings: set[str] = set()
    for listed in _index().values():
        for word, is_stem, kinds in listed:
            parts = _LETTERS.findall(word)
            if PitchWord.GOODS not in kinds or not parts or _OTHER_SCRIPTS.search(word):
                continue
            if is_stem:
                beginnings.add(parts[-1][:_GLANCE])
            else:
                phrases.setdefault(max(parts, key=len), []).append(frozenset(parts))
    return phrases, frozenset(beginnings)


def find_words(folded: str) -> Iterator[WordHit]:
    """Find the words of the lists in folded text; the longest at each place, not overlapping."""
    index = _index()
    end = 0
    for start in _starts().finditer(folded):
        place = start.start()
        key = folded[place : place + _KEY]
        # Most words of English and the like, at a glance.
        if place < end or (key not in index and len(key) == _KEY and key.isascii() and key.isalpha()):
            continue
        hit = _longest(folded, place)
        if (
            hit is None
            and _FIRST_SEMITIC <= key < _BEHIND_SEMITIC
            and (prefix := _PREFIX.match(folded, place))
        ):
            hit = _longest(folded, prefix.end())
        if hit is not None:
            yield hit
            end = hit.end


def _longest(folded: str, place: int) -> WordHit | None:
    index = _index()
    key = folded[place : place + _KEY]
    # Of an alphabet only a whole word is shorter than that.
    whole = len(key) == _KEY and key.isalpha() and is_alphabetic(key[0]) and is_alphabetic(key[-1])
    for size in (_KEY,) if whole else range(_KEY, 0, -1):
        for word, is_stem, kinds in index.get(key[:size], ()):
            if not folded.startswith(word, place):
                continue
            end = last = place + len(word)
            while is_alphabetic(folded[end - 1]) and last < len(folded) and is_alphabetic(folded[last]):
                last += 1
            if last == end or (is_stem and last - end <= _ENDING):
                return WordHit(place, last, word, kinds)
    return None


@cache
def _starts() -> re.Pattern[str]:
    """Where a word can begin: at its first character, in alphabets only at the start of a word."""
    firsts = {key[0] for key in _index()}
    letters = "".join(sorted(filter(is_alphabetic, firsts)))
    others = "".join(sorted(firsts.difference(letters)))
    return re.compile(f"[{re.escape(others)}]|(?<![^\\W_])[{re.escape(letters)}]")


@cache
def _index() -> dict[str, tuple[tuple[str, bool, frozenset[PitchWord]], ...]]:
    """The words by their first characters, the longest first: the word, whether it is a stem, its lists."""
    table = files("newsarchive.text.spam").joinpath("data", "pitch_words.txt").read_text(encoding="utf-8")
    kinds: dict[tuple[str, bool], set[PitchWord]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            kind, _, words = line.split("\t")
            for word in words.split("|"):
                folded = fold_only(word.removesuffix(_STEM)).strip()
                kinds.setdefault((folded, word.endswith(_STEM)), set()).add(PitchWord(kind))
    grouped: dict[str, list[tuple[str, bool, frozenset[PitchWord]]]] = {}
    for (word, is_stem), lists in kinds.items():
        if word:
            grouped.setdefault(word[:_KEY], []).append((word, is_stem, frozenset(lists)))
    return {key: tuple(sorted(some, key=lambda one: (-len(one[0]), one[1]))) for key, some in grouped.items()}
