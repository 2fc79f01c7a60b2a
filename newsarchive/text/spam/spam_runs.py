"""Spam run onto honest text inside one line: behind a delimiter, in brackets, around the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile
from math import inf

from newsarchive.evidence import SPAM_TOPICS
from newsarchive.text.letters import count_letters
from newsarchive.text.sentences import (
    FULL_STOP,
    has_no_stops,
    is_dense,
    is_long,
    says_something,
    sentence_spans,
)
from newsarchive.text.spam.features import PLAIN, Features, measured
from newsarchive.text.spam.headline_subjects import beside_colon, is_subject
from newsarchive.text.spam.judge import (
    CUT_FROM,
    LIKELY_SPAM,
    MARKED,
    SURE_SPAM,
    TITLE_SPAM,
    Judgement,
    judge,
    judge_features,
    offers_nothing,
    sells_nothing,
)
from newsarchive.text.spam.lexicon import find_phrases
from newsarchive.text.spam.line_context import is_foreign_to_chinese, is_offer, judge_in
from newsarchive.text.spam.ngrams import scripts_of
from newsarchive.text.spam.pitch_words import reports
from newsarchive.text.spam.shape import sentences_around, unquoted
from newsarchive.text.spam.trade_report import TradeReport

_BRACKETED = re.compile(r"[【‘「『\[(（]([^【】‘’「」『』\[\]()（）]{2,40})[】’」』\])）]")
# White space parts phrases only behind Chinese, Japanese or Korean; in an alphabet it parts words.
_JOINT = re.compile(
    r"\s*[_|｜]\s*|\s+[-–—]\s+|(?<=[\u3400-\u9fff])-|(?<=[。！？!?])\s*|(?<=[.…])\s+|(?<=[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3])\s+|\s{3,}"
)
# Behind a quotation that is part of a Japanese sentence: 「即日融資」と書いた.
_RUNS_ON = re.compile("[ぁ-ん]")
_QUOTED_ON = re.compile("[」』][ぁ-ん]")
# What parts a keyword from the words behind or before it that a blank joins to others: 【欧宝体育】新馆 开放.
_EDGE = re.compile(r"[,，、:：;；】\])）’」』》]|[【\[(（‘「『《]")
# Farms string Korean words together without them, and blanks part the words of sentences too.
_PARTICLE = re.compile("[가-힣](?:[을를은는의와과]|에서|에게|으로|라는|라고)(?=[\\s,.]|$)")
# Asked of a piece cut off a sentence: two phrases no honest text has, a keyword list, a pool's frame.
_CLEAR = 0.95
_WORD = re.compile(r"\S+")
# What parts a keyword from a sentence behind it, from one before it, and a stop that nothing parts from it.
_PARTING = re.compile(r"[:：|｜丨_】]\s*|\s[-–—]+\s+|—+")
_OPENING = re.compile(r"[【\[(（|｜丨_]|\s*—+")
_GLUED = re.compile(
    r"(?<=[^\W_]{3})[.!?][\"”»)]?(?=[^\W\d_]{3}|[(\[【—])"
    r"(?!(?:com|net|org|info|club|bet|app|vip|xyz|top|win)\b|(?:online|site|shop)(?:$|[^\w ]))"
)
# Characters of a stump, its share of what was cut, and what points at a link.
_LONGEST_STUMP, _STUMP_OF_CUT, _POINTING = 60, 1.5, (">>", "»", "👉", "→")
# Words that call to a link, a shop or a telephone, and nowhere else.
_CALL = re.compile(
    r"\b(?:(?:click|tap) (?:here|now|below|the link)|(?:order|buy|shop|play|call|bet|apply) (?:it )?now"
    r"|call us|visit our (?:site|website|shop|store)"
    r"|klik (?:di ?sini|disini)|hier klicken|jetzt (?:bestellen|kaufen)|clique aqui"
    r"|(?:haz|haga) clic|cliquez ici|clicca qui|tıklayın|жми(?:те)? сюда|нажмите здесь|кликни(?:те)? сюда)\b"
    r"|今すぐ(?:登録|購入|申し?込)|こちらをクリック|지금 (?:가입|구매)"
    r"|点击(?:这里|此处|进入|下载|注册)|立即(?:注册|下载|购买)|點擊(?:這裡|進入)",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"[.。！？]")
_CLOSED = re.compile(r"[\])]\s*")
_QUOTES = '“"«„「『'
_OPENED = frozenset(f"{_QUOTES}【《[(（‘'")  # a run of keywords begins with these, not behind them
_SKIPPED = f"{_QUOTES}0123456789"  # before the first letter of a sentence
_DENSE = "\u0e00"  # from here on (Thai, Han, Kana, Hangul) a phrase ends where the lexicon says
_SHORTEST_LED = 4, 4  # letters of a cry or a place at the head of a sentence
_NO_REPORT = TradeReport()
# Chinese and Japanese put no blank between words.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Letters of the shortest sentence that tells something ("Final 3-1 sona erdi."), and characters of one in
# Chinese, Japanese or Korean.
_SHORTEST = 12, 8
_LONGEST_SENTENCE = 1_000
# Characters of a headline in Chinese or Japanese at most, and its parts between delimiters.
_LONGEST_HEADLINE, _MOST_PARTS = 28, 2
# Those of a half of a headline: "新馆今日开放".
_SHORTEST_SAID = 12, 5
# Honest sentences from which they are a story, whatever stands beside them.
_STORY = 2
# Odds asked of one with a word of the trades or of promise in it: "inscrire" is to sign up, and to score;
# "sans" is no more than without. That of a match has -8.2, "Pelajari bagaimana … pengalaman bermain yang
# aman" of a farm -2.9.
_UNLIKELY = -4.0
_MOST_JOINTS = 24  # looked at from either end, so that time stays bounded


@dataclass(frozen=True, slots=True)
class TrimmedLine:
    """What is left of a line, and what was cut out of it, in order, with the judgement on each."""

    text: str
    cut: tuple[tuple[str, Judgement], ...]


_Cut = tuple[int, int, Judgement]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a piece must have to be cut off: a score, by the model these odds; whether its page is Chinese.

    `report` gives what its article reports on.
    """

    score: float
    least: float
    chinese: bool
    report: Callable[[], TradeReport] = TradeReport


