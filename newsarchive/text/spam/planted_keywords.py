"""Keywords that farms plant at the ends of a headline, told by what the article itself speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from newsarchive.evidence import SPAM_TOPICS
from newsarchive.text.sentences import is_long, says_something
from newsarchive.text.spam.features import PLAIN, STRONG, Features, measured
from newsarchive.text.spam.frames import frame_around
from newsarchive.text.spam.headline_subjects import beside_colon, is_made_up, is_subject
from newsarchive.text.spam.judge import LIKELY_SPAM, MARKED, STRANGE, Judgement, judge
from newsarchive.text.spam.lexicon import RARE_WEIGHT, Hit, find_phrases, is_whole
from newsarchive.text.spam.shape import content_length, has_sentence
from newsarchive.text.spam.sown_phrases import farm_entries, lists_of
from newsarchive.text.spam.spam_runs import TrimmedLine
from newsarchive.text.spam.unmasking import BARS, unmask, unmasked_letters

# What may part a keyword from the headline, in any script: too common to cut at unless the article agrees.
_BLANK = re.compile(r"\s+")
_SIGNS = "\u2600-\u27bf\ufe0f\U0001f300-\U0001faff"  # stars, arrows, pictures
_MARK = re.compile(rf"\s*[_|｜¦{BARS}{_SIGNS}:：,，、،;；/•·»«~–—\-]+\s*")
_PAIRS = (
    "【】",
    "‘’",
    "「」",
    "『』",
    "《》",
    "〖〗",
    "[]",
    "()",
    "（）",
    "“”",
    '""',
    "''",
    "［］",
    "〔〕",
    "??",
)
# What holds a keyword apart from a headline in Chinese, Japanese and Korean.
_HELD = tuple("【[(（［〔〖")
_QUOTES = frozenset("\"'“‘«„")
_BRACKETED = "|".join(
    rf"{re.escape(pair[0])}(?P<in{number}>[^{re.escape(pair)}]{{2,60}}){re.escape(pair[1])}"
    for number, pair in enumerate(_PAIRS)
)
_BRACKET_BEFORE = re.compile(rf"\s*(?:{_BRACKETED})[\s:：,，、_|{BARS}\-]*")
_BRACKET_BEHIND = re.compile(rf"[\s:：,，、_|{BARS}\-]*(?:{_BRACKETED})\s*$")
_LONGEST_TITLE, _LONGEST_KEYWORD = 300, 80
_MOST_READ = 20_000  # characters of the article
# Keywords at either end, and marks that one may hold (欧宝体育-中国).
_MOST_CUTS, _MOST_MARKS = 6, 3
# Blanks in a keyword, the share of its letters that phrases are, and how surely a word promotes ("login").
_MOST_BLANKS, _SHARE_COVERED, _PROMOTES = 12, 0.6, 0.3
# What a word is known by: in an alphabet its first letters, since endings bend; in Thai and its neighbours,
# where no blank parts words, some characters; in Chinese, Japanese and Korean two.
_SPACED = re.compile(r"([^\W\d_\u0e00-\u0eff\u3040-\U0010ffff]{4,5})[^\W\d_\u0e00-\u0eff\u3040-\U0010ffff]*")
_THAI = re.compile("(?=([\u0e00-\u0eff]{5}))")
_PAIRED = re.compile("(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")
# Words that the headline shares with its article at least. Two characters side by side say less than a word.
_FEWEST_SPACED, _FEWEST_DENSE = 2, 3
# Of a headline's words one in so many is the article's; its parts between delimiters: lists have more.
_SHARE_TOLD, _MOST_PARTS = 5, 3


@dataclass(frozen=True, slots=True)
class ToldWords:
    """What the sentences of an article say, by which words its headline is known, and what its farm lists.

    `listed` are the keywords among what was cut elsewhere on the page, folded, the letters of each alone.
    """

    text: str = ""
    words: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lines: Iterable[str], cut: Sequence[str] = ()) -> ToldWords:
        """Read the sentences among `lines`, and the lists among the spam that was `cut`; linear in both."""
        told = "\n".join(line for line in lines if has_sentence(line) or says_something(line))
        text = unmask(told[:_MOST_READ]).text
        pieces = chain(farm_entries(cut), *lists_of(cut))
        return cls(text, frozenset(_words(text)), frozenset(map(unmasked_letters, pieces)))

    def lists(self, keyword: str) -> bool:
        """Say whether the page's farm lists a keyword, by its letters alone."""
        return bool(self.listed) and unmasked_letters(keyword) in self.listed

    def speaks_of(self, keyword: Features) -> bool:
        """Say whether the article names what a listed keyword names, elsewhere than in that keyword."""
        text = self.text.replace(keyword.folded.text, " ")
        rare = [hit for hit in keyword.spam if hit.phrase.weight >= RARE_WEIGHT]
        if not rare:
            return not frozenset(_words(text)).isdisjoint(_words(keyword.folded.text))
        return any(_stands_in(text, hit.phrase.text) for hit in rare)

    def says_whole(self, keyword: Features) -> bool:
        """Say whether a sentence has a name that no trade has for its own, whatever farms list beside it.

        A school or a town may share its first characters with a brand: 天博中学, 金沙古镇.
        """
        name, at = keyword.folded.text, self.text.find(keyword.folded.text)
        if at < 0 or not _DENSE.search(_beside_phrases(keyword)) or is_made_up(keyword):
            return False
        # Between brackets or marks a farm may have sown it.
        if frame_around(self.text, at, at + len(name)) != (at, at + len(name)):
            return False
        return all(hit.phrase.kind != "access" and hit.phrase.weight < PLAIN for hit in keyword.hits)

    def tells_of(self, headline: str) -> bool:
        """Say whether a headline has words that the article has too."""
        shared = self.words.intersection(_words(unmask(headline).text))
        spaced = sum(not _is_dense(word) for word in shared)
        return spaced >= _FEWEST_SPACED or len(shared) >= _FEWEST_DENSE

    def has_words_of(self, text: str) -> bool:
        """Say whether one word of a text is the article's too."""
        return not self.words.isdisjoint(_words(unmask(text).text))

    def tells_mostly(self, headline: str, least: int = _FEWEST_SPACED) -> bool:
        """Say whether a good part of a headline's words are the article's too, so many at least."""
        words = set(_words(unmask(headline).text))
        shared = len(words & self.words)
        return shared >= least and _SHARE_TOLD * shared >= len(words)

    def names(self, keyword: Features) -> bool:
        """Say whether the article speaks of what a keyword names; a report's headline names its subject."""
        rare = [hit for hit in keyword.spam if hit.phrase.weight >= RARE_WEIGHT]
        strong = [hit for hit in rare if hit.phrase.weight >= STRONG]
        if any(self._says(hit) for hit in strong or rare):
            return True
        beside = set(_words(_beside_phrases(keyword)))
        return 2 * len(beside & self.words) >= len(beside) > 0

    def allows(self, rest: str) -> bool:
        """Say whether a rest names no trade, or what the article speaks of, or is news about one."""
        line = measured(rest)
        rare = [hit for hit in line.spam if hit.phrase.weight >= RARE_WEIGHT]
        if all(hit.phrase.text in self.text for hit in rare) or line.reporting:
            return True
        return not line.strong and is_long(rest, *_SHORTEST_NEWS) and not judge(rest, LIKELY_SPAM).spam

    def _says(self, hit: Hit) -> bool:
        phrase = hit.phrase.text
        if _stands_in(self.text, phrase):
            return True
        # "Casino online" is named by an article that says "casino"; "online" names nothing.
        named = {key for word in phrase.split() if not _is_filling(word) for key in _words(word)}
        spaced = {key for key in named if not _is_dense(key)}
        if spaced:
            return _SHARE_NAMED * len(spaced & self.words) >= len(spaced)
        # Korean parts words otherwise from one text to the next.
        return _SHARE_NAMED * len(named & self.words) > len(named)


