"""Keywords of farms sown into an article's own sentences: they go, and the sentence stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, islice

from newsarchive.evidence import SPAM_TOPICS, SpamKind
from newsarchive.text.sentences import STOPS, says_something, sentence_spans
from newsarchive.text.spam.features import PLAIN, STRONG, Features, measured
from newsarchive.text.spam.frames import frame_around
from newsarchive.text.spam.judge import LIKELY_SPAM, Judgement, judge
from newsarchive.text.spam.lexicon import Hit, find_phrases, is_alphabetic
from newsarchive.text.spam.shape import has_sentence, is_little, is_prose, unquoted
from newsarchive.text.spam.spam_runs import is_stump
from newsarchive.text.spam.trade_report import TradeReport

RULE = "sown_phrase"
_SCORE = 0.85  # as the rules that know brands by their promotion
# Characters of a keyword: the longest of the farms seen has 34.
_LONGEST = 48
# What a keyword of a farm has at least: letters, those of scripts without blanks counted twice, and words of
# an alphabet. Two words are a subject ("online casino").
_FEWEST_LETTERS, _FEWEST_WORDS = 8, 3
_FEWEST_LABELLED = 2  # characters of Han of a label
_LISTED = re.compile(r"[\n|｜,，_]+")
# As machines list keywords: Chinese sentences have another comma, and numbers one.
_PARTED = re.compile(r"[\n|｜_]+|,(?!\d{3}\b)|(?<=[^\W_])-(?=[\u3400-\u9fff])")
_SHORTEST_PIECE = 4  # characters
_BETWEEN = " \u3000-–—丨|】"
_MOST_ENTRIES = 300
_DENSE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_HAN = re.compile("[\u3400-\u9fff]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
# Brackets around a keyword and nothing else. Quotation marks quote in most languages; ‘’ in Chinese stand
# inside of “” alone, and never begin a paragraph.
_BRACKETED = re.compile(
    rf"【([^【】\n]{{2,{_LONGEST}}})】|\[([^\[\]\n]{{2,{_LONGEST}}})\]|‘([^‘’\n]{{2,{_LONGEST}}})’"
)
# By which reports name a firm: "…官网发布公告"; and what nobody but a farm puts behind one.
_PUBLISHES = frozenset(
    {"官网", "官方网", "官方网站", "官方", "网站", "平台", "国际", "客户端", "app", "体育", "中国"}
)
_SIGNED = "通用版"
_BEFORE = re.compile(rf"([^\n:：_|｜，。]{{2,{_LONGEST}}}?)\s*([:：_|｜])\s*")
_BEHIND = re.compile(rf"\s*[_|｜]\s*([^\n:：_|｜，。]{{2,{_LONGEST}}})$")
# Farms ask in the titles they spin: 管件有哪几种？_ope体育app下载. Such a line is judged as a whole.
_SPUN = re.compile(r"[^\n.。．!！?？]{1,30}[?？]\s*[_|｜][^\n.。．!！?？]+")
_CLOSING = re.compile(
    rf"(?<=[.。!?！？…”’」』)）\"»])\s*([^.。!?！？…\n\s”’」』)）\"»][^.。!?！？…\n]{{1,{_LONGEST - 1}}})$"
)
_STOPPED = re.compile(r"(?:^|[。！？!?.…][”’』」）)\"]*\s*)$")
# Between the words of one keyword: 欧宝体育(中国)官方网站.
_WITHIN = re.compile(r"[\s()（）·・/-]{0,2}")
# What glue may close a keyword: other words of farms are those of any sentence (中国, 手机, 在).
_CLOSING_GLUE = frozenset(
    {"专区", "一区", "二区", "三区", "四区", "不卡", "在线观看", "在线播放", "观看网站", "完整版"}
)
# People of whom a sentence goes on to tell behind the keyword: …免费观看护士一天要录入三遍数据.
_PEOPLE = frozenset(
    {"护士", "護士", "老师", "老師", "教师", "教師", "学生", "學生", "医生", "醫生", "邻居", "鄰居"}
)
# What may stand beside a keyword that was put between words which blanks part: a blank, a mark, a bracket.
_LOOSE = re.compile(r"[\s,.;:!?、。，！？：；()\[\]【】（）|_-]")
# Words with which a sentence goes on behind its subject.
_PREDICATES = frozenset(
    (
        *("is", "are", "was", "were", "has", "have", "had", "will", "would", "can"),
        *("could", "may", "and", "or", "adalah", "yang", "ialah", "merupakan", "dan", "é"),
        *("são", "foi", "es", "son", "fue", "e", "y", "est", "sont", "et", "ist", "sind"),
        *("war", "und", "oder", "è", "sono", "là", "và", "ve", "veya", "и", "или", "это"),
    )
)
# By these a sentence takes up what follows, or goes on behind it: the keyword is its own word.
_TAKES_UP = frozenset("与和由据在对向被将把是为的从及让给经到于用因跟同或以称叫名该此这那其“《「『【‘")
_COMMAS = frozenset(",，;；")
_GOES_ON = frozenset("的等及与和、”》」』】’是为量")
# Where a clause begins, and what a name is the name of: 贴满了…注册广告, …登录页面.
_BEGUN = frozenset("，。！？；：”」』）")
_GOES_ON_WITH = re.compile(
    "[页广几字按链二海短弹界窗软程图标账帐背涉非被案一两这那]|网[站页址]|平台|团伙|公司|手机|客服|代理|会员"
)
# What a story tells of in which such a name is no keyword.
_CRIME = re.compile("警|公安|法院|法官|[检檢]察|[诈詐]|[骗騙]|[盗盜]|被黑|[赌賭]|判[处刑處]|[广廣]告")
_STOPS = frozenset(STOPS)
_QUOTING = "“\"«„'‘「『《-–—•*·"
_SHARED = frozenset({"体育", "娱乐", "预测", "线路", "精品"})  # words of the trades and of any paper
_FEWEST_SOWN = 2  # paragraphs
# Share of a keyword that words of its trade and its promotion cover; of one that may be a subject.
_COVERED, _SUBJECT = 0.6, 0.5
_STORY = 2  # sentences


@dataclass(frozen=True, slots=True)
class SownPhrase:
    """A keyword in a paragraph (by number), where it stands with its brackets, and what it sells."""

    paragraph: int
    start: int
    end: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class _Sold:
    kind: SpamKind
    score: float
    sure: bool  # else it may be a subject
    promoted: bool = False  # a brand with its promotion, in Chinese: nobody but its farm says it so


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: SpamKind
    score: float
    marked: bool  # set apart by brackets: no word of a sentence, and no label before what it explains
    sure: bool = True  # else a subject too: there must be several
    apart: bool = False  # by delimiters
    promoted: bool = False
    bare: bool = False  # begins a clause of a page without a farm: a report may name it


def farm_entries(texts: Iterable[str]) -> frozenset[str]:
    """Return the keywords among what was cut out of a page: long ones that name a trade."""
    found: dict[str, None] = {}
    for text in texts:
        for piece in _LISTED.split(text):
            entry = piece.strip(" -–—·【】[]")
            if entry not in found and len(entry) <= _LONGEST and _is_entry(entry):
                found[entry] = None
                if len(found) == _MOST_ENTRIES:
                    return frozenset(found)
    return frozenset(found)


def lists_of(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the pieces of each list among what was cut out of a page as spam, whatever they name."""
    for text in islice(texts, _MOST_ENTRIES):
        pieces = [piece.strip(" -–—·【】[]") for piece in _PARTED.split(text)]
        if len(pieces) > 1 and not has_sentence(text):
            yield [one for one in pieces if one.isprintable() and _SHORTEST_PIECE <= len(one) <= _LONGEST]


