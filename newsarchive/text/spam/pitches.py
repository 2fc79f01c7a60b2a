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

from newsarchive.text.sentences import (
    FULL_STOP,
    SAYS,
    SAYS_DENSE,
    ends_sentence,
    has_no_stops,
    is_long,
    says_something,
    sentence_spans,
)
from newsarchive.text.spam.features import measured
from newsarchive.text.spam.judge import Judgement
from newsarchive.text.spam.line_context import OFFER
from newsarchive.text.spam.ngrams import ABSTAINS, likeliest_kind
from newsarchive.text.spam.pitch_words import REACHED, SELLING, PitchWord, PitchWords, WordHit, words_for
from newsarchive.text.spam.shape import content_length, unquoted
from newsarchive.text.spam.spam_runs import begins_anew
from newsarchive.text.spam.unmasking import fold_only

# The learnt weights, for odds in natural logarithms; what the signs are say `own_signs` and `PitchArticle`.
WEIGHTS: Mapping[str, float] = {
    "bias": 0.34,
    "odds": 0.09,
    "rare": 1.50,
    "goods": 0.84,
    "addressed": 0.47,
    "contact": 1.50,
    "bodies": -1.61,
    "testimony": 1.32,
    "claims": 0.11,
    "offers": 1.50,
    "results": 1.50,
    "short": -2.02,
    "listed": 1.50,
    "shared": -2.00,
    "shared_goods": -4.57,
}
# Odds from which a sentence of an article is a pitch; and, by its own signs alone, from which it is none of
# those that say what the article is about. With 3 none of 91,229 gold sentences went, and one of 1,822 by a
# writer who tried to have them cut (2026-11-30).
PITCH, _SUSPECT = 3.0, 1.0
# Share of an article's letters in suspected sentences from which it is about a trade; sentences it must have.
_MOST, _FEWEST_OTHERS = 0.35, 3
# Distinct words of selling in a pitch, a way to be reached among them; letters, and characters of Chinese,
# Japanese and Korean.
_FEWEST_SIGNS, _SHORTEST = 2, (20, 8)
# Share of its letters in words of selling, at least: of 559 sentences of spam 1 in 100 had less (2026-11-30).
_LEAST_SHARE = 0.11
_OFFERING = SELLING - {PitchWord.GOODS, PitchWord.SEARCH}
# What calls upon its reader or lists; advice speaks to its reader too, and promises nothing.
_SPEAKING = ("begins_with_call", "contact", "exclaims", "listed", "testimony", "offers")
_PROMISING = ("promises", "results", "claims")
_SHORT, _LONGEST = 60, 1_200  # characters of a short sentence, and read of a long one
_OPENING = " ¡¿\"'«“„‼❗🔥👉✅*•-–—"
# Where an honest sentence may follow words of selling without a stop; what it has at least.
_TOKEN = re.compile(r"\S+")
_DENSE_ITEM = re.compile("[,，、・;；|][ \u3000]?(?=[\u3040-\u30ff\u3400-\u9fff])")
_CONTACT_END = re.compile(r"\d\W*$|^@|\.[a-z]{2,4}$")  # of a word: a number, a handle, an address
_SEPARATOR, _FEWEST_SEPARATORS = re.compile(r"[,，、・;；|/•·✅]|\s[-–—]\s"), 2
_QUOTING, _CLOSING, _MOST_TOKENS = re.compile('[“”„«»「」『』"]'), ")]✅❗🔥", 60
_SHORTEST_HONEST, _MOST_BEGINS = (12, 8), 24
# Apostrophes within a word are none.
_MARKS = re.compile("[“”„«»‚‘‹›「」『』\"]|(?:^|(?<=\\s))[’'](?=\\w)|(?<=\\w)[’'](?=[\\s,.;:!?]|$)")
_DASHES = ("—", "–")
_CLOSES = re.compile('^[^“„«「『"]*[”“»」』"]')  # a quotation that begins before the text
# What a text is about: words of five letters by their first six, of scripts without blanks two or four
# characters side by side. Of fewer than three a share says nothing.
_TOPIC = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\U0010ffff]{5,}")
_TOPIC_DENSE = re.compile("(?=([\u0e00-\u0eff]{4}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
_STEM_OF_TOPIC, _FEWEST_TOPICS = 6, 3


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
        line = measured(self.of(paragraphs))
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
    def of(
        cls, words: PitchWords, text: str, *, at: tuple[int, int, int] = (0, 0, 0), spared: bool = False
    ) -> Sentence:
        """Look at a sentence that is no pitch if it is `spared`; `at` are its paragraph, start and end."""
        folded = fold_only(text[:_LONGEST])
        goods = _of_kind(words.find(folded), PitchWord.GOODS) if words.may_name_goods(folded) else frozenset()
        suspect = not spared and may_pitch(words, text) and _weigh(own_signs(words, text)) >= _SUSPECT
        return cls(*at, text, goods, suspect)


@dataclass(frozen=True)
class PitchArticle:
    """The sentences of an article that are no pitches, by which a pitch is told, and its language's words."""

    words: PitchWords
    sentences: tuple[Sentence, ...]

    @cached_property
    def topics(self) -> Counter[str]:
        """What the sentences are about, and how many of them."""
        return Counter(topic for one in self.sentences for topic in topics_of(one.text))

    @cached_property
    def goods(self) -> Counter[str]:
        """The goods that the sentences name, and how many of them."""
        return Counter(goods for one in self.sentences for goods in one.goods)

    def odds(self, text: str) -> float:
        """Return the odds that a text is a pitch in this article; minus infinity where it does not sell."""
        return _weigh(self.signs(text))

    def signs(self, text: str, own: Sentence | None = None) -> dict[str, float]:
        """Return each sign of a text in this article, with its size; `own` is the sentence it is, if any."""
        topics = topics_of(text)
        mine = own is not None
        goods = _of_kind(self.words.find(fold_only(text[:_LONGEST])), PitchWord.GOODS)
        shared = sum(self.topics[topic] > mine for topic in topics)
        return own_signs(self.words, text) | {
            "shared": shared / max(_FEWEST_TOPICS, len(topics)),
            "shared_goods": float(any(self.goods[one] > mine for one in goods)),
        }


def pitch_spans(paragraphs: Sequence[str]) -> list[PitchSpan]:
    """Return where pitches stand among the paragraphs of an article, in order; never raises.

    None where too much of the text would be a pitch elsewhere: it is about the trade, or no article. None
    either in a text of a language whose words are not known.
    """
    return list(_pitch_spans(tuple(paragraphs)))


@lru_cache(maxsize=2)
def _pitch_spans(paragraphs: tuple[str, ...]) -> tuple[PitchSpan, ...]:
    """As `pitch_spans`, remembered: cleaning asks about the same text before other rules and behind them."""
    words = words_for("\n".join(paragraphs))
    if words is None:
        return ()
    # Of a sentence too long to be read whole a word may be cut.
    selling = (
        text for text in paragraphs if words.may_name_goods(fold_only(text), is_cut=len(text) > _LONGEST)
    )
    found = ((text, span) for text in selling for span in sentence_spans(text))
    if not any(may_pitch(words, text[start:end]) for text, (start, end) in found):
        return ()
    sentences: list[Sentence] = []
    for at, text in enumerate(paragraphs):
        first, last = _quotation(text)
        for start, end in _with_runs_apart(words, text, sentence_spans(text)):
            quoted = (start > first and end <= last) or _quotes(text[start:end])
            spared = quoted or _may_hold_honest(words, text[start:end])
            sentences.append(Sentence.of(words, text[start:end], at=(at, start, end), spared=spared))
    others = tuple(one for one in sentences if not one.suspect)
    sentenced = {text for one in others if says_something(text := one.text.strip())}
    told = sum(len(one.text) for one in others)
    suspected = sum(len(one.text) for one in sentences) - told
    if not suspected or len(sentenced) < _FEWEST_OTHERS or suspected > _MOST * (suspected + told):
        return ()
    article = PitchArticle(words, others)
    judged = ((one, article.odds(one.text)) for one in sentences if one.suspect)
    return tuple(PitchSpan(one.paragraph, one.start, one.end, odds) for one, odds in judged if odds >= PITCH)


def _quotation(text: str) -> tuple[int, int]:
    """Where the first and the last mark of quotations stand: what lies between may be anybody's words."""
    if text.lstrip().startswith(_DASHES):
        return -1, len(text)  # a turn in a dialogue
    marks = [mark.start() for mark in _MARKS.finditer(text)]
    return (marks[0], marks[-1]) if marks else (len(text), 0)


def _quotes(sentence: str) -> bool:
    """Whether a sentence quotes anything: it would go along."""
    return unquoted(sentence) != sentence or bool(_QUOTING.search(sentence))


def _may_hold_honest(words: PitchWords, sentence: str) -> bool:
    """Whether an honest sentence may follow in what looks like one: at a capital, selling next to nothing."""
    if not FULL_STOP.search(sentence) or not may_pitch(words, sentence):
        return False
    tokens = list(_TOKEN.finditer(sentence[-_LONGEST:]))
    begins = (now.start() for last, now in pairwise(tokens[-_MOST_TOKENS:]) if _may_follow(last[0], now[0]))
    rests = (sentence[-_LONGEST:][at:] for at in begins)
    return any(is_long(rest, SAYS, SAYS_DENSE) and _sells_little(words, rest, 1) for rest in rests)


def _may_follow(last: str, now: str) -> bool:
    return begins_anew(last, now) or (now[0].isupper() and last[-1] in _CLOSING)


def _with_runs_apart(
    words: PitchWords, text: str, spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The sentences; of one that follows words of selling without a stop, the words apart."""
    for start, end in spans:
        middle = _where_honest(words, text, start, end) if may_pitch(words, text[start:end]) else end
        yield start, middle
        if middle < end:
            yield middle, end


def _where_honest(words: PitchWords, text: str, start: int, end: int) -> int:
    """Where a sentence begins that sells next to nothing: at a capital, another script, an item of a list."""
    sentence = text[start:end]
    told = any(PitchWord.TOLD in hit.kinds for hit in words.find(fold_only(sentence[-_LONGEST:])))
    if told or unquoted(sentence) != sentence or not FULL_STOP.search(sentence):
        return end
    first = max(start, end - _LONGEST)
    tokens = list(_TOKEN.finditer(text, first, end))
    begins = [now.start() for last, now in pairwise(tokens) if begins_anew(last[0], now[0])]
    begins += [item.end() for item in _DENSE_ITEM.finditer(text, first, end)]
    reached = [now.start() for last, now in pairwise(tokens) if _follows_contact(last[0], now[0])]
    places = [at for at in sorted(begins)[:_MOST_BEGINS] if _may_be_list(words, text[first:at])]
    little = (at for most in (0, 1) for at in places if _sells_little(words, text[at:end], most))
    behind = (at for at in reached[-_MOST_BEGINS:] if _may_begin(words, text[first:at]))
    honest = (at for at in behind if not (may_pitch(words, text[at:end]) or REACHED.search(text, at, end)))
    return next((at for at in (*little, *honest) if is_long(text[at:end], *_SHORTEST_HONEST)), end)


def _follows_contact(last: str, now: str) -> bool:
    """Whether a sentence may begin behind a number, a handle or an address."""
    return bool(_CONTACT_END.search(last)) and now[0].isalpha() and not now[0].islower()


def _may_be_list(words: PitchWords, text: str) -> bool:
    """Whether a text could be a run of words of selling: of a sentence no part is cut off at a capital."""
    if len(_SEPARATOR.findall(text)) < _FEWEST_SEPARATORS:
        return False
    return bool(own_signs(words, text)["listed"]) and _may_begin(words, text)


def _may_begin(words: PitchWords, text: str) -> bool:
    """Whether a text could be a pitch that an honest sentence follows."""
    return may_pitch(words, f"{text.strip()}.")


def _sells_little(words: PitchWords, text: str, most: int) -> bool:
    """Whether a text is a sentence with so few words of selling."""
    selling = {hit.word for hit in words.find(fold_only(text)) if hit.kinds & SELLING}
    return len(selling) <= most and not (_CLOSES.match(text) or REACHED.search(text))


def may_pitch(words: PitchWords, text: str) -> bool:
    """Say whether a text has words that could make a pitch of it: goods, and others of selling.

    A line without a sentence needs one more: lists of things to take along name goods too. What a text quotes
    is another's.
    """
    text = unquoted(text[:_LONGEST]).strip()
    folded = fold_only(text)
    if not is_long(text, *_SHORTEST) or not words.may_name_goods(folded):
        return False
    hits = list(words.find(folded))
    goods = _of_kind(hits, PitchWord.GOODS)
    # Goods alone are a subject: what a law covers, what a fair shows.
    offered = {hit.word for hit in hits if hit.kinds & _OFFERING} - goods
    searched = _of_kind(hits, PitchWord.SEARCH) - goods
    reached = bool(REACHED.search(text))
    if not goods or not (offered or len(searched) > 1 or reached or "!" in text):
        return False
    selling = {hit.word for hit in hits if hit.kinds & SELLING}
    if len(selling) + reached < _FEWEST_SIGNS + (not ends_sentence(text)):
        return False
    sold = sum(content_length(folded[hit.start : hit.end]) for hit in hits if hit.kinds & SELLING)
    return sold >= _LEAST_SHARE * content_length(folded)


def own_signs(words: PitchWords, text: str) -> dict[str, float]:
    """Return what a text shows by itself, without what it quotes: each sign with its size."""
    text = unquoted(text[:_LONGEST])
    line = measured(text)
    folded = line.folded.text
    hits = list(words.find(folded))
    numbers = {kind: len(_of_kind(hits, kind)) for kind in PitchWord}
    calls = tuple(_of_kind(hits, PitchWord.CALL))
    testimony = _of_kind(hits, PitchWord.TESTIMONY) - _of_kind(hits, PitchWord.GOODS)
    return {
        "odds": 0.0 if line.odds == ABSTAINS else min(4.0, max(-6.0, line.odds)),
        "goods": min(4, numbers[PitchWord.GOODS]),
        "rare": min(2, line.distinct),
        "promises": min(3, numbers[PitchWord.PROMISE]),
        "addressed": float(line.addressed),
        "begins_with_call": float(folded.lstrip(_OPENING).startswith(calls)) if calls else 0.0,
        "exclaims": float("!" in folded),
        "contact": float(line.contact),
        "told": min(3, numbers[PitchWord.TOLD]),
        "bodies": min(2, numbers[PitchWord.BODY]),
        "testimony": min(3, len(testimony)),
        "claims": min(3, numbers[PitchWord.CLAIM]),
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


def _of_kind(hits: Iterable[WordHit], kind: PitchWord) -> frozenset[str]:
    return frozenset(hit.word for hit in hits if kind in hit.kinds)