def trim_runs(
    text: str, chinese: bool = False, report: Callable[[], TradeReport] = TradeReport
) -> TrimmedLine:
    """Cut what is clearly spam off both ends and out of brackets; a line all spam is left alone.

    Of a sentence only the unmistakable is cut, of a sentence with words of reporting nothing in brackets, and
    nothing of one about what the article reports on: `report` is asked where something would go. In a title
    of a `chinese` page a part in a foreign script is asked for less, and needs no phrase.
    """
    features = measured(text)
    if not features.spam and not chinese:
        return TrimmedLine(text, ())
    return _trim(text, features, _Asked(_CLEAR if features.prose else CUT_FROM, SURE_SPAM, chinese, report))


def _trim(text: str, features: Features, asked: _Asked) -> TrimmedLine:
    joints = [match.span() for match in _JOINT.finditer(text)]
    head, tail = _head(text, joints, asked), _tail(text, joints, asked)
    if head and tail and head[1] > tail[0] and _is_harmless(text[: joints[0][0]]):
        head = None  # it begins honestly, and took the honest words along to the spam behind them
    cut = [piece for piece in (head, tail) if piece]
    if not (features.prose or features.reports):
        cut += _bracketed(text, cut)
    if cut:
        if asked.least >= SURE_SPAM:  # no title
            cut = [_narrowed(text, piece) for piece in cut]
        cut = _without_told(text, cut, asked.report())
    if not cut:
        return TrimmedLine(text, ())
    cut.sort(key=lambda piece: piece[:2])
    return TrimmedLine(_without(text, cut), tuple((text[a:b].strip(), j) for a, b, j in cut))


