"""Which paragraphs are spam, each by itself and short lines together as the list they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby, pairwise

from newsarchive.text.language import sure_language
from newsarchive.text.sentences import FULL_STOP
from newsarchive.text.spam.features import FOREIGN_LISTED, Features, measured
from newsarchive.text.spam.judge import (
    FOREIGN_LINE,
    LIKELY_SPAM,
    LIST,
    MARKED,
    NOT_SPAM,
    OFFERED,
    SURE_SPAM,
    Judgement,
    judge,
    judge_features,
)
from newsarchive.text.spam.lexicon import offer_words
from newsarchive.text.spam.line_context import (
    is_chinese,
    is_foreign_to_chinese,
    is_unhan,
    judge_in,
    surroundings,
)
from newsarchive.text.spam.ngrams import scripts_of
from newsarchive.text.spam.page_screen import candidate_lines
from newsarchive.text.spam.pitch_words import reports
from newsarchive.text.spam.shape import has_sentence, is_bare_tag, is_company, is_place, own_words
from newsarchive.text.spam.spam_runs import is_story, plain_sentences, spam_between, told_in, trim_headline
from newsarchive.text.spam.trade_report import TradeReport
from newsarchive.text.spam.unmasking import unmask

# A line of a list: longer ones are paragraphs (the longest phrase of the farms seen is 34 characters).
_LINE = 60
_FEWEST = 3
_MOST_BETWEEN = 2  # lines from one marked line of a list to the next
# Share of marked lines, those without a letter ("1 => '") not counted. The lists seen have .5 to 1.
_MARKED = 0.5
_HEADLINE = 80
# Share of an article's letters in a script from which a sentence in it may be its own.
_ALIKE = 0.2
_UNREAD = "unread_list"  # the rule for lists made for robots: no sentence, whatever stands around
_WHOLE = (
    _UNREAD,
    "labelled_brand",
)  # rules for lines that are a farm's to the end: spun text is a sentence too
_PLANTED = re.compile("_|(?<=[\u3400-\u9fff])-|【[^】]+】|‘[^’]+’")


@dataclass(frozen=True, slots=True)
class SpamBlock:
    """Paragraphs start to end (exclusive) cut together, and why."""

    start: int
    end: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    features: Features | None  # None where no rule could cut it
    judgement: Judgement
    short: bool
    marked: bool
    worded: bool


def spam_blocks(
    paragraphs: tuple[str, ...], lists: tuple[int, ...] = (), chinese: bool = False
) -> list[SpamBlock]:
    """What to cut, in order, not overlapping: lists of lines first, then single paragraphs.

    `lists` tells for each paragraph which list of the page it stands in (any number; equal ones side by side
    are one list): a list that is spam goes whole. With `chinese` foreign lines are judged as in a Chinese
    text.
    """
    chinese = chinese or (not lists and is_chinese("\n".join(paragraphs)))
    doubted = candidate_lines(paragraphs, chinese, in_article=not lists)
    lines = [_look(text) if doubt else _pass(text) for text, doubt in zip(paragraphs, doubted, strict=True)]
    # Menus and feet of a page are no article to compare with: there only the sure goes.
    least = SURE_SPAM if lists else LIKELY_SPAM
    if not lists:
        lines = _in_context(lines)
    elif chinese:
        lines = [_as_foreign(line) for line in lines]
    lines = _without_told(lines)
    blocks: list[SpamBlock] = []
    foreign = {run.start: run for run in _foreign_runs(lines)} if chinese else {}
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and lines[end].short and end not in foreign:
            end += 1
        if position in foreign:
            blocks.append(foreign[position])
            position = foreign[position].end
        elif end > position:
            blocks += _in_run(lines, position, end, lists, least)
            position = end
        else:
            blocks += _alone(lines, position, position + 1)
            position += 1
    return blocks


def spam_inside(paragraphs: tuple[str, ...], blocks: list[SpamBlock]) -> dict[int, tuple[int, int]]:
    """Return for blocks of one paragraph with honest sentences in it, by its number, where its spam stands.

    They must be of an article: others stand outside of all blocks, in their script and language, or they are
    several together.
    """
    gone = {at for block in blocks for at in range(block.start, block.end)}
    alone = [
        block.start for block in blocks if block.end - block.start == 1 and block.judgement.rule not in _WHOLE
    ]
    if not alone:
        return {}
    report = TradeReport.of(text for at, text in enumerate(paragraphs) if at not in gone)
    found = {at: span for at in alone if (span := spam_between(paragraphs[at], report))}
    if not found:
        return {}
    beside = {at: paragraphs[at][:start] + paragraphs[at][end:] for at, (start, end) in found.items()}
    told = told_in(text for at, text in enumerate(paragraphs) if at not in gone)
    if not told and not is_story(map(plain_sentences, beside.values())):
        return {}
    article = "\n".join(told or beside.values())
    scripts, language = scripts_of(article), sure_language(article)
    return {at: span for at, span in found.items() if _is_of(beside[at], scripts, language)}


def _is_of(honest: str, scripts: Counter[str], language: str | None) -> bool:
    """Whether what stands beside spam is written as its article is, whose letters and language are given."""
    own = scripts_of(honest)
    if not own or scripts[max(own, key=own.__getitem__)] < _ALIKE * scripts.total():
        return False
    return len({sure_language(honest), language} - {None}) < 2


def _in_context(lines: list[_Line]) -> list[_Line]:
    """Judge again what the model finds likely, by what the rest of the text is about and written in."""
    if not any(line.features and not line.judgement.spam and _is_likely(line.features) for line in lines):
        return lines
    around = surroundings((line.text, line.features) for line in lines if not line.judgement.spam)
    return [
        replace(line, judgement=_by_own_words(line.text, line.features, around.judge))
        if line.features and not line.judgement.spam
        else line
        for line in lines
    ]


def _without_told(lines: list[_Line]) -> list[_Line]:
    """The lines; a sentence about a trade that the others report on is theirs, and so is their headline."""
    if not any(line.judgement.spam and line.features for line in lines):
        return lines
    report = TradeReport.of(line.text for line in lines if not line.judgement.spam)
    return [
        replace(line, judgement=NOT_SPAM)
        if line.features
        and line.judgement.spam
        and line.judgement.rule != _UNREAD
        and (report.tells(line.features) or report.is_headed(line.text) or reports(line.text))
        else line
        for line in lines
    ]


def _by_own_words(text: str, features: Features, judged: Callable[[Features], Judgement]) -> Judgement:
    """The judgement on a paragraph; none where only what it quotes is spam, as in reports on adverts."""
    judgement = judged(features)
    if not judgement.spam or judgement.rule == _UNREAD or (own := own_words(text)) == text:
        return judgement
    beside = judged(measured(own))
    return judgement if beside.spam else NOT_SPAM


def _as_foreign(line: _Line) -> _Line:
    """The line judged by what is asked of a foreign one, where it is foreign to a Chinese page."""
    if line.features is None or line.judgement.spam or not is_foreign_to_chinese(line.text):
        return line
    foreign = judge_features(line.features, FOREIGN_LINE, seconded=not line.features.written)
    return replace(line, judgement=foreign)


def _is_likely(features: Features) -> bool:
    if features.distinct > 1 or features.is_as_likely(OFFERED):
        return True
    return features.offers > 1 and (features.offering or features.enumerates(FOREIGN_LISTED))


def _foreign_runs(lines: list[_Line]) -> Iterator[SpamBlock]:
    """Short lines in another script side by side in a Chinese text that are spam as the list they are."""
    for alike, group in groupby(range(len(lines)), lambda at: lines[at].short and is_unhan(lines[at].text)):
        run = list(group)
        whole = "\n".join(lines[at].text for at in run)
        if alike and len(run) > 1 and is_foreign_to_chinese(whole):
            judgement = judge_in(whole, chinese=True, least=FOREIGN_LINE)
            if judgement.spam:
                yield SpamBlock(run[0], run[-1] + 1, judgement)


def _in_run(
    lines: list[_Line], start: int, end: int, lists: tuple[int, ...], least: float
) -> list[SpamBlock]:
    """Of short lines: the list from the first to the last marked one if that is spam, else single ones."""
    least = max(least, LIST)
    marked = [index for index in range(start, end) if lines[index].marked]
    found = _list_in(lines, marked, least)
    long = end - start >= _FEWEST
    if found is None and not lists and len(marked) > _FEWEST:
        # Lines of a table around it, of which some look odd, keep the list from being found.
        close = (_list_in(lines, group, least) for group in _side_by_side_lines(marked))
        found = next(filter(None, close), None)
    if found is None and long and any(lines[index].features for index in range(start, end)):
        # Short lines say little to the model: words of the trades mark them too.
        found = _list_in(lines, [index for index in range(start, end) if _offers(lines[index])], least)
    if found is None:
        return _alone(lines, start, end)
    first, last = _whole_lists(lists, found.start, found.end, start, end)
    return [
        *_alone(lines, start, first),
        SpamBlock(first, last, found.judgement),
        *_alone(lines, last, end),
    ]


def _side_by_side_lines(marked: list[int]) -> Iterator[list[int]]:
    """The marked lines in groups, between which lines stand that are none of the farm's."""
    breaks = [at for at in range(1, len(marked)) if marked[at] - marked[at - 1] > _MOST_BETWEEN]
    for first, last in pairwise([0, *breaks, len(marked)]):
        yield marked[first:last]


