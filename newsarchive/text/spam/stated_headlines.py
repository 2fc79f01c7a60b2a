"""The headline as two of a page's names state it: what farms plant beside it differs, or is in one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from newsarchive.text.sentences import is_long
from newsarchive.text.spam.features import measured
from newsarchive.text.spam.headline_subjects import beside_colon, is_subject
from newsarchive.text.spam.judge import LIKELY_SPAM, Judgement, judge
from newsarchive.text.spam.planted_keywords import ToldWords, sells_or_leads
from newsarchive.text.spam.spam_runs import TrimmedLine

_RULE = "beside_headline"
# As sure as the rules that know a brand with its promotion: another name, the article and the farm agree.
_SCORE = 0.85
# Letters of the shortest headline, and characters of one in Chinese, Japanese or Korean; of the shortest and
# the longest keyword; names compared with the title.
_SHORTEST, _SHORTEST_KEYWORD, _LONGEST_KEYWORD, _LONGEST_NAME, _MOST_NAMES = (16, 8), 3, 60, 300, 8
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def as_stated(title: str, names: Iterable[str], told: ToldWords, *, farmed: bool) -> TrimmedLine:
    """Cut what a farm planted beside the headline that another of the page's `names` states.

    The headline is what both have in common, up to a mark or a blank; what is cut stands at one end and
    reports nothing. On a page that is `farmed`, with other spam, it has no word of the article; on another it
    is spam by itself, and the article tells little of it. Total; names are bounded.
    """
    if len(title) > _LONGEST_NAME:
        return TrimmedLine(title, ())
    others = sorted({name for name in names if name != title and len(name) <= _LONGEST_NAME}, key=len)
    for name in others[::-1][:_MOST_NAMES]:
        common = _common(title, name)
        if not common or not (common == name or told.tells_of(common)):
            continue
        planted = _planted_beside(title, common)
        if (
            planted
            and _is_planted_in(planted, told, farmed)
            and (told.lists(planted) or not is_subject(*beside_colon(title)))
            and _is_keyword_or_none(_planted_beside(name, common), told)
        ):
            return TrimmedLine(common, ((planted, Judgement(_SCORE, measured(planted).kind, _RULE)),))
    return TrimmedLine(title, ())


def without_listed(title: str, names: tuple[str, ...], told: ToldWords) -> TrimmedLine:
    """Cut what the page's farm lists where nothing parts it from a headline, or no headline stands beside it.

    Another of the page's `names` must be the headline alone, and the article has no word of what is cut.
    Total; names are bounded.
    """
    for name in names[:_MOST_NAMES]:
        if name == title or not is_long(name, *_SHORTEST):
            continue
        planted = title if told.lists(title) else ""
        if title.startswith(name) or title.endswith(name):
            planted = _said(title.replace(name, "", 1))
        if not (planted and told.lists(planted)) or told.lists(name) or told.has_words_of(planted):
            continue
        fits = _SHORTEST_KEYWORD <= len(planted) <= _LONGEST_KEYWORD and not measured(planted).reporting
        if fits and told.tells_of(name):
            rest = "" if planted == title else name
            return TrimmedLine(rest, ((planted, Judgement(_SCORE, measured(planted).kind, _RULE)),))
    return TrimmedLine(title, ())


def _common(title: str, name: str) -> str:
    """What two names have in common, where marks or blanks part it from the rest of both; else ""."""
    match = SequenceMatcher(None, title, name, autojunk=False).find_longest_match()
    found = title[match.a : match.a + match.size]
    start = len(found) - len(found.lstrip(" _|-–—·:：,，丨】)）]」』》’”"))
    end = len(found.rstrip(" _|-–—·:：,，丨【(（[「『《‘“"))
    common = found[start:end]
    if not is_long(common, *_SHORTEST):
        return ""
    return common if all(_is_parted(text, common) for text in (title, name)) else ""


def _is_parted(text: str, common: str) -> bool:
    before, _, behind = text.partition(common)
    return not (before[-1:].isalnum() or behind[:1].isalnum()) and not (_said(before) and _said(behind))


def _said(text: str) -> str:
    return _AROUND.sub("", text)


def _planted_beside(text: str, common: str) -> str:
    before, _, behind = text.partition(common)
    return _said(before) or _said(behind)


def _is_planted_in(planted: str, told: ToldWords, farmed: bool) -> bool:
    if farmed and _is_untold(planted, told):
        return True
    sold = judge(planted, LIKELY_SPAM).spam and not measured(planted).reporting
    return sold and not told.tells_mostly(planted, least=1)


def _is_keyword_or_none(planted: str, told: ToldWords) -> bool:
    """Whether nothing stands beside a headline, or a keyword."""
    return not planted or _is_untold(planted, told)


def _is_untold(planted: str, told: ToldWords) -> bool:
    """Whether the article has no word of what stands beside its headline, and that reports nothing."""
    if not _SHORTEST_KEYWORD <= len(planted) <= _LONGEST_KEYWORD:
        return False
    line = measured(planted)
    return not line.reporting and not told.has_words_of(planted) and sells_or_leads(line)
