"""Lines around the article that credit somebody: by-lines, datelines, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from newsarchive.text.dates.date_labels import day_words, label_of
from newsarchive.text.furniture.trimming import letters_only
from newsarchive.text.metadata.author_roles import role_words
from newsarchive.text.metadata.byline_parts import AND_WORDS, PART_KINDS, part_words
from newsarchive.text.metadata.person_names import whole_agencies
from newsarchive.text.page.byline_labels import LABEL_KINDS, label_words

# Recognising the dateline a dispatch begins with: 新华社北京7月31日电, BEIJING (Reuters) —, 本报讯.

_CHINESE = re.compile(
    r"^(?:[（(【\[]\s?)?(?P<line>(?:据)?(?:[\u4e00-\u9fff]{2,12}(?:社|网|報|报|通讯社|在线|客户端|新闻)?)"
    r"(?:[\u4e00-\u9fff]{0,12}?(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:[\u4e00-\u9fff]{0,6})?(?:电|電|讯|訊))"
)
_SHORT = re.compile(
    r"^(?:[（(【\[]\s?)?(?P<line>(?:本报|本刊|本网|本台|[\u4e00-\u9fff]{2,8}(?:社|网"
    r"|报))(?:[\u4e00-\u9fff]{2,6}|\s)?(?:讯|消息|电|電|訊))(?=[\s　（(】\]）)])"
)
_LATIN = re.compile(
    r"^(?P<line>(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[ ,]{1,2}[A-ZÀ-Þ][\w'’.-]{1,20}){0,4},? )?\((?:R"
    r"euters|AP|AFP|UPI|Xinhua|dpa|CNN|IANS|ANI|EFE|ANSA|SID|sda|Bloomberg|TASS"
    r"|Kyodo)[^)]{0,20}\))\s?[-–—:]"
)


def find_dateline(paragraphs: tuple[str, ...]) -> str | None:
    """Return the dateline of the first paragraph that has one, among the first four, else None."""
    for paragraph in paragraphs[:4]:
        for pattern in (_CHINESE, _SHORT, _LATIN):
            match = pattern.match(paragraph[:120])
            if match:
                return match["line"].strip()
    return None


def quoted_headline(paragraph: str) -> str | None:
    """Return the headline a dateline paragraph quotes (`…电 题：…`), else None."""
    match = re.match(r"^.{4,60}?(?:电|電)[\s　]{0,3}(?:题|題)[:：]\s?(?P<title>.{4,100})$", paragraph)
    return match["title"].strip() if match and _CHINESE.match(paragraph) else None


# The outlet a Chinese page credits: 来源：, 稿源：, in the line under the headline or after the text.

_CREDIT = re.compile(
    r"(?:来源|來源|稿源|出处|信息来源|文章来源|新闻来源|消息来源)(?:于|自)?\s?[:：丨"
    r"|]?\s?[《“【]?(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·.-]{1,24})[》”】]?"
)
_LABEL = re.compile(r"(?:来源|來源|稿源)\s?[:：]$")
_NOT_OUTLET = re.compile(
    r"^(?:作者|编辑|责任|责编|时间|发布|网络|互联网|浏览|点击|字号|未知|本站|原创|于|自|的|是)|(?:的|是|了|为)$"
)
_CUT = re.compile(
    r"(?:作者|编辑|责任编辑|责编|发布|时间|浏览|点击|字号|评论|我要|分享|打印|进入|关注|记者|日期|手机|用手机).*$"
)


def credited_outlet(lines: Iterable[str]) -> str | None:
    """Return the name after 来源 in the first line that has one, else None."""
    texts = list(lines)
    for index, line in enumerate(texts):
        if len(line) > 150:
            continue
        match = _CREDIT.search(line)
        if match and (":" in match[0] or "：" in match[0] or len(line) < 40):
            name = _CUT.sub("", match["name"]).strip(" .-")
            if 2 <= len(name) <= 20 and not _NOT_OUTLET.search(name):
                return name
        if _LABEL.search(line) and index + 1 < len(texts) and 2 <= len(texts[index + 1]) <= 16:
            return texts[index + 1]
    return None


# Which lines of the page stand around the article: from headline to first sentence, and after the last.

# The facts under a headline and after an article stand within a few lines of them.
_ABOVE, _BELOW = 14, 12
# Letters from which a paragraph stands once on a page; shorter first lines repeat the headline or a link.
_UNMISTAKABLE, _DEEPEST = 20, 6

# More lines between standfirst and text are a list of something.
_MOST_BETWEEN = 6
# Remarks and other stories are read with some texts: then the by-line stands amid. Looked at are all lines
# between so many first paragraphs, and of so many the lines right behind each (set on 1,154 pages of our own,
# benchmarks/training/layout_pages.py).
_BEGINNING, _MOST_AMID, _RIGHT_BEHIND = 3, 12, 2
# Lines of a by-line and its day between a text's first paragraphs.
_BESIDE_STANDFIRST = 2
# Letters of a line that stand in others by chance: "1/7" in a day.
_BY_CHANCE = 4


@dataclass(frozen=True, slots=True)
class LinesAround:
    """Lines above the article's first paragraph (nearest last) and below its last (nearest first).

    `under_title` are those of `above` that stand below the headline, () where that is not found; `amid` stand
    between its first paragraphs, or right behind others; `over_title` is the one right above the headline.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]
    under_title: tuple[str, ...] = ()
    amid: tuple[str, ...] = ()
    over_title: tuple[str, ...] = ()