def cut_planted(title: str, told: ToldWords, farmed: bool = False) -> TrimmedLine:
    """Cut keywords of the trades off both ends of a title, where the rest is the article's headline.

    The rest shares words with the article's sentences and names no trade; what is cut does, is no sentence
    and reports nothing, and the article says nothing of it. A name or a subject alone ("Viagra: sale allowed
    again") is a keyword only on a page that is `farmed`: with other spam. Total and linear.
    """
    cut = _cut_ends(title, told)
    if (
        farmed
        or any(_is_planted(title, *one) for one in cut.cut)
        or (len(cut.cut) > 1 and _is_run(title, cut.text))
    ):
        return cut
    return TrimmedLine(title, ())


def _is_planted(title: str, keyword: str, judgement: Judgement) -> bool:
    """Whether a keyword is one whatever its page: it promises or orders something, or stands by itself."""
    line = measured(keyword)
    apart = _is_apart(title, keyword)
    free = apart or _is_free(title, keyword)
    if line.strong and free:
        return True
    small = free and " " in keyword and keyword.islower()
    if (small or (free and _is_order(line))) and not _reports(title.replace(keyword, " ")):
        return True
    promises = line.promises > 0 or any(hit.phrase.kind == "access" for hit in line.hits)
    if apart:
        return promises and judgement.rule != "planted_keyword"
    return promises and judgement.rule not in _WEAK


