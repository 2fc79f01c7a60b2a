"""Sales pitches: sentences that sell what the trades of spam sell, put into an article about something else.

What a trade sells, what makes a bargain of it, calls upon the reader and ways to be reached are ordinary
words, and news has each of them. A pitch has several at once, little else, nothing of what a report says, and
shares hardly a word with its article. How much each of these signs weighs was learnt by logistic regression
(`benchmarks/training/train_pitches.py`); the words are those of `pitch_words`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import exp, inf

from newsarchive.text.sentences import ends_sentence, has_no_stops, is_long, says_something
from newsarchive.text.spam.features import measure
from newsarchive.text.spam.judge import Judgement
from newsarchive.text.spam.line_context import OFFER
from newsarchive.text.spam.ngrams import ABSTAINS, likeliest_kind
from newsarchive.text.spam.pitch_words import PitchWord, WordHit, may_name_goods, pitch_words
from newsarchive.text.spam.shape import FULL_STOP, content_length, sentence_spans, unquoted
from newsarchive.text.spam.spam_runs import begins_anew
from newsarchive.text.spam.unmasking import fold_only, unmask

# The learnt weights, for odds in natural logarithms; what the signs are say `own_signs` and `PitchArticle`.
WEIGHTS: Mapping[str, float] = {
    "bias": 5.26,
    "odds": 0.38,
    "goods": 0.74,
    "addressed": 0.20,
    "begins_with_call": 0.40,
    "exclaims": 2.00,
    "contact": 0.31,
    "bodies": -4.31,
    "testimony": 2.00,
    "claims": 1.70,
    "searched": 0.10,
    "offers": 1.40,
    "results": 2.00,
    "short": -3.35,
    "listed": 2.00,
    "shared": -7.71,
    "shared_goods": -8.24,
    "goods_around": -8.05,
    "short_article": -2.07,
}
# Odds from which a sentence of an article is a pitch; and, by its own signs alone, from which it is none of
# those that say what the article is about. With 5 none of 91,229 gold sentences went, and one of 1,822 by a
# writer who tried to have them cut (2026-11-30).
PITCH, SUSPECT = 5.0, 1.0
# Share of an article's letters in suspected sentences from which it is about a trade; sentences it must have.
_MOST, _FEWEST_OTHERS = 0.35, 3
# Distinct words of selling in a pitch, a way to be reached among them; letters, and characters of Chinese,
# Japanese and Korean.
_FEWEST_SIGNS, _SHORTEST = 2, (20, 8)
# Share of its letters in words of selling, at least: of 559 pieces of spam 1 in 100 has less.
_LEAST_SHARE = 0.11
_SELLING = frozenset(PitchWord) - {PitchWord.TOLD, PitchWord.BODY}
_OFFERING = _SELLING - {PitchWord.GOODS, PitchWord.SEARCH}
_REACHED = re.compile(r"@\w|://|www\.|(?:\d[ ()-]?){7}")
# What calls upon its reader or lists; advice speaks to its reader too, and promises nothing.
_SPEAKING = ("begins_with_call", "contact", "exclaims", "listed", "testimony", "offers")
_PROMISING = ("promises", "results", "claims")
_SHORT, _LONGEST = 60, 1_200  # characters of a short sentence, and read of a long one
_OPENING = " ¡¿\"'«“„‼❗🔥👉✅*•-–—"
# Where an honest sentence may follow words of selling without a stop; what it has at least.
_WORD = re.compile(r"\S+")
_DENSE_ITEM = re.compile("[,，、・;；|][ \u3000]?(?=[\u3040-\u30ff\u3400-\u9fff])")
_CONTACT_END = re.compile(r"\d\W*$|^@|\.[a-z]{2,4}$")  # of a word: a number, a handle, an address
_SHORTEST_HONEST, _MOST_BEGINS = (12, 8), 24
_QUOTATIONS, _MARK = (("«", "»"), ("「", "」"), ("『", "』"), ("“", "”")), '"'
_CLOSES = re.compile('^[^“„«「『"]*[”“»」』"]')  # a quotation that begins before the text
# What a text is about: words of five letters by their first six, of scripts without blanks two or four
# characters side by side. Of fewer than three a share says nothing.
_TOPIC = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\U0010ffff]{5,}")
_TOPIC_DENSE = re.compile("(?=([\u0e00-\u0eff]{4}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
_STEM_OF_TOPIC, _FEWEST_TOPICS, _FEW_OTHERS = 6, 3, 5


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
    """A sentence, where it stands, which goods it names, and whether it may be a pitch by its own signs."""

    paragraph: int
    start: int
    end: int
    text: str
    goods: frozenset[str]
    suspect: bool

    @classmethod
    def of(cls, paragraph: int, start: int, end: int, text: str, *, quoted: bool = False) -> Sentence:
        """Look at a sentence that stands at start to end of a paragraph, in a quotation or not."""
        goods = _words(pitch_words(text), PitchWord.GOODS) if may_name_goods(text) else frozenset()
        suspect = not quoted and may_pitch(text) and _weigh(own_signs(text)) >= SUSPECT
        return cls(paragraph, start, end, text, goods, suspect)


@dataclass(frozen=True)
class PitchArticle:
    """The sentences of an article that are no pitches, by which a pitch is told."""

    sentences: tuple[Sentence, ...]

    @cached_property
    def topics(self) -> Counter[str]:
        """What the sentences are about, and how many of them."""
        return Counter(topic for one in self.sentences for topic in topics_of(one.text))

    def odds(self, text: str) -> float:
        """Return the odds that a text is a pitch in this article; minus infinity where it does not sell."""
        return _weigh(self.signs(text))

    def signs(self, text: str, own: Sentence | None = None) -> dict[str, float]:
        """Return each sign of a text in this article, with its size; `own` is the sentence it is, if any."""
        topics = topics_of(text)
        mine = topics if own is not None else frozenset()
        others = [one for one in self.sentences if one is not own]
        goods = _words(pitch_words(text), PitchWord.GOODS)
        shared = sum(self.topics[topic] > (topic in mine) for topic in topics)
        return own_signs(text) | {
            "shared": shared / max(_FEWEST_TOPICS, len(topics)),
            "shared_goods": float(any(goods & one.goods for one in others)),
            "goods_around": sum(bool(one.goods) for one in others) / max(_FEW_OTHERS, len(others)),
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
    sentenced = {text for one in others if says_something(text := one.text.strip())}
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
    return (
        any(
            text.count(opening, 0, start) > text.count(closing, 0, start)
            or text.count(opening, start, end) != text.count(closing, start, end)
            for opening, closing in _QUOTATIONS
        )
        or bool(text.count(_MARK, 0, start) % 2)
        or bool(text.count(_MARK, start, end) % 2)
    )


def _where_honest(text: str, start: int, end: int) -> int:
    """Where a sentence begins that sells next to nothing: at a capital, another script, an item of a list."""
    sentence = text[start:end]
    told = any(PitchWord.TOLD in hit.kinds for hit in pitch_words(sentence))
    if told or unquoted(sentence) != sentence or not FULL_STOP.search(sentence):
        return end
    first = max(start, end - _LONGEST)
    words = list(_WORD.finditer(text, first, end))
    begins = [now.start() for last, now in pairwise(words) if begins_anew(last[0], now[0])]
    begins += [item.end() for item in _DENSE_ITEM.finditer(text, first, end)]
    reached = [now.start() for last, now in pairwise(words) if _follows_contact(last[0], now[0])]
    places = [at for at in sorted(begins)[:_MOST_BEGINS] if _may_be_list(text[start:at])]
    little = (at for most in (0, 1) for at in places if _sells_little(text[at:end], most))
    behind = (at for at in reached[-_MOST_BEGINS:] if _may_begin(text[start:at]))
    honest = (at for at in behind if not may_pitch(text[at:end]) and not _REACHED.search(text[at:end]))
    return next((at for at in (*little, *honest) if is_long(text[at:end], *_SHORTEST_HONEST)), end)


def _follows_contact(last: str, now: str) -> bool:
    """Whether a sentence may begin behind a number, a handle or an address."""
    return bool(_CONTACT_END.search(last)) and now[0].isalpha() and not now[0].islower()


def _may_be_list(text: str) -> bool:
    """Whether a text could be a run of words of selling: of a sentence no part is cut off at a capital."""
    return bool(own_signs(text)["listed"]) and _may_begin(text)


def _may_begin(text: str) -> bool:
    """Whether a text could be a pitch that an honest sentence follows."""
    return may_pitch(f"{text.strip()}.")


def _sells_little(text: str, most: int) -> bool:
    """Whether a text is a sentence with so few words of selling."""
    selling = {hit.word for hit in pitch_words(text) if hit.kinds & _SELLING}
    return len(selling) <= most and not (_CLOSES.match(text) or _REACHED.search(text))


def may_pitch(text: str) -> bool:
    """Say whether a text has words that could make a pitch of it: goods, and others of selling.

    A line without a sentence needs one more: lists of things to take along name goods too. What a text quotes
    is another's.
    """
    text = unquoted(text).strip()
    if not may_name_goods(text) or not is_long(text, *_SHORTEST):
        return False
    hits = pitch_words(text)
    goods = _words(hits, PitchWord.GOODS)
    # Goods alone are a subject: what a law covers, what a fair shows.
    offered = {hit.word for hit in hits if hit.kinds & _OFFERING} - goods
    searched = _words(hits, PitchWord.SEARCH) - goods
    reached = bool(_REACHED.search(text))
    if not goods or not (offered or len(searched) > 1 or reached or "!" in text):
        return False
    selling = {hit.word for hit in hits if hit.kinds & _SELLING}
    if len(selling) + reached < _FEWEST_SIGNS + (not ends_sentence(text)):
        return False
    return _selling_share(fold_only(text), hits) >= _LEAST_SHARE


def _selling_share(folded: str, hits: Sequence[WordHit]) -> float:
    """The share of a text's letters that stand in words of selling."""
    sold = sum(content_length(folded[hit.start : hit.end]) for hit in hits if hit.kinds & _SELLING)
    return sold / max(1, content_length(folded))