def lines_around(lines: tuple[str, ...], paragraphs: tuple[str, ...], title: str | None) -> LinesAround:
    """Return what stands around `paragraphs` in the page's `lines`; above reaches up to the title."""
    if not paragraphs:
        return LinesAround((), ())
    lead = next(
        (
            number
            for number, text in enumerate(paragraphs[:_DEEPEST])
            if len(letters_only(text)) >= _UNMISTAKABLE
        ),
        0,
    )
    first = _find(lines, paragraphs[lead], 0)
    if first is not None and lead:
        first = _first_of(lines, paragraphs[0], first, lead)
    between = _between(lines, paragraphs, first)
    last = _find(lines, paragraphs[-1], first or 0, final=True)
    above = lines[max(0, first - _ABOVE) : first] if first is not None else lines[: _ABOVE * 2]
    head = letters_only(title or "")
    shown = [
        index
        for index, line in enumerate(above)
        if head and (head in letters_only(line) or _broken_into(above[: index + 1], head))
    ]
    beneath = len(above) - shown[-1] - 1 if shown else 0
    over: tuple[str, ...] = ()
    if shown:
        broken = _broken_into(above[: shown[-1] + 1], head)
        begins = shown[-1] + 1 - max(1, broken)
        over = above[max(0, begins - 1) : begins]
        # One line again: the name in a headline is no line of its own, and credits nobody.
        headline = " ".join(above[begins : shown[-1] + 1])
        above = (*(over if beneath else above[:begins]), headline, *above[shown[-1] + 1 :])
    below = lines[last + 1 : last + 1 + _BELOW] if last is not None else ()
    under_title = (*above[len(above) - beneath :], *between) if shown else between
    return LinesAround((*above, *between), below, under_title, _amid(lines, paragraphs, first), over)


def _broken_into(lines: tuple[str, ...], head: str) -> int:
    """Return into how many of the last of `lines` a headline, given in letters, is broken; 0 for none."""
    joined = ""
    for number, line in enumerate(reversed(lines), start=1):
        joined = letters_only(line) + joined
        if not head.endswith(joined):
            return 0
        if joined == head:
            return number
    return 0


def _first_of(lines: tuple[str, ...], paragraph: str, found: int, lead: int) -> int:
    """Return where a text begins of which a later paragraph, number `lead`, stands in the line `found`.

    In the nearest line above that is `paragraph`, its first; else `lead` lines above.
    """
    wanted = letters_only(paragraph)
    above = range(found - 1, max(-1, found - lead - _BESIDE_STANDFIRST - 1), -1)
    whole = (index for index in above if wanted and letters_only(lines[index]) == wanted)
    return next(whole, max(0, found - lead))


def _between(lines: tuple[str, ...], paragraphs: tuple[str, ...], first: int | None) -> tuple[str, ...]:
    """The by-line may stand between the standfirst and the text."""
    if first is None or len(paragraphs) < 2:
        return ()
    second = _find(lines, paragraphs[1], first + 1)
    return lines[first + 1 : second] if second is not None and second - first <= _MOST_BETWEEN else ()


def _amid(lines: tuple[str, ...], paragraphs: tuple[str, ...], first: int | None) -> tuple[str, ...]:
    """What stands between the first paragraphs, and right behind others."""
    found: list[str] = []
    at = first
    for number, paragraph in enumerate(paragraphs[1:_MOST_AMID]):
        following = None if at is None else _find(lines, paragraph, at + 1)
        if at is None or following is None:
            break
        most = _MOST_BETWEEN if number < _BEGINNING else _RIGHT_BEHIND
        found += lines[at + 1 : min(following, at + 1 + most)]
        at = following
    return tuple(found)


def _find(lines: tuple[str, ...], paragraph: str, start: int, *, final: bool = False) -> int | None:
    wanted = letters_only(paragraph)[:40] if not final else letters_only(paragraph)[-40:]
    if not wanted:
        return None
    numbers = range(start, len(lines))
    inwards = reversed(numbers) if final else numbers
    if len(wanted) <= _BY_CHANCE:
        return next((index for index in inwards if wanted == letters_only(lines[index])), None)
    return next((index for index in inwards if wanted in letters_only(lines[index])), None)


# The words such lines are made of beside names.

# Letters of an initial, and of an editor's sign.
_LONGEST_SIGN = 4


def is_credit_word(word: str) -> bool:
    """Say whether a word labels somebody, says what somebody is, is an agency, or belongs to a day."""
    low = word.casefold().strip(".,'’-")
    if not low or low in _words() or whole_agencies(word):
        return True
    return label_of(low, "") in ("published", "updated")


def is_agency_code(word: str) -> bool:
    """Say whether a word in brackets behind a text is an agency's name or somebody's sign, "dpa", "ar"."""
    low = word.strip(".")
    return bool(whole_agencies(low)) or (len(low) <= _LONGEST_SIGN and low.islower())


@cache
def _words() -> frozenset[str]:
    labels = (*label_words(*LABEL_KINDS), *(word for kind in PART_KINDS for word in part_words(kind)))
    return frozenset(
        (*(part for label in labels for part in label.split()), *AND_WORDS, *role_words(), *day_words())
    )