def _is_free(title: str, keyword: str) -> bool:
    """Whether a keyword stands where no headline names its subject, though no bar parts it.

    That is first, or in brackets; in an alphabet first, in small letters, with a blank behind, or with a
    number or a price: headlines have "… angry: viagra without prescription", and "essay mills: …".
    """
    before, _, behind = title.partition(keyword)
    if keyword[0].lower() == keyword[0].upper():
        return not before or before.rstrip()[-1:] in _HELD
    if before.strip() or keyword[0].isupper() or _MARK.search(keyword):
        return False
    searched = any(map(str.isdigit, keyword)) or any(
        hit.phrase.kind == "glue" for hit in measured(keyword).hits
    )
    return searched or (_MARK.match(behind) is None and behind[:1].isspace())


def _reports(text: str) -> bool:
    """Whether a word of reporting stands in a text; single characters (案, 警) stand in other words too."""
    hits = find_phrases(unmask(text).text)
    return any(hit.phrase.kind == "report" and len(hit.phrase.text) > 1 for hit in hits)


def _is_order(line: Features) -> bool:
    """Whether a keyword is all brand and promotion, or names goods of a trade as who looks for them does."""
    if not any(hit.phrase.weight >= RARE_WEIGHT for hit in line.spam):
        return _is_listed(line)
    login = any(hit.phrase.kind == "access" and hit.phrase.weight >= _PROMOTES for hit in line.hits)
    return (login and line.covered == 1) or (line.promises > 0 and line.offers > 1) or _is_listed(line)


def _is_listed(line: Features) -> bool:
    """Whether a text is goods parted by blanks alone, as nobody but farms writes Japanese and Korean."""
    words = line.folded.text.split()
    short = len(words) > 1 and all(_DENSE.search(word) and len(word) <= _MOST_DENSE for word in words)
    return short and line.offers > 1 and line.offers >= len(words)


def _is_run(title: str, rest: str) -> bool:
    """Whether a name and its promotion, each cut by itself, stand side by side."""
    before, found, behind = title.partition(rest)
    return found != "" and any(measured(run).strong for run in (before, behind))


def _is_apart(title: str, keyword: str) -> bool:
    """Whether marks are around a keyword that no headline has around its subject."""
    before, _, behind = title.partition(keyword)
    around = before.rstrip()[-1:] + behind.lstrip()[:1]
    if any(mark in around for mark in "_|｜¦" + BARS):
        return True
    return "【" in around and not _DENSE_HEADLINE.search(title)


def _cut_ends(title: str, told: ToldWords) -> TrimmedLine:
    if not is_long(told.text, *_SHORTEST_TOLD) or len(title) > _LONGEST_TITLE:
        return TrimmedLine(title, ())
    rest = title.strip()
    before: list[tuple[str, Judgement]] = []
    behind: list[tuple[str, Judgement]] = []
    for _ in range(_MOST_CUTS):
        found = next(_planted_in(rest, told), None) or next(_promotion_in(rest, before, behind), None)
        if found is None:
            break
        keyword, judgement, left, is_first = found
        (before if is_first else behind).append((keyword, judgement))
        rest = left
    cut = (*before, *reversed(behind))
    if len(rest) <= _LONGEST_SECTION and _SECTION.match(title):
        return TrimmedLine(title, ())
    if not cut or not told.allows(rest) or not (told.tells_of(rest) or _is_headline(rest, cut)):
        return TrimmedLine(title, ())
    return TrimmedLine(rest, cut)


