"""The words of sales pitches and of reports on them, found in text: `data/pitch_words.txt`.

Written in November 2026 by writers who had seen neither the rules nor the texts they are tried on, for 54
languages: what a trade sells, what makes a bargain of it, how its adverts call upon readers and speak of
themselves; and what reports have and adverts have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from newsarchive.text.language import likeliest_language, sure_language
from newsarchive.text.sentences import FULL_STOP, sentence_spans
from newsarchive.text.spam.lexicon import is_alphabetic
from newsarchive.text.spam.ngrams import scripts_of
from newsarchive.text.spam.shape import unquoted
from newsarchive.text.spam.unmasking import fold_only


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
_OFFERED = frozenset({PitchWord.CALL, PitchWord.OFFER})
# How a seller may be reached: a handle, an address, a number to call.
REACHED = re.compile(r"@\w|://|www\.|(?:\d[ ()-]?){7}")
# Languages whose texts detection and readers take for each other's: the words of one are those of all.
_ALIKE = (("no", "da"), ("cs", "sk"), ("hr", "sr", "bs"), ("id", "ms"), ("tl", "fil"), ("bg", "mk"))
_OWN_SCRIPTS = {
    "KANA": "ja", "HANGUL": "ko", "THAI": "th", "GREEK": "el", "HEBREW": "he", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "BENGALI": "bn",
}  # fmt: skip
_STEM = "*"
_BETWEEN = "|"
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
_BLANK = "".join(
    chr(code) if chr(code).isalnum() else " " for code in range(128)
)  # splits ASCII as `_LETTERS`
_GLANCE = 6  # letters of a stem that a glance looks for
# What `_LETTERS` takes for letters of a word, but a word of an alphabet may end or begin beside: Georgian,
# and letters and numbers among signs.
_BESIDE_WORDS = re.compile(
    f"[{''.join(c for c in map(chr, (*range(0x10A0, 0x1100), *range(0x2000, 0x2E80))) if c.isalnum())}]"
)

# What must stand in a text for a stem of goods: a word that begins with this, and these words whole.
_StemOfGoods = tuple[str, frozenset[str]]
_Listed = tuple[str, bool, frozenset[PitchWord]]  # a word, whether it is a stem, its lists


@dataclass(frozen=True, slots=True)
class WordHit:
    """A word of the lists at folded positions start to end."""

    start: int
    end: int
    word: str
    kinds: frozenset[PitchWord]


@dataclass(frozen=True)
class PitchWords:
    """The words of one language: by their first characters, the longest first; where any may begin."""

    index: Mapping[str, tuple[_Listed, ...]]
    starts: re.Pattern[str]
    phrases: Mapping[str, tuple[frozenset[str], ...]]  # of goods, all words of each by its longest one
    stems: Mapping[str, tuple[_StemOfGoods, ...]]  # of goods, by the first letters of the last word of each

    def find(self, folded: str) -> Iterator[WordHit]:
        """Find the words in folded text; the longest at each place, not overlapping."""
        end = 0
        for start in self.starts.finditer(folded):
            place = start.start()
            key = folded[place : place + _KEY]
            # Most words of English and the like, at a glance.
            if place < end or (
                key not in self.index and len(key) == _KEY and key.isascii() and key.isalpha()
            ):
                continue
            hit = self._longest(folded, place)
            semitic = _FIRST_SEMITIC <= key < _BEHIND_SEMITIC
            if hit is None and semitic and (prefix := _PREFIX.match(folded, place)):
                hit = self._longest(folded, prefix.end())
            if hit is not None:
                yield hit
                end = hit.end

    def may_name_goods(self, folded: str, *, is_cut: bool = False) -> bool:
        """Say whether goods may stand in folded text: no false "no", and faster than to look for them.

        With `is_cut` parts of the text are asked about that may end within a word: it need only begin as a
        stem does.
        """
        if not folded.isascii() and _OTHER_SCRIPTS.search(folded):
            single, several = self._goods
            return (
                is_cut
                or any(map(folded.__contains__, single))
                or any(all(part in folded for part in parts) for parts in several)
            )
        found = set(folded.translate(_BLANK).split() if folded.isascii() else _LETTERS.findall(folded))
        named = (phrase for word in found & self.phrases.keys() for phrase in self.phrases[word])
        if any(map(found.issuperset, named)):
            return True
        sizes, begun = self._beginnings
        likely = [word for word in found if word[: sizes[0]] in begun]  # few: the rest is asked of them alone
        starts = [(word, word[:size]) for word in likely for size in sizes if word[:size] in self.stems]
        if is_cut or not starts or (not folded.isascii() and _BESIDE_WORDS.search(folded)):
            return bool(starts)
        return any(
            word.startswith(stem) and found.issuperset(others)
            for word, start in starts
            for stem, others in self.stems[start]
        )

    @cached_property
    def _goods(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Goods of one word, and the words of others: what is quoted between two of them is left out."""
        listed = (one for some in self.index.values() for one in some)
        goods = dict.fromkeys(word for word, _, kinds in listed if PitchWord.GOODS in kinds)
        parts = [tuple(_LETTERS.findall(word)) for word in goods]
        return tuple(some[0] for some in parts if len(some) == 1), tuple(
            some for some in parts if len(some) != 1
        )

    @cached_property
    def _beginnings(self) -> tuple[tuple[int, ...], frozenset[str]]:
        """How many letters the beginnings of stems have, rising, and how all begin by the fewest.

        A short stem has all of its own.
        """
        sizes = tuple(sorted({len(begun) for begun in self.stems})) or (0,)
        return sizes, frozenset(begun[: sizes[0]] for begun in self.stems)

    def _longest(self, folded: str, place: int) -> WordHit | None:
        key = folded[place : place + _KEY]
        # Of an alphabet only a whole word is shorter than that.
        whole = len(key) == _KEY and key.isalpha() and is_alphabetic(key[0]) and is_alphabetic(key[-1])
        for size in (_KEY,) if whole else range(_KEY, 0, -1):
            for word, is_stem, kinds in self.index.get(key[:size], ()):
                if not folded.startswith(word, place):
                    continue
                end = last = place + len(word)
                while is_alphabetic(folded[end - 1]) and last < len(folded) and is_alphabetic(folded[last]):
                    last += 1
                if last == end or (is_stem and last - end <= _ENDING):
                    return WordHit(place, last, word, kinds)
        return None


