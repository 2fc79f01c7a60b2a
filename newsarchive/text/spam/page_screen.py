"""A quick look at a whole page: most hold nothing worth judging line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from newsarchive.text.spam.features import FOREIGN_LISTED, LISTED_TRADES
from newsarchive.text.spam.judge import FEW, FOREIGN_LINE, LIKELY_SPAM, MARKED, PHRASE_COUNTS, SHORT
from newsarchive.text.spam.lexicon import (
    LAST_SPACED,
    RARE_WEIGHT,
    Phrase,
    is_alphabetic,
    is_whole,
    offer_words,
    read_phrases,
)
from newsarchive.text.spam.line_context import is_chinese, is_foreign_to_chinese, is_unhan
from newsarchive.text.spam.ngrams import BITS, PageOdds, hashes, hashes_at, page_odds
from newsarchive.text.spam.shape import has_sentence
from newsarchive.text.spam.unmasking import (
    LINE_END,
    SPACE_CODE,
    Codes,
    fold_only,
    line_codes,
    page_codes,
    unescaped,
)

# The lexicon's rare phrases in a whole page, found through hashes of their first characters.

# Characters a phrase is looked up by: its first eight, shorter ones by the most they have ("the " begins one,
# and pages hold it a hundred times).
_ORDERS = (2, 3, 4, 6, 8)

_PhrasePrefilter = dict[int, npt.NDArray[np.bool_]]
_Index = dict[str, tuple[tuple[str, Phrase], ...]]


def prefiltered_phrases(codes: Codes) -> list[tuple[int, Phrase]]:
    """The phrases rare in news in `page_codes` and their places, without honest names; digits are alike."""
    _, _, index = _sieve()
    spaced = np.where(codes == LINE_END, np.uint32(SPACE_CODE), codes)
    text = spaced.tobytes().decode("utf-32-le", "surrogatepass")
    hits: list[tuple[int, Phrase]] = []
    blocked = 0
    for place in _likely_places(spaced):
        if place >= blocked and (hit := _longest(text, place, index)):
            blocked = place + len(hit[0])
            hits.append((place, hit[1]))
    return [(place, phrase) for place, phrase in hits if phrase.weight]


def _likely_places(codes: Codes) -> list[int]:
    """The places where a phrase may begin, by its first two characters and then by all that are hashed."""
    sieve, longer, _ = _sieve()
    pairs = next((found for _, found in hashes(codes, _ORDERS[:1])), None)
    if pairs is None:
        return []
    starts = np.flatnonzero(_begins(codes)[: len(pairs)] & _pairs().take(pairs))
    begun = [places[sieve[order].take(found)] for order, places, found in hashes_at(codes, starts, longer)]
    likely: list[int] = np.unique(np.concatenate(begun)).tolist() if begun else []
    return likely


def _begins(codes: Codes) -> npt.NDArray[np.bool_]:
    """Where a phrase may begin: anywhere but inside a word of an alphabet (`is_whole`)."""
    inside = _alphabetic().take(codes, mode="clip")
    inside[1:] &= inside[:-1].copy()
    inside[:1] = False
    begins: npt.NDArray[np.bool_] = ~inside
    return begins


@cache
def _alphabetic() -> npt.NDArray[np.bool_]:
    """By code, up to the first from which no alphabet has edges between words."""
    return np.array([is_alphabetic(chr(code)) for code in range(LAST_SPACED + 2)])


def _longest(text: str, place: int, index: _Index) -> tuple[str, Phrase] | None:
    for size in reversed(_ORDERS):
        for spelt, phrase in index.get(text[place : place + size], ()):
            if text.startswith(spelt, place) and is_whole(text, place, place + len(spelt)):
                return spelt, phrase
    return None


@cache
def _sieve() -> tuple[_PhrasePrefilter, _PhrasePrefilter, _Index]:
    """For each order which hashes begin a phrase, and which a longer one; the phrases by their first ones.

    Of the phrases that begin alike the longest comes first.
    """
    sieve = {order: np.zeros(1 << BITS, bool) for order in _ORDERS}
    longer = {order: np.zeros(1 << BITS, bool) for order in _ORDERS}
    spelt: dict[str, Phrase] = {}
    for phrase in read_phrases(RARE_WEIGHT):
        key = line_codes(phrase.text).tobytes().decode("utf-32-le", "surrogatepass").strip()
        # Digits are all alike here: what has nothing else would be found in every number.
        if len(key) >= _ORDERS[0] and not key.isdigit():
            known = spelt.get(key)
            if known is None or (known.weight and known.weight < phrase.weight):  # honest names have none
                spelt[key] = phrase
    grouped: dict[str, list[tuple[str, Phrase]]] = {}
    for key, phrase in spelt.items():
        start = key[: max(order for order in _ORDERS if order <= len(key))]
        grouped.setdefault(start, []).append((key, phrase))
    for size in _ORDERS:
        # Those of one length in a row: of the hashes at all places each first one is taken.
        starts = "".join(start for start in grouped if len(start) == size)
        for order, found in hashes(np.frombuffer(starts.encode("utf-32-le"), np.uint32), _ORDERS):
            if order <= size:
                (sieve if order == size else longer)[order][found[::size]] = True
    index = {start: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for start, some in grouped.items()}
    return sieve, longer, index


@cache
def _pairs() -> npt.NDArray[np.bool_]:
    """Which hashes of two characters begin a phrase of any length."""
    sieve, longer, _ = _sieve()
    return sieve[_ORDERS[0]] | longer[_ORDERS[0]]


# One phrase of this weight can cut a line alone (brands of farms), lighter ones only together.
_ALONE = 0.6
# A lucky number behind a letter, as brands of casinos have: rougher than the rule `numbered_brand`. Digits
# are rarer than letters: beginning with the digit finds the same five times as fast.
_NUMBERED = re.compile(
    r"[134789](?<=[A-Za-z].)(?:(?<=4)[Dd]|(?<=7)77?|(?<=7)8[79]|(?<=8)88?|(?<=9)9|(?<=1)(?:88|38|68)|(?<=3)(?:03|65))\b"
)
# Odds of 120 characters of a page whatever they are: one honest page in eight has as much.
_STRETCH = 2.4
# Odds of 24 characters of a line which may be a part that `TITLE` asks more of, when it is longer.
_WITHIN = 1.2
_FEW_CHARACTERS = FEW // 2  # of a line without a phrase, of which `judge` asks `SHORT` at least


# Words of the trades from which less is asked of a line in another script than its article.
_OFFERS, _MOST = 2, 20_000
_SHORTEST_OFFER = 20  # characters of one that offers two goods and promises something: menus are shorter
# Every way that `Features.contact` knows has one of these. It begins with one of a few characters, which are
# looked for four times as fast as ways that each begin with another (43,968 lines, 2026-11-30).
_REACHABLE = re.compile(
    r"[@:w.\d](?:(?<=@)\w|(?<=:)//|(?<=w)ww\."
    r"|(?<=\.)(?:com|net|org|cc|top|xyz|vip|bet|app|win|club|me|io|info|site|online|shop|pro|ru|cn)\b"
    r"|(?<=\d)(?:(?:[ ()-]?\d){6}|\d{4})|(?<=[A-Za-z_-]\d)\d\d)"
)
_DELIMITER = re.compile(r"[,，、|｜;；•·،/\n]")


def _offers_much(text: str) -> bool:
    return _count_offers(text) >= _OFFERS


@lru_cache(maxsize=4096)
def _count_offers(text: str) -> int:
    """Remembered: each line is asked about by several signs, and again when the article is cleaned."""
    return len(offer_words(fold_only(text[:_MOST])))


def _lists_offers(text: str) -> bool:
    """Whether it is a list of words of the trades, which counts whatever the model says."""
    if has_sentence(text):
        return False
    parts = len(_DELIMITER.findall(text[:_MOST])) + 1
    return parts >= LISTED_TRADES and _count_offers(text) >= FOREIGN_LISTED


def _invites(text: str) -> bool:
    """Whether it may name a way to reach whoever offers something, which counts whatever the model says."""
    return bool(_REACHABLE.search(text[:_MOST])) and _count_offers(text) >= _OFFERS


class _Screening:
    """What phrases and model say of a text, each asked when it is needed."""

    def __init__(self, text: str) -> None:
        self.codes = page_codes(text)

    @cached_property
    def phrases(self) -> list[tuple[int, Phrase]]:
        """The rare phrases with their places."""
        return prefiltered_phrases(self.codes)

    @cached_property
    def odds(self) -> PageOdds:
        """What the model says of each line."""
        return page_odds(self.codes)


# An article's paragraphs are looked at when furniture is cut, before they are cleaned, and while.
_remembered = lru_cache(maxsize=4)(_Screening)
_LONGEST_REMEMBERED = 200_000  # characters; each takes 7 bytes (four texts of 4.9 million: 136 MB)


def _screening(text: str) -> _Screening:
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _Screening(text)


def may_hold_spam(text: str) -> bool:
    """Whether any rule of `judge` could cut a line of `text`; no false "no" of theirs, so nothing is lost.

    Lists of links, judged as one, are asked for less than a line is: alone they do not open a page.
    """
    look = _screening(text)
    phrases = {phrase for _, phrase in look.phrases}
    if len(phrases) >= 2 or any(phrase.weight >= _ALONE for phrase in phrases):
        return True
    odds = look.odds
    eager = PHRASE_COUNTS if phrases else 0.0
    asked = np.where(odds.sizes < _FEW_CHARACTERS, SHORT, LIKELY_SPAM)
    likely = (odds.lines + eager >= asked).any() or odds.stretch + eager >= _STRETCH
    return bool(likely) or _has_shape(text)


def candidate_lines(
    texts: Sequence[str], chinese: bool | None = None, *, in_article: bool = False
) -> list[bool]:
    """For each text whether a rule or the model could cut it or a part of it: only these need be judged.

    Less is asked of a foreign one where all are of a `chinese` page (None: where most of them are Chinese),
    and of every one unlike the others where they are the lines of an article.
    """
    if not texts:
        return []
    remembered = sum(map(len, texts)) <= _LONGEST_REMEMBERED
    lines = (_remembered_lines if remembered else _Lines)(tuple(texts))
    find = _found_lines if remembered else _find_lines
    return list(find(lines, chinese, in_article))


class _Lines:
    """Texts looked at together, each a line, and what is known of them whatever they are lines of."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts
        # Entities could hide line ends.
        self.joined = "\n".join(" ".join(unescaped(text).split()) or "-" for text in texts)
        self.look = _screening(self.joined)

    @cached_property
    def likely(self) -> npt.NDArray[np.bool_]:
        """Which lines the model finds likely, or have a rare phrase."""
        odds = self.look.odds
        likely: npt.NDArray[np.bool_] = (odds.lines >= MARKED) | (odds.within >= _WITHIN)
        ends = np.flatnonzero(self.look.codes == LINE_END)
        for place, _ in self.look.phrases:
            likely[np.searchsorted(ends, place, "right") - 1] = True
        return likely

    @cached_property
    def shaped(self) -> list[bool]:
        """Which lines have a shape that rules without phrases ask for; what one has, all together have."""
        if not _has_shape("\n".join(self.texts)):
            return [False] * len(self.texts)
        return list(map(_has_shape, self.texts))