def _is_headline(rest: str, cut: Iterable[tuple[str, Judgement]]) -> bool:
    """Whether a rest of which the article says little is honest by itself, and what was cut clearly not."""
    line = measured(rest)
    clear = all(judgement.rule not in _DOUBTFUL for _, judgement in cut)
    return clear and not line.spam and line.most_odds <= MARKED and is_long(rest, *_SHORTEST)


def better_cut(title: str, trimmed: TrimmedLine, told: ToldWords, farmed: bool = False) -> TrimmedLine:
    """Return what `cut_planted` leaves of a title, else what was `trimmed`, by the title alone.

    Where that cut something, what is kept beside must be what the article says, and look honest; on a page
    that is not `farmed` nothing more is cut.
    """
    planted = _cut_ends(title, told) if trimmed.cut else cut_planted(title, told, farmed)
    if not planted.cut or planted.text == trimmed.text:
        return trimmed
    if trimmed.cut and trimmed.text not in planted.text and cut_planted(title, told, farmed) != planted:
        return trimmed
    more = planted.text.replace(trimmed.text, " ") if trimmed.text else planted.text
    told_of = told.tells_mostly(more, least=1)
    short = len(_MARK.split(title)) <= _MOST_PARTS  # lists of keywords have more
    if trimmed.cut and trimmed.text and not (told_of or (short and _is_harmless(more))):
        return trimmed
    # Where a title is all spam by itself, its article says what is none, and keywords share a word with it.
    if trimmed.cut and not trimmed.text and (not told_of or judge(planted.text, STRANGE).spam):
        return trimmed
    return planted


def _is_harmless(part: str) -> bool:
    """Whether nothing in a part of a headline speaks of a trade, though its article has none of its words."""
    line = measured(part)
    # Single characters of Han that keyword lists are made of (在, 大) stand in any headline.
    hits = (hit.phrase for hit in find_phrases(line.folded.text) if len(hit.phrase.text) > 1)
    known = any(phrase.kind != "report" for phrase in hits)
    return not (known or line.offers or line.promises or judge(part, STRANGE).spam)


def leaves_what_is_told(trimmed: TrimmedLine, told: ToldWords) -> bool:
    """Say whether the article speaks of what only the model takes for spam in its title."""
    return any(
        judgement.rule == "ngrams"
        and not measured(piece).strong
        and len(piece) <= _LONGEST_KEYWORD
        and len(measured(piece).parts) <= _MOST_PARTS
        and told.tells_mostly(piece)
        for piece, judgement in trimmed.cut
    )


# How the rest of a headline begins that has its subject before it: "…" 为何霸占热搜, （…）从冠名到退场. Such
# headlines stand without one, too: on a page whose article tells of the rest, it does.
_LACKS_SUBJECT = re.compile(
    r"[\s:：]*(?:为何|为什么|為何|為什麼|如何|怎样|怎么|怎樣|怎麼|究竟|到底|何以|凭什么|憑什麼|骗局|騙局|诈骗|詐騙|陷阱|乱象|亂象"
    r"|背后|背後|幕后|幕後|案|被|遭|涉嫌|从[^，。:：]{1,12}到|從[^，。:：]{1,12}到)"
)


def cuts_subject(title: str, trimmed: TrimmedLine, told: ToldWords) -> bool:
    """Say whether what was `trimmed` off the head of a title is what the rest of it speaks of.

    That is a name or a quotation, no brand with its promotion. The rest lacks its subject and is not what the
    article tells; or the article names what was cut, and no list of the farm does.
    """
    rest = trimmed.text
    if len(trimmed.cut) != 1 or not rest or not title.endswith(rest):
        return False
    piece = title[: -len(rest)].strip()
    line = measured(piece.rstrip("|｜丨_:： "))
    if line.promoted_apart and piece[:1] not in _QUOTES:
        return False
    if _LACKS_SUBJECT.match(rest) and not told.tells_of(rest):
        return True
    return trimmed.cut[0][1].rule == "brand_only" and not told.lists(piece) and told.names(line)


_Found = tuple[str, Judgement, str, bool]


def _planted_in(text: str, told: ToldWords) -> Iterator[_Found]:
    """The keywords at the ends of a text, each with what is left and whether it stood first."""
    for keyword, left, is_first in _ends(text):
        if not any(map(str.isalnum, left)) or (is_first and _goes_on(keyword, left)):
            continue
        if is_first and _names_subject(text, keyword, left, told):
            continue
        if not _holds_told(keyword, told) and (judgement := _planted(keyword, told, left)):
            yield keyword, judgement, left, is_first


