"""What the rules look at, measured once a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import prod

from newsarchive.evidence import SPAM_TOPICS, SpamKind
from newsarchive.text.language import likeliest_language, sure_language
from newsarchive.text.sentences import FULL_STOP, SAYS, SAYS_DENSE, is_long, sentence_spans
from newsarchive.text.spam.lexicon import (
    Hit,
    channel_words,
    find_phrases,
    holds_spam,
    offer_words,
    promise_words,
    reader_words,
    service_words,
)
from newsarchive.text.spam.ngrams import ABSTAINS, spam_odds, was_shown
from newsarchive.text.spam.shape import content_length, has_sentence, is_prose, segments
from newsarchive.text.spam.unmasking import Folded, unmask

STRONG = (
    0.85  # weight from which a phrase never stands in honest news (the data files say how weights are given)
)
PLAIN = 0.5  # from here a phrase is rare in news; below it is ordinary words
BRAND = 0.65  # names that are brands of farms and nothing else weigh 0.7, subjects of the trade 0.6
# Written text, not a list of keywords. Of 758 texts of farms and adverts that the model suspects, one has so
# many words in a row or a sentence in what is likeliest a language it was not shown (2026-11-27).
_WORDS_IN_A_ROW = re.compile(r"\b(?:[^\W\d_]++[ '’-]++){7}[^\W\d_]")
# Ways to reach who offers: an address, a handle, the number of a messenger or a telephone. A messenger's name
# alone is none: readers of honest news are told of them too.
_MESSENGER = (
    "(?:(?<![a-z])(?:whatsapp|wasap|watsapp|telegram|viber|skype|signal|kakao(?:talk)?|zalo|wechat|weixin"
    r"|vx|qq|line(?: ?id)?|tg|zap|wa)"
    "(?![a-z])|纸飞机|企鹅|扣扣|微信|薇信|威信|v信|电话|加v|来电|카톡|텔레|라인|واتساب|واتس|แอดไลน์|ไลน์)"
)
_NUMBER = r"(?:[a-z_-]{0,20}\d(?:[\d ()_-]|[a-z]){3,20}|@[a-z0-9_]{4,30})"
_CONTACT = re.compile(
    r"https?://|www\."
    r"|[a-z0-9-]{3,40}\.(?:com|net|org|cc|top|xyz|vip|bet|app|win|club|me|io|info|site|online|shop|pro|ru|cn)"
    r"\b"
    r"|t\.me/|(?<![\w.])@[a-z0-9_]{4,30}"
    rf"|{_MESSENGER}[^\w\n]{{0,4}}(?:id|号|at|on)?[^\w\n]{{0,4}}{_NUMBER}"
    r"|(?<!\d)(?:\+\d[\d ()-]{8,16}\d|1[3-9]\d{9}|0\d{2,3}[- ]\d{7,8}|\d{10,12})(?![\d.])"
)
# A messenger and who is to be reached by it, a few words between: "WhatsApp us on +44 7700 900482".
_MESSAGED = re.compile(
    rf"(?:{_MESSENGER}|تلگرام|تلجرام|تيليجرام|تليجرام|व्हाट्सएप|व्हाट्सऐप)[^\n.!?]{{0,15}}?"
    r"(?:@[a-z0-9_]{4,30}|(?:\+\d|\(?\b[01]\d)[\d ()-]{5,18}\d|\b[a-z_]{2,20}\d{3,}\b)"
)
# What calls itself by its address, as reporters write it too: "WordPress.com", "Booking.com".
_SITE_NAME = re.compile(r"(?<![\w./@-])[A-Z0-9][A-Za-z0-9-]{2,39}\.(?:com|net|org|io|me)\b(?![/@.]\w)")
_SHARE = re.compile(r"\d ?%|% ?\d|24/7")  # what a list calls with in any language
# Farms of Indonesian and Malay casinos: a word and a lucky number.
_NUMBERED_BRAND = re.compile(r"\b[a-z]{3,12}(?:4d|7?77|78[79]|88|99|188|303|138|168|365|888)\b")
_NUMBERED = re.compile("[134789](?<=[a-z].)")  # how each of them goes on: most texts hold none
_HAN = re.compile("[\u3400-\u9fff]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_COMMA = re.compile("[,、，·・;/|]")
_WORDS_OF_PIECE = 4
# Words of the trades and promises in a text that runs on like a sentence and ends as none.
_MUCH, _TWICE = 4, 2
_NOUN = 9  # characters of Han or kana; phrases of farms are longer (オンラインカジノ入金不要)
_CREDIT = re.compile(
    r"\W{0,3}(?:sources?|credits?|photos?|images?|references?|tables?|figures?|fig\.|keywords?|original text"
    r"|source text|quellen?|fotos?|crédits?|fuentes?|fontes?|fonti?|источник|фото|出典|写真|来源|图表?)"
    r"[ \d.]{0,5}[:：.]"
)
# Weight of phrases that farms write and news hardly ("gambling establishment"); names of drugs have less.
_OF_FARMS = 0.6
_OFFERS_OF_PROSE = 2
# Parts of a list, and words of the trades in it, from which it speaks against itself where it stands in a
# text in another language or about something else: of 844 gold texts none holds such a line (2026-11-28). In
# another script two words are enough: one line has as many ("Cash, ID, credit card, insurance card").
LISTED_TRADES, FOREIGN_LISTED = 3, 2
# Share of a sentence's letters in words of the trades and their promotion, at most, if it is to tell of a
# service; words of the trades in it that name no service ("permit", "ticket").
_MOST_COVERED, _MOST_BESIDE = 0.8, 1
SURE_ALONE = 2.6  # odds of a sentence from which one word is enough: `judge.SURE`
_SHORTEST = 2  # letters of an alphabet, of what is a word of many languages
FOREIGN_ASKED = -2.5  # odds, of a line in another script than its article: `judge.FOREIGN`
LEAST_ASKED = -3.5  # odds, of such a line that offers much: `judge.OFFERED`
_LONGEST_REMEMBERED = 2_000  # characters: paragraphs have less
# Characters between a brand and the word that promotes it: 欧宝体育(中国)官网, kaya787 link.
_NEAR = 4
_ANYTHING = 0.15  # weight of words of promotion that could be anything


@dataclass(frozen=True)
class Features:
    """One text, folded, with the phrases found in it and the shares they cover (0 to 1)."""

    folded: Folded
    hits: tuple[Hit, ...]
    spam: tuple[Hit, ...]
    length: int
    evidence: float
    spam_share: float
    covered: float
    strong: int
    distinct: int
    promoted: tuple[Hit, ...]
    reports: int

    @cached_property
    def prose(self) -> bool:
        """Whether the text is built of sentences; looked at only where a phrase was found."""
        return is_prose(self.folded.text)

    @cached_property
    def kind(self) -> SpamKind:
        """The kind with most weight among the hits; `other` without any."""
        weights: Counter[str] = Counter()
        for hit in self.spam:
            weights[hit.phrase.kind] += hit.phrase.weight  # type: ignore[assignment]
        return SpamKind(max(sorted(weights), key=lambda kind: weights[kind])) if weights else SpamKind.OTHER

    @cached_property
    def odds(self) -> float:
        """What the n-gram model says (logarithm of the odds), whatever the lexicon found.

        `ABSTAINS` for a text in a script or a language that it was not shown to spare. Where detection is
        sure of none, which happens to sentences of the many languages that it does not know, the likeliest is
        asked about.
        """
        odds = self.most_odds
        # Nobody asks for less: no need to know the language.
        if odds < LEAST_ASKED:
            return odds
        return odds if self.shown else ABSTAINS

    @cached_property
    def shown(self) -> bool:
        """Whether the model was shown enough of the text's language, as far as detection can tell."""
        text = self.folded.original
        sure = sure_language(text)
        if sure is None and (has_sentence(self.folded.text) or _WORDS_IN_A_ROW.search(text)):
            sure = likeliest_language(text)
        return self.most_odds > ABSTAINS and was_shown(sure)

    @cached_property
    def most_odds(self) -> float:
        """What `odds` are at most, before the language is asked for, which takes three times as long."""
        return spam_odds(self.folded.text)

    def is_as_likely(self, least: float) -> bool:
        """Whether `odds` are so high; the language is asked for only where they may be."""
        return self.most_odds >= least and self.odds >= least

    @cached_property
    def reporting(self) -> int:
        """Distinct words of reporting in the text, looked for even where no phrase was found."""
        hits = self.hits or find_phrases(self.folded.text)
        return len({hit.phrase.text for hit in hits if hit.phrase.kind == "report"})

    @cached_property
    def seconded(self) -> bool:
        """Whether the text itself bears another sign than its n-grams.

        A phrase of a trade, a way to reach whoever offers it, a brand of casinos, words of the trades: one in
        a line, of sentences two, which farms and agencies use and reporters too.
        """
        # "av" is an adult film in Chinese, and "of" in Swedish.
        phrase = any(len(hit.phrase.text) > _SHORTEST or not hit.phrase.text.isascii() for hit in self.spam)
        if phrase or self.numbered or self._reachable:
            return True
        doubtful = self.written and self.most_odds < SURE_ALONE
        return self.offers >= (_OFFERS_OF_PROSE if doubtful else 1)

    @cached_property
    def promoted_apart(self) -> bool:
        """Whether a brand is promoted with words between that could be anything: 欧宝体育(中国)官网."""
        if self.promoted or not self.spam:
            return bool(self.promoted)
        told = [hit for hit in self.hits if hit.phrase.kind != "glue" and hit.phrase.weight > _ANYTHING]
        return bool(_promoted(self.folded.text, told))

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The words with a lucky number behind them, as brands of casinos are called."""
        text = self.folded.text
        return tuple(_NUMBERED_BRAND.findall(text)) if _NUMBERED.search(text) else ()

    @cached_property
    def contact(self) -> bool:
        """Whether the text holds an address, a handle or a number to reach someone by."""
        return bool(_CONTACT.search(self.folded.text))

    @cached_property
    def messaged(self) -> bool:
        """Whether the text says by which messenger somebody can be reached, under which name or number."""
        return bool(_MESSAGED.search(self.folded.text))

    @property
    def _reachable(self) -> bool:
        """Whether there is a `contact` other than, in sentences, the name of a site."""
        if not (self.contact and self.written):
            return self.contact
        text = self.folded.text
        for name in dict.fromkeys(_SITE_NAME.findall(self.folded.original)):
            text = re.sub(rf"(?<![\w./@-]){re.escape(name.lower())}(?![/@.]\w)", " ", text)
        return bool(_CONTACT.search(text))

    @cached_property
    def offers(self) -> int:
        """How many distinct words of the trades stand in the text."""
        return len(self._offered)

    @cached_property
    def _offered(self) -> set[str]:
        return offer_words(self.folded.text)

    @cached_property
    def _promised(self) -> set[str]:
        return promise_words(self.folded.text)

    @cached_property
    def addressed(self) -> bool:
        """Whether the text speaks to its reader, or for whoever offers."""
        return bool(self._spoken_to)

    @cached_property
    def _spoken_to(self) -> set[str]:
        return reader_words(self.folded.text)

    @cached_property
    def calls(self) -> bool:
        """Whether the text calls upon its reader: speaks to him, exclaims, gives a share in a list."""
        if self.addressed or "!" in self.folded.text:
            return True
        return not self.written and bool(_SHARE.search(self.folded.text))

    @cached_property
    def promises(self) -> int:
        """How many distinct words stand in the text by which an offer promises."""
        return len(self._promised)

    @cached_property
    def goods(self) -> int:
        """How many distinct words of the trades stand in the text that are no promise and no channel."""
        goods = self._offered - channel_words()
        return sum(not any(word.startswith(good) for word in self._promised) for good in goods)

    @cached_property
    def counts(self) -> bool:
        """Whether figures stand in the text."""
        return any(map(str.isdigit, self.folded.text))

    @cached_property
    def offering(self) -> bool:
        """Whether the text promises something, speaks to its reader, or says how to reach whoever offers."""
        return bool(self.promises or self.addressed or self.contact or self.numbered)

    def enumerates(self, least: int) -> bool:
        """Whether the text is a list with so many words of the trades and a promise, and reports nothing.

        Without one a list names a subject ("Casino Royale, Poker Face", the rates of loans and deposits).
        """
        if self.offers < least or not self.promises or self.goods < least or self.reporting:
            return False
        if self.names_subject:
            return False
        if len(self.parts) >= LISTED_TRADES and not self.written:
            return True
        much = self.goods >= _MUCH and self.promises >= _TWICE
        return (
            much
            and (len(self.parts) >= LISTED_TRADES or least < LISTED_TRADES)
            and not has_sentence(self.folded.text)
        )

    @cached_property
    def names_subject(self) -> bool:
        """Whether the text lists words of the trades and offers nothing: what a law covers, games, rates.

        Farms promise, speak to their reader, can be reached, name brands, or list phrases that no honest text
        has. Those of adult sites do none of it.
        """
        if self.promoted or not (self.offers or self.spam) or self.names_acts:
            return False
        if self.credited or self._enumerates_nouns:
            return not self.strong
        if self.offering:
            return False
        text = self.folded.text
        chinese = _HAN.search(text) and not _KANA_HANGUL.search(text)
        return self._is_chinese_list if chinese else self._is_spaced_list

    @property
    def _is_chinese_list(self) -> bool:
        """Chinese farms list words of a trade and nothing else: figures make a table of it, 、 enumerates."""
        rare = any(hit.phrase.weight >= PLAIN for hit in self.spam)
        enumerated = len(self.parts) >= LISTED_TRADES and len(self.folded.text.split("、")) == len(self.parts)
        return not self.strong and (enumerated or (self.counts and not rare and not self.written))

    @property
    def _is_spaced_list(self) -> bool:
        """A list without names of farms and without phrases said over and over.

        "Online casino" is what a law covers too, in languages whose lexicon takes it for a farm's. Nobody but
        farms parts words by blanks alone in Japanese and Korean.
        """
        named = any(BRAND <= hit.phrase.weight < STRONG for hit in self.spam)
        if self.strong > 1 or named or len(self.spam) > self.distinct + 1:
            return False
        blanks = len(self.parts) >= LISTED_TRADES and not _COMMA.search(self.folded.text)
        if blanks and _KANA_HANGUL.search(self.folded.text):
            return False
        return not self.written or self.listed

    @cached_property
    def serves(self) -> bool:
        """Whether each sentence tells how a service is used, as news does, or offers nothing at all.

        It says how to watch, download, register or log in, and names hardly anything else of a trade; calls
        upon nobody, says nowhere how to reach anybody, and names no brand. A list of keywords has no stop.
        """
        text = self.folded.original
        if self.promoted or self.numbered or self.contact or not FULL_STOP.search(text):
            return False
        spans = sentence_spans(text)
        if len(spans) > 1:
            return all(one.serves or one.sells_no_word for one in (measured(text[a:b]) for a, b in spans))
        if not is_long(text, SAYS, SAYS_DENSE) or self.covered > _MOST_COVERED or "!" in self.folded.text:
            return False
        served = service_words()
        phrases = {hit.phrase.text: hit.phrase.weight for hit in self.spam if hit.phrase.text not in served}
        if any(weight >= PLAIN for weight in phrases.values()) or self._spoken_to - served:
            return False
        named = self._offered | {hit.phrase.text for hit in self.spam}
        if not (self.promises or self._spoken_to):
            return True
        return bool(named & served) and len(named - served) <= _MOST_BESIDE

    @property
    def sells_no_word(self) -> bool:
        """Whether no word of a trade stands in the text, no promise and no call: a cry, half a quotation."""
        return not (
            self.spam or self.offers or self.promises or self.addressed or self.contact or self.numbered
        )

    @cached_property
    def credited(self) -> bool:
        """Whether the text says of itself that it is a source, a caption or a table: no advert does."""
        return bool(_CREDIT.match(self.folded.text))

    @property
    def _enumerates_nouns(self) -> bool:
        """Whether short words stand between 、 in Japanese: one of them may be a promise ("paid later")."""
        parts = self.folded.text.split("、")
        short = len(parts) >= LISTED_TRADES and max(map(len, parts)) <= _NOUN
        return short and not (self.counts or self.contact or self.addressed) and self.promises <= 1

    @cached_property
    def names_acts(self) -> bool:
        """Whether the words of adult sites stand in the text: they offer by what they name."""
        return self.kind == SpamKind.ADULT and (self.evidence >= STRONG or self.most_odds >= SURE_ALONE)

    @cached_property
    def overt(self) -> bool:
        """Whether the text offers, or strings phrases of a trade together as nobody does who reports on it.

        A sentence must call upon its reader or say how to reach whoever offers: it may tell of others'.
        """
        rare = {hit.phrase.text for hit in self.spam if hit.phrase.weight >= _OF_FARMS}
        if self.names_acts or len(rare) >= LISTED_TRADES or self.strong >= _TWICE:
            return True
        if not self.written:
            return self.offering
        return bool(self.calls or self.contact or self.numbered)

    @cached_property
    def listed(self) -> bool:
        """Whether the text is pieces of a few words between delimiters, whatever little words they hold."""
        few = all(len(part.split()) <= _WORDS_OF_PIECE for part in self.parts)
        return few and len(self.parts) >= LISTED_TRADES and not has_sentence(self.folded.text)

    @cached_property
    def written(self) -> bool:
        """Whether the text is written, not listed: it holds a sentence, or as many words in a row."""
        text = self.folded.text
        return self.prose or has_sentence(text) or bool(_WORDS_IN_A_ROW.search(text))

    @cached_property
    def parts(self) -> list[str]:
        """The pieces between delimiters."""
        return segments(self.folded.text)


def measure(folded: Folded) -> Features:
    """Find the phrases and weigh them; a phrase counts once, so that a repeated honest word adds nothing."""
    hits = find_phrases(folded.text) if holds_spam(folded.text) else []
    if not hits:
        return Features(folded, (), (), 1, 0, 0, 0, 0, 0, (), 0)
    spam = [hit for hit in hits if hit.phrase.kind in SPAM_TOPICS]
    weights = {hit.phrase.text: hit.phrase.weight for hit in spam}
    length = max(1, content_length(folded.text)) if spam else 1
    helping = [hit for hit in hits if hit.phrase.kind in ("access", "glue")]
    promoted = _promoted(folded.text, hits)
    brands = {hit.phrase.text for hit in promoted}
    return Features(
        folded=folded,
        hits=tuple(hits),
        spam=tuple(spam),
        length=length,
        evidence=1 - prod(1 - (STRONG if text in brands else weight) for text, weight in weights.items()),
        spam_share=_span(folded.text, spam) / length,
        covered=_span(folded.text, [*spam, *helping]) / length,
        strong=sum(weight >= STRONG or text in brands for text, weight in weights.items()),
        distinct=len(weights),
        promoted=promoted,
        reports=len({hit.phrase.text for hit in hits if hit.phrase.kind == "report"}),
    )


def measured(text: str) -> Features:
    """The features of a text as it stands, remembered: screens, blocks and runs ask about the same lines."""
    return _measured(text) if len(text) <= _LONGEST_REMEMBERED else measure(unmask(text))


@lru_cache(maxsize=1024)
def _measured(text: str) -> Features:
    return measure(unmask(text))


def _span(text: str, hits: list[Hit]) -> int:
    """Letters and digits under the hits."""
    return sum(content_length(text[hit.start : hit.end]) for hit in hits)


def _promoted(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Brands with their promotion right beside them: 欧宝体育app, 威尼斯人网址.

    A name real firms bear (weight 0.4) needs a word that says register or download, others any.
    """
    found: list[Hit] = []
    for before, after in pairwise(hits):
        if after.start - before.end > _NEAR or "\n" in text[before.end : after.start]:
            continue
        for brand, word in ((before, after), (after, before)):
            if brand.phrase.kind == "gambling" and 0.4 <= brand.phrase.weight < STRONG:
                needed = 0.15 if brand.phrase.weight >= 0.6 else 0.3
                if word.phrase.kind == "access" and word.phrase.weight >= needed:
                    found.append(brand)
    return tuple(found)