@lru_cache(maxsize=2048)
def own_signs(text: str) -> dict[str, float]:
    """Return what a text shows by itself, without what it quotes: each sign with its size."""
    text = unquoted(text[:_LONGEST])
    line = measure(unmask(text))
    folded = line.folded.text
    hits = pitch_words(text)
    numbers = {kind: len(_words(hits, kind)) for kind in PitchWord}
    calls = tuple(_words(hits, PitchWord.CALL))
    testimony = _words(hits, PitchWord.TESTIMONY) - _words(hits, PitchWord.GOODS)
    return {
        "odds": 0.0 if line.odds == ABSTAINS else min(4.0, max(-6.0, line.odds)),
        "goods": min(4, max(numbers[PitchWord.GOODS], line.goods)),
        "promises": min(3, max(numbers[PitchWord.PROMISE], line.promises)),
        "addressed": float(line.addressed),
        "begins_with_call": float(folded.lstrip(_OPENING).startswith(calls)) if calls else 0.0,
        "exclaims": float("!" in folded),
        "contact": float(line.contact),
        "told": min(3, numbers[PitchWord.TOLD]),
        "bodies": min(2, numbers[PitchWord.BODY]),
        "testimony": min(3, len(testimony)),
        "claims": min(3, numbers[PitchWord.CLAIM]),
        "searched": min(3, numbers[PitchWord.SEARCH]),
        "offers": min(3, numbers[PitchWord.OFFER]),
        "results": min(3, numbers[PitchWord.RESULT]),
        "short": float(len(text) < _SHORT),
        "subject": float(line.names_subject),
        "listed": float(not (line.written or has_no_stops(text))),
    }


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
    """The odds by the signs that have a weight."""
    if not sells(signs):
        return -inf
    return WEIGHTS["bias"] + sum(WEIGHTS.get(name, 0.0) * size for name, size in signs.items())


def topics_of(text: str) -> frozenset[str]:
    """Return what stands for a text's subject: its long words, and neighbours in scripts without blanks."""
    folded = fold_only(text)
    long = {word[:_STEM_OF_TOPIC] for word in _TOPIC.findall(folded)}
    return frozenset(long.union(_TOPIC_DENSE.findall(folded)))


def _words(hits: Iterable[WordHit], kind: PitchWord) -> frozenset[str]:
    return frozenset(hit.word for hit in hits if kind in hit.kinds)