def _names_subject(text: str, keyword: str, left: str, told: ToldWords) -> bool:
    """Whether a headline names its subject before a colon; what the page's farm lists does so in a report."""
    words, rest = beside_colon(text)
    if words != keyword.strip() or rest != left.strip() or not is_subject(words, rest):
        return False
    return not told.lists(keyword) or measured(left).reporting > 0


def _goes_on(first: str, rest: str) -> bool:
    """Whether a headline goes on behind its subject, with a small letter ("Viagra: sale allowed again")."""
    return first[:1].isupper() and rest[:1].islower()


def _holds_told(keyword: str, told: ToldWords) -> bool:
    """Whether one of several parts is the article's: a headline beside a keyword, and no keyword."""
    parts = _MARK.split(keyword)
    return len(parts) > 1 and any(map(told.tells_of, parts))


def _promotion_in(
    text: str, before: list[tuple[str, Judgement]], behind: list[tuple[str, Judgement]]
) -> Iterator[_Found]:
    """The words at an end that only promote, beside a keyword that was cut there: "(official site)"."""
    for keyword, left, is_first in _ends(text):
        cut = before if is_first else behind
        if cut and any(map(str.isalnum, left)) and _only_promotes(keyword):
            yield keyword, Judgement(_SCORE, cut[-1][1].kind, "planted_keyword"), left, is_first


def _only_promotes(keyword: str) -> bool:
    folded = unmask(keyword).text
    hits = [hit for hit in find_phrases(folded) if hit.phrase.kind in ("access", "glue")]
    promotes = any(hit.phrase.weight >= _PROMOTES for hit in hits)
    return promotes and sum(hit.end - hit.start for hit in hits) >= content_length(folded)


def _ends(text: str) -> Iterator[tuple[str, str, bool]]:
    if (found := _BRACKET_BEFORE.match(text)) is not None and not text[found.end() :][:1].islower():
        yield found[found.lastgroup or 0], text[found.end() :], True
    if (found := _BRACKET_BEHIND.search(text)) is not None and not _is_quoted(text, found):
        yield found[found.lastgroup or 0], text[: found.start()], False
    marks = [mark.span() for mark in _MARK.finditer(text)]
    for start, end in islice(marks, _MOST_MARKS):
        yield text[:start], text[end:], True
    for start, end in islice(reversed(marks), _MOST_MARKS):
        yield text[end:], text[:start], False
    if len(marks) > 1:  # the name of the site stands behind it, or before
        (_, start), (end, behind) = marks[:2]
        yield text[start:end], text[:start] + text[behind:], True
        (before, start), (end, _) = marks[-2:]
        yield text[start:end], text[:before] + text[end:], False
    yield from _spaced_ends(text)


def _is_quoted(text: str, found: re.Match[str]) -> bool:
    """Whether a headline goes on to the words in quotation marks: 'Site taken down after adverts for "…"'."""
    last = text[: found.start()].rsplit(" ", maxsplit=1)[-1]
    return found[0].lstrip()[:1] in _QUOTES and last.islower()


def _spaced_ends(text: str) -> Iterator[tuple[str, str, bool]]:
    """The longest keyword at either end of a text that blanks alone part from the rest."""
    line = measured(text)
    blanks = [blank.span() for blank in _BLANK.finditer(text)] if line.spam and not _reports(text) else []
    for is_first, spans in ((True, blanks), (False, blanks[::-1])):
        longest = None
        for start, end in spans[:_MOST_BLANKS]:
            keyword, left = (text[:start], text[end:]) if is_first else (text[end:], text[:start])
            if _is_keyword(keyword, left, is_first):
                longest = keyword, left, is_first
        if longest:
            yield longest


def _is_keyword(keyword: str, left: str, is_first: bool) -> bool:
    """Whether a part is mostly phrases of a trade, up to the blank that parts it from the rest.

    In an alphabet with capitals a headline begins with one, and the keyword before it does not.
    """
    line = measured(keyword)
    if line.covered < _SHARE_COVERED or not (line.strong or judge(keyword, STRANGE).spam):
        return False
    cased = any(text[0].lower() != text[0].upper() for text in (keyword, left))
    if cased and not (is_first and keyword[0].islower() and left[0].isupper()):
        return False
    folded = line.folded.text
    words = folded.split()
    # Single characters of Han that keyword lists are made of (在, 大) stand in any headline.
    hits = [hit for hit in line.hits if hit.end - hit.start > 1]
    if not (hits and words):
        return False
    return hits[-1].end > len(folded) - len(words[-1]) if is_first else hits[0].start < len(words[0])