def words_for(text: str) -> PitchWords | None:
    """Return the words of the language that a text is in; none where it is not known or has none."""
    language = sure_language(text) or likeliest_language(text)
    if language is None:  # too little text: some scripts are of one language
        scripts = scripts_of(text)
        language = next((name for script, name in _OWN_SCRIPTS.items() if scripts[script]), "")
    return language_words(language)


@cache
def language_words(language: str) -> PitchWords | None:
    """Return the words of a language (ISO 639-1; `fil`) and of those taken for it; none where it has none."""
    names = {language}.union(*(alike for alike in _ALIKE if language in alike))
    lists = [rows for name in sorted(names) if (rows := _read(name))]
    if not lists:
        return None
    kinds: dict[tuple[str, bool], set[PitchWord]] = {}
    for kind, word, is_stem in (row for rows in lists for row in rows):
        kinds.setdefault((word, is_stem), set()).add(kind)
    grouped: dict[str, list[_Listed]] = {}
    for (word, is_stem), found in kinds.items():
        grouped.setdefault(word[:_KEY], []).append((word, is_stem, frozenset(found)))
    index = {
        key: tuple(sorted(some, key=lambda one: (-len(one[0]), one[1]))) for key, some in grouped.items()
    }
    return PitchWords(index, _beginnings_of(index), *_goods_at_a_glance(index))


def _beginnings_of(index: Mapping[str, tuple[_Listed, ...]]) -> re.Pattern[str]:
    """Where a word can begin: at its first character, in alphabets only at the start of a word."""
    firsts = sorted({key[0] for key in index})
    letters = [re.escape(one) for one in firsts if is_alphabetic(one)]
    others = [re.escape(one) for one in firsts if not is_alphabetic(one)]
    if any(map(_OTHER_SCRIPTS.match, firsts)):
        letters.append("\u0621-\u064a\u05d0-\u05ea")  # the prefixes of Arabic and Hebrew
    parts = [f"[{''.join(others)}]"] if others else []
    parts += [f"(?<![^\\W_])[{''.join(letters)}]"] if letters else []
    return re.compile("|".join(parts))


def _goods_at_a_glance(
    index: Mapping[str, tuple[_Listed, ...]],
) -> tuple[dict[str, tuple[frozenset[str], ...]], dict[str, tuple[_StemOfGoods, ...]]]:
    """Of goods in Latin, Greek, Cyrillic: by the longest word all words of each; stems by how they begin."""
    phrases: dict[str, list[frozenset[str]]] = {}
    stems: dict[str, list[_StemOfGoods]] = {}
    for word, is_stem, kinds in (one for listed in index.values() for one in listed):
        parts = _LETTERS.findall(word)
        if PitchWord.GOODS not in kinds or not parts or _OTHER_SCRIPTS.search(word):
            continue
        if is_stem:
            stems.setdefault(parts[-1][:_GLANCE], []).append((parts[-1], frozenset(parts[:-1])))
        else:
            phrases.setdefault(max(parts, key=len), []).append(frozenset(parts))
    return (
        {word: tuple(some) for word, some in phrases.items()},
        {begun: tuple(some) for begun, some in stems.items()},
    )


def _read(language: str) -> list[tuple[PitchWord, str, bool]]:
    """The words of one language: which list each is of, the folded word, and whether it is a stem."""
    return [
        (kind, folded.removesuffix(_STEM).strip(), folded.endswith(_STEM))
        for kind, words in _lists().get(language, ())
        for folded in fold_only(words).split(_BETWEEN)  # at once: word by word it takes three times as long
        if folded.removesuffix(_STEM).strip()
    ]


@cache
def _lists() -> dict[str, list[tuple[PitchWord, str]]]:
    """The data file: by language the lists as they are written, `_BETWEEN` their words."""
    table = files("newsarchive.text.spam").joinpath("data", "pitch_words.txt").read_text(encoding="utf-8")
    lists: dict[str, list[tuple[PitchWord, str]]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            kind, language, words = line.split("\t")
            lists.setdefault(language, []).append((PitchWord(kind), words))
    return lists


def reports(text: str) -> bool:
    """Say whether a text is one sentence with a word that reports have, and none by which sellers offer.

    One that exclaims, or holds an address or a number to call, is none.
    """
    if "!" in text or REACHED.search(text) or not FULL_STOP.search(text) or len(sentence_spans(text)) != 1:
        return False
    words = words_for(text)
    kinds = {kind for hit in (words.find(fold_only(unquoted(text))) if words else ()) for kind in hit.kinds}
    return PitchWord.TOLD in kinds and kinds.isdisjoint(_OFFERED)