def _is_entry(entry: str) -> bool:
    if _letters(entry) < _FEWEST_LETTERS or (not _DENSE.search(entry) and len(entry.split()) < _FEWEST_WORDS):
        return False
    features = measured(entry)
    rare = [hit for hit in features.spam if hit.phrase.weight >= PLAIN]
    return bool(rare) and not features.reports and not is_prose(features.folded.text)


def _letters(text: str) -> int:
    return sum(1 + (_DENSE.match(one) is not None) for one in text if one.isalnum())


def sown_phrases(
    paragraphs: Sequence[str], entries: Set[str] = frozenset(), *, lines: bool = False
) -> list[SownPhrase]:
    """Find the keywords sown into sentences, in order; linear in the text.

    Set apart by delimiters one is enough, if it is no subject, and by brackets a brand with its promotion:
    others are quoted too, so several paragraphs must have them, in square brackets the same.
    Before a colon stand subjects of sentences: it must be such a brand, or one of the `entries`, which the
    page's farm lists. Within a sentence only Chinese tells where a keyword ends, unless it is one of those;
    and there must be several, or such a farm. But for brackets the rest must name nothing of their trade.
    What is left is a story, and what is left of each paragraph says something and is no advert. With `lines`
    a line between sentences may be a keyword and nothing else, on the page of a farm: subheads name trades.
    """
    every = re.compile("|".join(map(re.escape, sorted(entries, key=len, reverse=True)))) if entries else None
    found = {at: some for at, text in enumerate(paragraphs) if (some := _found_in(text, every))}
    alone: set[int] = set()
    if lines and entries:
        keywords = {at: [one] for at in range(len(paragraphs)) if (one := _line(paragraphs, at))}
        alone = set(keywords)
        found |= keywords
    if not found:
        return []
    left = [_without(text, found.get(at, [])) for at, text in enumerate(paragraphs)]
    if not _is_told(left):
        return []
    reported = TradeReport.of(left).trades
    named = trades_named(left)
    reports = any(measured(text).reports or _CRIME.search(text) for text in left)
    several = bool(entries) or len(found) >= _FEWEST_SOWN
    quoted = set() if entries else set(_quoted(paragraphs, found, left))
    sown: list[SownPhrase] = []
    for at, some in sorted(found.items()):
        kept = [
            one
            for one in some
            if one.kind not in reported
            and (one.kind not in named or (one.marked and one.sure))
            and (several or (one.sure and (one.marked or one.apart)))
            and (at, one.start) not in quoted
            and not (one.bare and reports)
        ]
        kept = [_with_frame(paragraphs[at], one) for one in kept]
        rest = _without(paragraphs[at], kept)
        if kept and is_stump(rest, "".join(paragraphs[at][one.start : one.end] for one in kept)):
            first = max(kept, key=lambda one: one.score)
            sown.append(SownPhrase(at, 0, len(paragraphs[at]), Judgement(first.score, first.kind, RULE)))
        elif kept and (at in alone or _stands(rest)):
            sown += [SownPhrase(at, one.start, one.end, Judgement(one.score, one.kind, RULE)) for one in kept]
    return sown