def spam_between(text: str, report: TradeReport) -> tuple[int, int] | None:
    """Return where the spam begins and ends in a paragraph that is spam, if sentences beside it are honest.

    Honest is a sentence with a full stop that offers, promises and asks nothing, and that the model finds
    likely to be, or one that names a trade and is no advert by itself (`report`: what trades the article
    reports on); behind a run of keywords without a stop it begins where the script changes, a capital follows
    a small letter, or a blank parts Chinese or Japanese. What stands between spam goes with it: adverts have
    such sentences too. None where there is no honest one, or where every sentence is honest by itself: then
    the whole says more than each.
    """
    spans = _spans(text)
    first = _told(text, spans, report)
    last = len(spans) - _told(text, spans[first:][::-1], report)
    if first == last:
        # Each is honest by itself: those with a phrase of a trade make the whole of them spam.
        named = [at for at, span in enumerate(spans) if _names_trade(text[slice(*span)])]
        if not named or len(named) == len(spans):
            return None
        first, last = named[0], named[-1] + 1
    start, end = _without_joined(text, spans, first, last)
    return None if (start, end) == (0, len(text)) else (start, end)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where sentences stand, those that nothing parts from the stop before them included."""
    return [
        (start + a, start + b)
        for start, end in sentence_spans(text)
        for a, b in pairwise([0, *(found.end() for found in _GLUED.finditer(text[start:end])), end - start])
    ]


def _told(text: str, spans: list[tuple[int, int]], report: TradeReport) -> int:
    """How many of the spans are honest sentences, cries and pieces among them that offer nothing included."""
    told = 0
    for count, span in enumerate(spans, 1):
        if _is_honest(text[slice(*span)], report):
            told = count
        elif not measured(text[slice(*span)]).sells_no_word:
            break
    return told


def _names_trade(sentence: str) -> bool:
    return any(hit.phrase.weight >= PLAIN for hit in measured(sentence).spam)


def is_stump(rest: str, cut: str) -> bool:
    """Say whether what is left of a line is the call of the advert cut out of it: "Click here >>".

    It is no sentence that states, and shorter than what was cut; it tells its reader to click, call or buy.
    """
    if not _CALL.search(rest):
        return False
    line = measured(rest)
    if len(rest) > _LONGEST_STUMP or FULL_STOP.search(rest) or line.reporting or unquoted(rest) != rest:
        return False
    if (
        has_no_stops(rest)
        or rest.rstrip()[-1:] in ("?", "？")
        or count_letters(rest) > _STUMP_OF_CUT * count_letters(cut)
    ):
        return False
    return (
        line.addressed
        or rest.rstrip().endswith(_POINTING)
        or (bool(line.promises) and "!" in line.folded.text)
    )


def spam_part(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the spam stands in a part of a text that is spam, without what is honest of it.

    What is honest may begin in the part and go on behind it: "… casino bonus MILAN - The mayor said".
    """
    spans = _spans(text[start:end])
    first = _told(text[start:end], spans, _NO_REPORT)
    first = first if first < len(spans) else 0
    spans = [(start + a, start + b) for a, b in spans]
    begin, behind = _without_joined(text, spans, first, len(spans))
    if behind == end < len(text) and len(spans) == 1:
        stop = next(b for _, b in _spans(text) if b >= end)
        behind = min(end, _end_of_run(text, begin, stop, led=False))
    return begin, behind