def _list_in(lines: list[_Line], marked: list[int], least: float) -> SpamBlock | None:
    """The list from the first to the last marked line, if together they are spam."""
    if len(marked) < _FEWEST:
        return None
    first, last = marked[0], marked[-1] + 1
    # Harmless words are sown into lists and go with them; a run mostly honest is no list.
    worded = sum(lines[index].worded for index in range(first, last))
    if len(marked) < _MARKED * worded:
        return None
    judgement = judge("\n".join(line.text for line in lines[first:last]), least)
    return SpamBlock(first, last, judgement) if judgement.spam else None


def _offers(line: _Line) -> bool:
    return line.marked or bool(offer_words(unmask(line.text).text))


def _whole_lists(lists: tuple[int, ...], first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The span, wider by what stands in the same lists at its ends."""
    while lists and first > start and lists[first - 1] == lists[first]:
        first -= 1
    while lists and last < end and lists[last] == lists[last - 1]:
        last += 1
    return first, last


def _judge_line(paragraph: str, features: Features) -> Judgement:
    """As `judge`; besides, a headline with a brand planted in it (…_华体会) is no paragraph of an article.

    It is the farm's title of this page, which the headline without the brand is, or of its next one.
    """
    judgement = judge_features(features)
    if judgement.spam or features.prose or len(paragraph) > _HEADLINE or not _PLANTED.search(paragraph):
        return judgement
    if FULL_STOP.search(paragraph):
        return judgement
    planted = [found for piece, found in trim_headline(paragraph).cut if piece]
    return replace(planted[0], rule="planted_line") if planted else judgement


def _alone(lines: list[_Line], start: int, end: int) -> list[SpamBlock]:
    return [SpamBlock(i, i + 1, lines[i].judgement) for i in range(start, end) if lines[i].judgement.spam]


def _pass(paragraph: str) -> _Line:
    """A paragraph no rule could cut, told by its shape alone."""
    return _Line(
        text=paragraph,
        features=None,
        judgement=NOT_SPAM,
        worded=any(map(str.isalpha, paragraph)),
        short=len(paragraph) <= _LINE and not has_sentence(paragraph),
        marked=not paragraph.isascii() and (is_place(paragraph) or is_company(paragraph)),
    )


@lru_cache(maxsize=4096)
def _look(paragraph: str) -> _Line:
    """What one paragraph is (remembered: cleaning looks again after each cut)."""
    features = measured(paragraph)
    judgement = _by_own_words(paragraph, features, partial(_judge_line, paragraph))
    text = features.folded.text
    # A line that is a list by itself is an entry of its own.
    whole = judgement.spam and len(features.parts) >= _FEWEST
    return _Line(
        text=paragraph,
        features=features,
        judgement=judgement,
        worded=any(map(str.isalpha, paragraph)),
        short=len(text) <= _LINE and not whole and not has_sentence(text),
        # The odds last: what they say depends on the language, which takes long to tell.
        marked=any(hit.phrase.weight >= 0.3 for hit in features.spam)
        or is_place(text)
        or is_company(text)
        or is_bare_tag(paragraph)
        or (features.most_odds > MARKED and features.odds > MARKED),
    )