def _planted(keyword: str, told: ToldWords, left: str) -> Judgement | None:
    """What is said of a keyword that has no business in the article's title, beside what is `left`."""
    if not 2 <= len(keyword) <= _LONGEST_KEYWORD or has_sentence(unmask(keyword).text):
        return None
    line = measured(keyword)
    listed = _is_listed(line)
    if (line.reporting and not listed) or not _balanced(keyword) or told.says_whole(line):
        return None
    # Keywords and descriptions hold the headline, too, in parts: what is left may be no part of such a list.
    named = sells_or_leads(line) or is_made_up(line)
    if named and told.lists(keyword) and not told.lists(left) and not told.speaks_of(line):
        return Judgement(_SCORE, line.kind, "listed_keyword")
    if told.names(line):
        return None
    found = judge(keyword, STRANGE)
    if found.spam:
        return found
    planted = listed or (_names_trade(keyword) and not _says_more(line))
    return Judgement(_SCORE, line.kind, "planted_keyword") if planted else None


def _says_more(line: Features) -> bool:
    """Whether there is more beside the phrases than keywords have ("how online slots hook new players")."""
    beside = _beside_phrases(line)
    dense = len(_DENSE.findall(beside))
    return dense > _MOST_DENSE or len(beside.split()) > _MOST_BESIDE + dense


def _beside_phrases(line: Features) -> str:
    """The text with blanks in the place of the phrases found in it."""
    left = list(line.folded.text)
    for hit in line.hits:
        left[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(left)


# Words, or characters of Chinese, Japanese, Korean, beside the phrases of a keyword.
_MOST_BESIDE, _MOST_DENSE = 3, 8
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Of the words of a phrase one in so many names it.
_SHARE_NAMED = 2
# Rules that say little of a keyword by themselves.
_DOUBTFUL = frozenset({"ngrams", "planted_keyword"})
_WEAK = _DOUBTFUL | {"brand_only"}
# Letters of the sentences by which a headline is known, or characters: teasers of an article have fewer.
_SHORTEST_TOLD = (40, 24)
# Letters of the shortest headline, and characters of one in Chinese, Japanese or Korean.
_SHORTEST, _SHORTEST_NEWS = (16, 8), (32, 14)
# Chinese and Japanese headlines begin with their subject in 【】.
_DENSE_HEADLINE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# A section before a blank or a bar that is a Han character is no headline: 提醒丨….
_LONGEST_SECTION = 4
_SECTION = re.compile(rf"\s*[^{BARS}]{{1,{_LONGEST_SECTION}}}[{BARS}\s]")
# As sure as the rules that know a brand with its promotion: three things agree.
_SCORE = 0.85


def sells_or_leads(line: Features) -> bool:
    """Say whether a text has a word of a trade, or of how to get to a site; farms list honest words, too."""
    hits = (hit.phrase for hit in line.hits if hit.end - hit.start > 1)
    return any(phrase.kind == "access" or phrase.kind in SPAM_TOPICS for phrase in hits)


def _names_trade(text: str) -> bool:
    return any(hit.phrase.weight >= RARE_WEIGHT for hit in measured(text).spam)


def _balanced(text: str) -> bool:
    """Whether no bracket is torn in two, and none holds a part of the text: it may be the headline's."""
    held = any(mark in text for pair in _PAIRS[:6] for mark in pair)
    return not held and all(text.count(first) == text.count(last) for first, last in ("()", "（）", "“”"))


def _is_filling(word: str) -> bool:
    return any(hit.phrase.kind not in SPAM_TOPICS for hit in find_phrases(word))


def _stands_in(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text as a word of its own."""
    at = text.find(phrase)
    while at >= 0:
        if is_whole(text, at, at + len(phrase)):
            return True
        at = text.find(phrase, at + 1)
    return False


def _words(folded: str) -> Iterator[str]:
    for pattern in (_SPACED, _THAI, _PAIRED):
        yield from pattern.findall(folded)


def _is_dense(word: str) -> bool:
    return word >= "\u3040"