def _without_joined(text: str, spans: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Where spam stands that begins and ends in these sentences: what is honest of them no stop may part."""
    start, stop = spans[first][0], spans[last - 1][1]
    end = _end_of_run(text, spans[last - 1][0], stop, led=last < len(spans))
    goes_on = end < stop and last - first == 1
    return _start_of_run(text, start, min(end, spans[first][1]), goes_on=goes_on), end


def _end_of_run(text: str, start: int, end: int, *, led: bool) -> int:
    """Where a run of keywords ends that an honest sentence follows without a stop between.

    `led` tells whether another one follows: it may begin with a cry or a place.
    """
    if end - start > _LONGEST_SENTENCE:
        start = end - _LONGEST_SENTENCE
    words = list(_WORD.finditer(text, start, end))
    begins = [
        now.start() for last, now in pairwise(words) if begins_anew(last[0], now[0].lstrip(_SKIPPED) or "-")
    ]
    begins += [found.end() for found in _PARTING.finditer(text, start, end)]
    if text[start] in "([" and (closed := _CLOSED.search(text, start, end)):
        begins.append(closed.end())
    places = [at for at in sorted(begins)[:_MOST_JOINTS] if at < end]
    places += _ends_of_phrases(text, start, end)
    return next((at for at in places if _may_lead(text[at:end], led=led)), end)


def _may_lead(rest: str, *, led: bool) -> bool:
    """Whether what follows keywords without a stop is the story's: it names no trade."""
    if _is_plain(rest):
        return True
    line = measured(rest)
    # "专业" is a promise, and what pupils choose.
    if (
        line.offers
        or line.promises > 1
        or line.addressed
        or line.contact
        or line.numbered
        or _names_any(line)
    ):
        return False
    if line.promises and line.most_odds >= LIKELY_SPAM:
        return False
    if _is_whole(rest):
        return True
    begun = rest[0] in _QUOTES or rest[0].isupper() or has_no_stops(rest)
    return led and begun and is_long(rest, *_SHORTEST_LED)


def _ends_of_phrases(text: str, start: int, end: int) -> list[int]:
    """Where phrases of the trades end in Chinese and the like, the last of those side by side first."""
    if text[start] < _DENSE:
        return []
    features = measured(text[start:end])
    named = [hit for hit in features.hits if hit.phrase.kind in (*SPAM_TOPICS, "access")]
    ends = [start + features.folded.original_end(hit.end) for hit in named]
    return [at for at in reversed(ends) if at < end]


def _start_of_run(text: str, start: int, end: int, *, goes_on: bool = False) -> int:
    """Where a run of keywords begins in Thai and its neighbours, which no stop parts from what is told.

    In other languages where the sentence `goes_on` behind the run: it may have begun before.
    """
    unstopped = has_no_stops(text[start:end])
    if not (unstopped or goes_on):
        return start
    end = min(end, start + _LONGEST_SENTENCE)
    features = measured(text[start:end])
    begins = [start + found.start() for found in _OPENING.finditer(text[start:end])]
    hits = [start + features.folded.offsets[hit.start] for hit in features.spam[:1]]
    begins += [at for at in hits if text[:at][-1:] not in _OPENED]
    shortest = _SHORTEST if unstopped else _SHORTEST_LED
    plain = [at for at in sorted(begins)[:_MOST_JOINTS] if is_long(text[start:at], *shortest)]
    return next((at for at in plain if _is_beginning(text[start:at], sure=unstopped)), start)


def _is_beginning(words: str, *, sure: bool) -> bool:
    """Whether words before a run of keywords sell nothing, and look like none, unless that is `sure`."""
    line = measured(words)
    return line.sells_no_word and (sure or (line.most_odds <= MARKED and not FULL_STOP.search(words)))


def begins_anew(last: str, now: str) -> bool:
    """Say whether a sentence may begin with a word though the last one closes none."""
    before, behind = scripts_of(last).keys(), scripts_of(now).keys()
    if before and behind and before.isdisjoint(behind):
        return True
    if _UNSPACED.match(now):
        return True
    return now[0].isupper() and last[-1].isalnum() and not last[-1].isupper()


def offer_in(text: str) -> tuple[int, int] | None:
    """Return where sentences stand that offer something, at the end or else the beginning of a paragraph."""
    spans = _spans(text)
    behind = sum(1 for _ in takewhile(lambda span: _offers(text[slice(*span)].strip()), reversed(spans)))
    before = sum(1 for _ in takewhile(lambda span: _offers(text[slice(*span)].strip()), spans))
    if not (behind or before):
        return None
    first, last = (len(spans) - behind, len(spans)) if behind else (0, before)
    return _without_joined(text, spans, first, last)


def _offers(sentence: str) -> bool:
    """Whether a sentence offers, and not only what it quotes: reports quote adverts."""
    return all(is_offer(measured(text)) for text in dict.fromkeys((sentence, unquoted(sentence))))


def plain_sentences(text: str) -> set[str]:
    """Return the sentences of a text that are honest by themselves; a line without stops is one."""
    return {one for one in _spoken(text) if _is_plain(one)}


def tells_plainly(text: str) -> bool:
    """Say whether a text offers nothing, and a sentence in it is honest and says something."""
    return not _offers_in(text) and any(says_something(one) and _is_plain(one) for one in _spoken(text))


def told_in(texts: Iterable[str]) -> list[str]:
    """Return the texts that offer nothing and hold honest sentences, if these are enough for a story."""
    told = [(text, plain) for text in texts if (plain := plain_sentences(text)) and not _offers_in(text)]
    enough = is_story(plain for _, plain in told) or any(tells_plainly(text) for text, _ in told)
    return [text for text, _ in told] if enough else []


def is_story(sentences: Iterable[set[str]]) -> bool:
    """Say whether honest sentences are enough for a story; farms say one over and over."""
    return len(set().union(*sentences)) >= _STORY


def _offers_in(text: str) -> bool:
    return any(map(_offers, _spoken(text)))


def _spoken(text: str) -> list[str]:
    if has_no_stops(text):
        return [text]
    return [text[start:end].strip() for start, end in sentence_spans(text)]


def _is_honest(sentence: str, report: TradeReport) -> bool:
    """Whether a sentence beside spam is the story's: plain, or of a trade and no advert by itself.

    Stories about casinos, lotteries or pills have them. Of 25 adverts of several sentences one begins or ends
    with a sentence like that which is not plain; of 108 honest ones that spam was put behind, by a writer who
    had not seen this, 43 are kept instead of 6 (2026-11).
    """
    if _is_plain(sentence):
        return True
    if not _is_whole(sentence) or judge(sentence, LIKELY_SPAM).spam:
        return False
    line = measured(sentence)
    if line.serves or sells_nothing(line) or (report.trades and report.tells(line)):
        return True
    if line.strong or line.calls or line.contact or line.promoted or line.promises > 1:
        return False
    # Where the model does not know the language its odds say nothing.
    return line.most_odds <= MARKED and not line.numbered and -inf < line.odds


def _is_whole(sentence: str) -> bool:
    ends = FULL_STOP.search(sentence) or has_no_stops(sentence)
    return bool(ends) and is_long(sentence, *_SHORTEST) and _balanced(sentence)


def _names_any(line: Features) -> bool:
    return any(hit.phrase.kind in SPAM_TOPICS for hit in find_phrases(line.folded.text))


def _is_plain(sentence: str) -> bool:
    """Whether a sentence tells something, and nothing in it could be an advert's."""
    if not _is_whole(sentence):
        return False
    line = measured(sentence)
    doubtful = line.offers + line.promises
    if _names_any(line) or doubtful > 1 or line.calls or line.contact:
        return False
    return line.odds <= (_UNLIKELY if doubtful else MARKED)


def _narrowed(text: str, piece: _Cut) -> _Cut:
    """The piece without honest sentences at its ends, which the keywords beside them took along."""
    start, end, judgement = piece
    if _STOPPED.search(text, start, end):
        found = spam_between(text[start:end], _NO_REPORT)
        return (start + found[0], start + found[1], judgement) if found else piece
    return (*spam_part(text, start, end), judgement) if not start else piece


def _without_told(text: str, cut: list[_Cut], report: TradeReport) -> list[_Cut]:
    """The pieces, but for those that are or stand in a sentence of a report, or about what is reported on."""
    around = sentences_around(text, [(start, end) for start, end, _ in cut])
    told = {one for one in set(around) if reports(one) or (report.trades and report.tells(measured(one)))}
    return [piece for piece, sentence in zip(cut, around, strict=True) if sentence not in told]


def trim_headline(text: str) -> TrimmedLine:
    """As `trim_runs`, for a line built like a title, with a brand behind a delimiter or in brackets."""
    return _trim(text, measured(text), _Asked(CUT_FROM, TITLE_SPAM, chinese=False))


def trim_title(text: str, chinese: bool = False, least: float = TITLE_SPAM) -> TrimmedLine:
    """As `trim_runs`, for titles and headings: text "" where all of it is spam, and that is then the cut.

    A part is kept only where no phrase of the lexicon stands in it: half a keyword list is no title.
    """
    trimmed = _trim(text, measured(text), _Asked(CUT_FROM, least, chinese))
    if trimmed.cut and not measured(trimmed.text).spam:
        return trimmed
    judgement = _judge_named(text, chinese, least)
    if not judgement.spam or is_subject(*beside_colon(text)):
        return trimmed
    return TrimmedLine("", ((text, judgement),))


def _judge_named(text: str, chinese: bool, least: float) -> Judgement:
    """Judge what names a page: a headline that offers nothing is none for the model, unless it is sure alone.

    So headlines on matches, lotteries and casinos stay: of Chinese the model knows least. Keywords stand in
    lists, and run on.
    """
    judgement = judge_in(text, chinese, least)
    if judgement.rule != "ngrams" or (chinese and is_foreign_to_chinese(text)):
        return judgement
    line = measured(text)
    is_headline = is_dense(text) and _SHORTEST_SAID[1] < len(text) <= _LONGEST_HEADLINE
    if not is_headline or not offers_nothing(line) or len(line.parts) > _MOST_PARTS:
        return judgement
    return judge_features(line, SURE_SPAM)


def _piece(piece: str, asked: _Asked) -> Judgement | None:
    """The judgement on a piece that may be cut off; none where it may not."""
    judgement = _judge_named(piece, asked.chinese, asked.least)
    enough = judgement.score >= (CUT_FROM if asked.chinese and is_foreign_to_chinese(piece) else asked.score)
    return judgement if enough and _balanced(piece) and not _is_clause(piece) else None


def _head(text: str, joints: list[tuple[int, int]], asked: _Asked) -> _Cut | None:
    """The longest run of spam from the start to a joint, with honest text behind it."""
    best = None
    start = 0  # of the run's last word or part
    for before, after in joints[:_MOST_JOINTS]:
        judgement = _piece(text[:before], asked)
        if judgement and not (_is_unmarked(text, before, after) and _ends_harmless(text[start:before])):
            best = (0, after, judgement)
        start = after
    return best if best and _honest(text[best[1] :]) else None


def _tail(text: str, joints: list[tuple[int, int]], asked: _Asked) -> _Cut | None:
    """The longest run of spam from a joint to the end, with honest text before it."""
    best = None
    end = len(text)  # of the run's first word or part
    for before, after in reversed(joints[-_MOST_JOINTS:]):
        judgement = _piece(text[after:], asked)
        if judgement and not (_is_unmarked(text, before, after) and _begins_harmless(text[after:end])):
            best = (before, len(text), judgement)
        end = before
    return best if best and _honest(text[: best[0]]) else None


def _is_unmarked(text: str, before: int, after: int) -> bool:
    """Whether a joint is white space, as between Korean words, or the end of a sentence."""
    return before == after or text[before:after].isspace()


def _ends_harmless(piece: str) -> bool:
    """Whether the last words of a part are: a keyword may stand before them, behind no joint."""
    return _is_harmless(piece) or _is_said(_EDGE.split(piece)[-1])


def _begins_harmless(piece: str) -> bool:
    first = _EDGE.split(piece)[0]
    return _is_harmless(piece) or _is_said(first) or _is_figure(first)


def _is_figure(words: str) -> bool:
    """Whether nothing but a figure stands before brackets: of a table, whatever they hold."""
    return any(map(str.isdigit, words)) and not any(map(str.isalpha, words))


def _is_said(words: str) -> bool:
    return is_long(words, *_SHORTEST_SAID) and _is_harmless(words)


def _is_harmless(piece: str) -> bool:
    """Whether nothing in a piece speaks of spam: beside a blank it belongs to the honest text.

    A run that is spam stays spam with an honest word or two added, so the longest one would take them along.
    """
    features = measured(piece)
    # Single characters of Han that keyword lists are made of (在, 人) and numbers stand in any headline.
    hits = (hit.phrase for hit in find_phrases(features.folded.text) if not _is_common(hit.phrase.text))
    return not any(phrase.kind != "report" for phrase in hits) and features.odds <= MARKED


def _is_common(phrase: str) -> bool:
    return len(phrase) == 1 or phrase.isdecimal()


def _bracketed(text: str, cut: list[_Cut]) -> list[_Cut]:
    """Brands in brackets, where neither end was cut already."""
    found = [
        (match.start(), match.end(), judge(match[1]))
        for match in _BRACKETED.finditer(text)
        if not _RUNS_ON.match(text, match.end())
    ]
    return [
        (start, end, judgement)
        for start, end, judgement in found
        if judgement.spam and not any(start < b and a < end for a, b, _ in cut)
    ]


def _honest(rest: str) -> bool:
    """Whether something is left, and it is not spam too (then the line is one)."""
    return any(map(str.isalnum, rest)) and not judge(rest).spam


def _balanced(piece: str) -> bool:
    """A quotation is not cut in two: its words are the article's, whoever said them."""
    return (
        piece.count("“") == piece.count("”")
        and piece.count("「") == piece.count("」")
        and piece.count('"') % 2 == 0
    )


def _is_clause(piece: str) -> bool:
    """Whether a piece is part of a sentence: Korean particles say what its words are there (를, 은, 의).

    In Japanese hiragana runs on behind what is quoted.
    """
    return _PARTICLE.search(piece) is not None or _QUOTED_ON.search(piece) is not None


def _without(text: str, cut: list[_Cut]) -> str:
    last = 0
    kept: list[str] = []
    for start, end, _ in cut:
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]]).strip()