def _find_lines(lines: _Lines, chinese: bool | None, in_article: bool) -> tuple[bool, ...]:
    texts, odds = lines.texts, lines.look.odds
    doubted = lines.likely.tolist()
    chinese = is_chinese(lines.joined) if chinese is None and any(map(is_unhan, texts)) else bool(chinese)
    for number in np.flatnonzero(~lines.likely).tolist() if chinese or in_article else ():
        text, likely = texts[number], odds.lines[number]
        foreign = chinese and is_foreign_to_chinese(text)
        if foreign or in_article:
            offers = foreign and len(text) >= _SHORTEST_OFFER and _offers_much(text)
            less = foreign and (likely >= FOREIGN_LINE or offers)
            doubted[number] = less or _lists_offers(text) or _invites(text)
    return tuple(bool(doubt) or shape for doubt, shape in zip(doubted, lines.shaped, strict=True))


# The lines of an article are looked at before they are cleaned, and by each rule that cuts some of them.
_remembered_lines = lru_cache(maxsize=4)(_Lines)
_found_lines = lru_cache(maxsize=8)(_find_lines)


def _has_shape(text: str) -> bool:
    """What rules that need no phrase ask for: lucky numbers, counties, firms, a dump, tags as text."""
    if _NUMBERED.search(text):
        return True
    if not text.isascii():
        if text.count("县") + text.count("縣") + text.count("旗") >= 4 or "经营范围含" in text:
            return True
        if text.count("公司") + text.count("合伙") >= 6:
            return True
    return "=" in text and (text.count("=>") >= 3 or text.lower().count(" id=") >= 2)