def _with_frame(text: str, one: _Found) -> _Found:
    start, end = frame_around(text, one.start, one.end)
    return replace(one, start=start, end=end)


def _quoted(
    paragraphs: Sequence[str], found: Mapping[int, list[_Found]], left: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The keywords in brackets, by paragraph and start, that a story may quote.

    In an alphabet 【】 quote nothing, and square brackets do: "He left. [Cheap Viagra Online]".
    """
    marked = [(at, one) for at, some in found.items() for one in some if one.marked and not one.promoted]
    several = len({at for at, some in found.items() if any(one.marked for one in some)}) >= _FEWEST_SOWN
    said = {(at, one.start): paragraphs[at][one.start : one.end].casefold() for at, one in marked}
    repeated = Counter(said.values())
    for place, text in said.items():
        if text[0] == "[":
            quotes = repeated[text] < _FEWEST_SOWN or measured(left[place[0]]).reporting > 0
        else:
            quotes = not several and _DENSE.search(text) is not None
        if quotes:
            yield place


def _is_told(texts: Iterable[str]) -> bool:
    """Whether honest sentences in the texts are enough for a story; farms say one over and over."""
    told: set[str] = set()
    for text in filter(_stands, texts):
        told.update(text[start:end].strip() for start, end in sentence_spans(text))
        if len(told) >= _STORY:
            return True
    return False


def without_sown(paragraphs: Sequence[str], sown: Iterable[SownPhrase]) -> list[str]:
    """The paragraphs without the keywords."""
    left = list(paragraphs)
    for at, some in groupby(sown, lambda one: one.paragraph):
        left[at] = _without(paragraphs[at], list(some))
    return left


def _without(text: str, spans: Sequence[SownPhrase | _Found]) -> str:
    for one in reversed(spans):
        before, behind = text[: one.start], text[one.end :]
        # Blanks stood on both sides of what stood between two words.
        text = before + (behind.lstrip(" ") if before.endswith(" ") else behind)
    return text.strip() if spans else text


def _stands(rest: str) -> bool:
    """Whether what is left of a paragraph is the article's: it says something, and sells nothing."""
    if not says_something(rest):
        return False
    line = measured(rest)
    if any(hit.phrase.weight >= PLAIN for hit in line.spam) or line.promoted:
        return False
    if line.contact and line.calls:
        return False
    found = judge(rest, LIKELY_SPAM)
    # In Han the model takes figures of a storm or a match for a lottery's: a word must agree.
    return not found.spam or (found.rule == "ngrams" and not line.hits and bool(_HAN.search(rest)))


def trades_named(texts: Iterable[str]) -> set[SpamKind]:
    """Return the trades of spam that any sentence among the texts names, by ordinary words too."""
    told = (measured(text) for text in texts if says_something(text) and not judge(text).spam)
    hits = (hit.phrase for line in told for hit in find_phrases(line.folded.text))
    kinds = {phrase.kind for phrase in hits if phrase.text not in _SHARED}
    return {kind for kind in SPAM_TOPICS if kind in kinds}


def _line(paragraphs: Sequence[str], at: int) -> _Found | None:
    """The keyword that a line between two sentences is, with a small letter first where there are any.

    A subhead begins with a capital; a sentence that ends in a colon announces what follows.
    """
    text = paragraphs[at]
    if len(text) > _LONGEST or _letters(text) < _FEWEST_LETTERS or text[0].isupper() or text[0] in _QUOTING:
        return None
    beside = [paragraphs[one] for one in (at - 1, at + 1) if 0 <= one < len(paragraphs)]
    if not all(map(says_something, beside)) or (at and paragraphs[at - 1].rstrip()[-1:] in ":："):
        return None
    sold = _sold_in(text)
    if sold is None or not sold.sure or not _STOPS.isdisjoint(text) or measured(text).covered < _COVERED:
        return None
    return _Found(0, len(text), sold.kind, sold.score, marked=False, apart=text[0].islower())


def _found_in(text: str, entries: re.Pattern[str] | None) -> list[_Found]:
    """The keywords of one paragraph, in order, not overlapping: the surest first where they would."""
    listed = list(_listed(text, entries)) if entries else []
    features = measured(text)
    if not (listed or features.spam) or _SPUN.fullmatch(text):
        return []
    found: list[_Found] = []
    runs = (*_runs(features, farmed=entries is not None), *_loose_runs(features))
    for one in (*_marked(text, entries), *listed, *runs):
        overlapping = [other for other in found if one.start < other.end and other.start < one.end]
        if not overlapping:
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _marked(text: str, entries: re.Pattern[str] | None) -> Iterator[_Found]:
    """Keywords in brackets, at an end of a paragraph or sentence; before : and _; behind _ and a stop."""
    for found in _BRACKETED.finditer(text):
        inner = found[1] or found[2] or found[3]
        quoted = found[3] is not None
        apart = found.end() == len(text) or bool(
            _STOPPED.search(text[max(0, found.start() - 4) : found.start()])
        )
        if apart and not (quoted and not _HAN.search(text)) and (sold := _sold_in(inner)):
            yield _Found(
                *found.span(), sold.kind, sold.score, marked=True, sure=sold.sure, promoted=sold.promoted
            )
        elif (
            not apart
            and entries is not None
            and _is_put_in(text, found, entries)
            and (sold := _sold_in(inner))
            and sold.sure
        ):
            yield _Found(*found.span(), sold.kind, sold.score, marked=True, promoted=sold.promoted)
    if (before := _BEFORE.match(text)) and (sold := _sold_in(before[1])):
        listed = entries is not None and entries.fullmatch(before[1]) is not None
        if before[2] not in ":：" or listed or (sold.sure and sold.promoted):
            yield _delimited(0, _end_of_keyword(before[1]) or before.end(), sold)
    for last in (_BEHIND, _CLOSING):
        behind = last.search(text, max(0, len(text) - _LONGEST - 4))
        if behind and (sold := _sold_in(behind[1])):
            yield _delimited(behind.start(), len(text), sold)


def _is_put_in(text: str, found: re.Match[str], entries: re.Pattern[str]) -> bool:
    """Whether brackets in mid-sentence hold a keyword, on the page of a farm.

    A comma stands before them, or blanks around what the farm lists: "a message says 【…】" quotes. Square
    brackets explain, and ‘’ quote.
    """
    start, end = found.span()
    if found[1] is None or (end < len(text) and text[end] in _GOES_ON):
        return False
    if text[:start].rstrip()[-1:] in _COMMAS:
        return True
    listed = entries.fullmatch(found[1]) is not None
    return listed and text[start - 1].isspace() and text[end : end + 1].isspace()


def _end_of_keyword(label: str) -> int:
    """Where a keyword ends before a label of the story (欧宝体育官网 误区一); 0 where all is keyword."""
    features = measured(label)
    named = [hit for hit in features.hits if hit.phrase.kind in (*SPAM_TOPICS, "access")]
    end = features.folded.original_end(named[-1].end)
    rest = label[end:].lstrip(_BETWEEN)
    parted = len(rest) < len(label) - end or named[-1].phrase.kind == "access"
    if not parted or len(_HAN.findall(rest)) < _FEWEST_LABELLED or measured(rest).spam:
        return 0
    return len(label) - len(rest)


def _delimited(start: int, end: int, sold: _Sold) -> _Found:
    return _Found(start, end, sold.kind, sold.score, marked=False, sure=sold.sure, apart=True)


def _listed(text: str, entries: re.Pattern[str]) -> Iterator[_Found]:
    for found in entries.finditer(text):
        start, end = found.span()
        cuts = (start and is_alphabetic(text[start - 1]) and is_alphabetic(text[start])) or (
            end < len(text) and is_alphabetic(text[end]) and is_alphabetic(text[end - 1])
        )
        if not cuts and _is_free(text, start, end):
            features = measured(found[0])
            yield _Found(start, end, features.kind, max(_SCORE, features.evidence), marked=False)


def _runs(features: Features, *, farmed: bool) -> Iterator[_Found]:
    """Words of keywords side by side within a sentence of Chinese; on a `farmed` page two are enough.

    Thai and Japanese write no blanks either, but their words go on behind what the lexicon knows of them.
    """
    text = features.folded.original
    if _KANA_HANGUL.search(text):
        return
    for run in _side_by_side(features):
        first, last = run[0], run[-1]
        start, end = features.folded.offsets[first.start], features.folded.original_end(last.end)
        # A word drawn out, of which the lexicon knows the beginning: 久久久久久.
        while 2 <= end < len(text) and text[end] == text[end - 1] == text[end - 2]:
            end += 1
        if not (_HAN.match(text[start]) and _HAN.match(text[end - 1])):
            continue
        sold = _sold_in(text[start:end])
        if not (sold and sold.sure and _is_free(text, start, end)):
            continue
        closes = end == len(text) and bool(_STOPPED.search(text[max(0, start - 4) : start]))
        long = len(run) >= 3 or any(hit.phrase.weight >= STRONG for hit in run)
        signed = any(hit.phrase.text.endswith(_SIGNED) for hit in run)
        promotes = long or (
            sold.promoted
            and any(hit.phrase.kind == "access" and hit.phrase.text not in _PUBLISHES for hit in run)
        )
        begins = (start == 0 or text[start - 1] in _BEGUN) and not _GOES_ON_WITH.match(text, end)
        sure = closes or (signed and sold.promoted) or (farmed and (long or sold.promoted))
        if sure or (begins and promotes):
            apart = (closes and start > 0) or (signed and sold.promoted)
            yield _Found(start, end, sold.kind, sold.score, marked=False, apart=apart, bare=not sure)


def _loose_runs(features: Features) -> Iterator[_Found]:
    """Words of keywords side by side where blanks part words or phrases, that no word of a sentence takes up.

    Nobody reports in them or quotes them; two phrases that no honest text has tell themselves.
    """
    text = features.folded.original
    # A sentence that promises and calls upon its reader is an advert to its end, whatever it sells.
    if not features.strong or features.reports or (features.promises and features.calls):
        return
    for run in _side_by_side(features, whole=True):
        strong = sum(hit.phrase.weight >= STRONG for hit in run)
        start, end = features.folded.offsets[run[0].start], features.folded.original_end(run[-1].end)
        piece = text[start:end]
        if not strong or _HAN.match(text[start]) or not _is_loose(text, start, end):
            continue
        if (
            piece in unquoted(text)
            and _letters(piece) >= _FEWEST_LETTERS
            and (sold := _sold_in(piece))
            and sold.sure
        ):
            yield _Found(start, end, sold.kind, sold.score, marked=False, apart=strong > 1)


def _is_loose(text: str, start: int, end: int) -> bool:
    """Whether blanks or marks are around a keyword, and beside it no word that needs it."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    if (start and not _LOOSE.match(text[start - 1])) or (end < len(text) and not _LOOSE.match(text[end])):
        return False
    if text[start].isupper() and (not before or _STOPPED.search(before[-4:])):
        return False
    last, following = before.rpartition(" ")[2].lower(), behind.partition(" ")[0].lower()
    return not (is_little(last) or last[-1:] in _TAKES_UP or following in _PREDICATES)


def _side_by_side(features: Features, *, whole: bool = False) -> Iterator[list[Hit]]:
    text = features.folded.text
    run: list[Hit] = []
    for hit in (*features.hits, None):
        joins = (
            hit is not None
            and hit.phrase.kind not in ("report", "innocent")
            and (not run or _WITHIN.fullmatch(text[run[-1].end : hit.start]) is not None)
        )
        if joins and hit is not None:
            run.append(hit)
            continue
        yield from ([run] if whole and run else _trimmed(run, text))
        run = [hit] if hit is not None and hit.phrase.kind not in ("report", "innocent") else []


def _trimmed(run: list[Hit], text: str) -> Iterator[list[Hit]]:
    """The run without the sentence's glue at its ends, and people it goes on to tell of."""
    first, last = 0, len(run)
    while first < last and run[first].phrase.kind in ("glue", "access"):
        first += 1
    while last > first and (
        (run[last - 1].phrase.kind == "glue" and run[last - 1].phrase.text not in _CLOSING_GLUE)
        or (last > first + 1 and run[last - 1].phrase.text in _PEOPLE and _goes_on(text, run))
    ):
        last -= 1
    if last > first:
        yield run[first:last]


def _goes_on(text: str, run: list[Hit]) -> bool:
    return bool(run) and text[run[-1].end : run[-1].end + 1].isalpha()


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether no word of the sentence takes the keyword up."""
    stopped = bool(_STOPPED.search(text[max(0, start - 4) : start]))
    if start and text[start - 1] in _TAKES_UP:
        return False
    return end == len(text) or text[end] not in _GOES_ON or (stopped and text[end] in "”」』")


def tells_of_crime(texts: Iterable[str]) -> bool:
    """Say whether a story tells of what its keywords may be the names of, as police and courts do."""
    return any(_CRIME.search(text) for text in texts)


def is_taken_up(text: str, start: int, end: int) -> bool:
    """Say whether a word of the sentence takes up what stands there: it is the sentence's own word."""
    return not _is_free(text, start, end) or _GOES_ON_WITH.match(text, end) is not None


def _sold_in(piece: str) -> _Sold | None:
    """What a keyword sells; none where it may be a name alone, or sells nothing."""
    features = measured(piece)
    if not features.spam or features.reports or is_prose(features.folded.text):
        return None
    found = judge(piece)
    by_words = found.spam and found.rule != "ngrams" and len(features.hits) > 1
    sure = bool(features.strong) or (features.covered >= _COVERED and (features.promoted_apart or by_words))
    if not sure and (features.covered < _SUBJECT or all(hit.phrase.weight < PLAIN for hit in features.spam)):
        return None
    promoted = features.promoted_apart and _HAN.search(piece) is not None
    return _Sold(features.kind, round(max(_SCORE, features.evidence), 3), sure, promoted)
