"""Lines in the form of furniture that a story tells: headings, items of lists, what a colon announces.

What stands around a line decides, and what the page says of it: no form of words does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from newsarchive.text.furniture.furniture_lines import BYLINE, DATE_PIECE, YEAR
from newsarchive.text.furniture.house_lines import HOUSE_HEAD
from newsarchive.text.sentences import FULL_STOP, is_dense, says_something

# How a line ends whose answer the next one is.
INTRODUCING = (":", "：")
# Words, or characters in Chinese, Japanese and Korean, of a line that announces the next; labels have less.
_ANNOUNCES, _ANNOUNCES_DENSE = 3, 6


@dataclass(frozen=True, slots=True)
class AskedLines:
    """What the page says of lines, asked for where it matters: `headings` over parts of it, `links`.

    `quoted` stand in quotations, `listed` in items of lists, `items` are whole ones; the site has `names`.
    `passages` head passages of the story, `amid` stand right in the boxes of its paragraphs and lead nowhere.
    `apart` are set apart by their form or place; `boxed` are the lines of each small box between paragraphs.
    `columns` stand in a column beside the story; `rows` are several links each.
    """

    headings: Callable[[], Collection[str]] = tuple
    links: Callable[[], Collection[str]] = tuple
    quoted: Callable[[], Collection[str]] = tuple
    listed: Callable[[], Collection[str]] = tuple
    names: Collection[str] = ()
    passages: Callable[[], Collection[str]] = tuple
    amid: Callable[[], Collection[str]] = tuple
    items: Callable[[], Collection[str]] = tuple
    apart: Callable[[], Collection[str]] = tuple
    boxed: Callable[[], Collection[tuple[str, ...]]] = tuple
    columns: Callable[[], Collection[str]] = tuple
    rows: Callable[[], Collection[str]] = tuple


NO_ASKED = AskedLines()

# Rules whose lines stay amid a list of the story's.
_LISTED = frozenset({"share_bar", "promotion", "editor_line", "page_id", "original_title", "question_marks"})
# Rules whose lines begin with a label, or lead elsewhere: no heading does.
_NO_HEADING = frozenset(
    {"original_title", "editor_line", "tag_list", "notice", "see_also", "headline", "control_label"}
)
# Rules whose lines may be answers; a number also at the end of the text.
_ANSWERS = frozenset({"share_bar", "page_id", "question_marks", "counter"})
# Rules whose lines come in series, hours of a live report and sizes of trees, and how many make one.
_SERIES, _OF_SERIES = frozenset({"counter", "source_line", HOUSE_HEAD}), 3
# A line that is drawn, or letters that are lost.
_NO_ANSWER = re.compile(r"[-_]+|[?\s]*\ufffd[?\ufffd\s]*")
_LONGEST_OF_SERIES = 24  # "Montag, 17. Februar 2026" and hours are no longer
_DIGITS = re.compile(r"\d+")
_CALLED = re.compile("[!¡！]")  # beside these, question marks are what the text is about
_ASCII_QUESTION = re.compile(r"[?\ufffd]")  # what programs write for letters that they have lost
_ORIGINAL = re.compile("原[题題]")  # of an exercise, too, and without a bracket
# What an exercise asks or gives, and how the line beside it begins.
_EXERCISE = re.compile("[=+×÷√∠△²³]|已知|多少|[证證]明|[，,；;]\\s?求")
_SOLUTION = re.compile(r"(?:变式|變式|解|解[析法答]|分析|答案?|思路|[证證]明)[一二三四五六\d]{0,2}\s?[:：]")
# A number in groups is one for people: of a book, of an account. Programs write whole ones, or letters.
_GROUPED = re.compile(r"\d+(?:-\d+)+")
# What a line names that announces the page's own counters and buttons: the page, or how often it is read.
_OF_PAGE = re.compile(
    r"\b(?:this|our) (?:page|article|story|post|news|report|(?:web)?site)\b|\bpage ?views\b"
    r"|\bdies\w{1,2} (?:artikel|beitrag|seite|text|meldung)|\baufrufe\b"
    r"|\bcet(?:te)? (?:article|page)\b|\bnombre de (?:lectures|vues|visites)\b"
    r"|\best[aeo] (?:nota|art[íi]culo|noticia|p[áa]gina|entrada|mat[ée]ria|artigo)\b|\bde la nota\b"
    r"|\bquest[oa]? (?:articolo|pagina|notizia)\b|\bvisualizza(?:zioni|tion)"
    r"|\bt(?:ego|ej|en|ę) (?:artyku|stron|wpis)|\bwyświetl|\bodsłon"
    r"|\bэт(?:ой|у|от|ого|им) (?:страни|стать|новост|материал)|просмотр"
    r"|\bbu (?:haber|yazı|sayfa)|[本此该][页文站篇网]"
    r"|[这此该](?:篇|条|则|个)?(?:文章|新闻|稿件|页面|消息|报道)"
    r"|(?:阅读|浏览|点击|访问)(?:次数|量|数|人数)|访客",
    re.IGNORECASE,
)
# What stands in lists of the story's: what costs how much, who wrote it, who came first. Of stories it is
# seldom told; the number before a line may be its place.
_OF_LIST = re.compile(r"[\d,，、]|第.{1,2}[名位]")
_PLACE = re.compile(r"\s*\d{1,2}\s?[.．、)）]")
# What a meeting is about, beside names: four words, or one that no tag has within it.
_BETWEEN_ITEMS = re.compile("[:：,，;；、]")
_WITHIN_TOPIC = re.compile(
    r"\s(?:(?:the|and|for|to|nach|zum|zur|für|und|pour|sur|para|sobre|per|для|через|için)\s)|^\s*the\s"
)
_WORDS_OF_TOPIC = 4
# A label and what stands behind it, in a line of a notice or of minutes.
_LABELLED_LINE = re.compile(r"[^\s：:。，！？\d]{1,8}\s?[:：]\s?\S")
_WHEN = re.compile(r"(?:时间|時間|日期)\s?[:：]")
_WHERE = re.compile(r"[^\s：:]{0,4}(?:地[点點址]|场所|場所|会场|會場)\s?[:：]")
# What only a page says beside its own day.
_READ_SO_OFTEN = re.compile("浏览|瀏覽|点击|點擊|人气|人氣|字号|字號|字体|阅读|閱讀|访问量")
_CONTACT = re.compile(r"联系电话\s?[:：]")
# What stands beside the telephone in an imprint.
_IMPRINT = re.compile(
    "地址|邮编|邮政编码|传真|电话|网址|(?:电子)?邮箱|主办|承办|技术支持|版权|投稿|(?:新闻|服务|读者|[报爆]料)热线"
    r"|(?:联系人|编辑)\s?[:：].{0,4}(?:编辑|记者|主编)|编辑(?:部|邮箱)"
)
_FARTHEST_MATE = 12  # lines of a notice: when, where, who speaks, what it costs, whom to call
# A heading over stories, or over what readers remark: under others a story lists books, or results.
_OF_STORIES = re.compile(
    "新闻|新聞|文章|报道|報導|资讯|消息|稿件|专题|链接|图片|图集|评论|評論|stories|articles?|posts?|news|links|topics"
    "|comment|reply|share",
    re.IGNORECASE,
)
# Who reads a text before it is printed; courts, contests and offices have such stages, films such makers.
_STAGE = re.compile(
    r"(?:主编|审核|审校|校对|校對|监制|监审|终审|初审|复审|[一二三]审|签发)人?\s?[:：]\s?(.+)"
)
_BETWEEN_NAMES = re.compile(r"[\s、，,/／|;；()（）\[\]【】]+")
# Of a person, or of an office that reads what is printed; the day of it names nobody either.
_NAME = re.compile(
    "[\u4e00-\u9fff·]{2,4}|[A-Za-z.]+|[\u4e00-\u9fff]{2,16}(?:[部科室局处社]|中心|集团)|(?:19|20)\\d\\d年.{1,3}月.{1,3}日"
)
# What papers credit their own people with, below a text.
_CREDITED = re.compile(
    "(?:文|图|文字|图片|文案|摄影|摄像|拍摄|撰文|撰稿|采写|来源|供稿(?:单位)?|供图|通讯员|记者|作者|编辑|责编|小编|美编|排版|策划|统筹|设计|制作|出品(?:单位)?|海报|视频)"
    r"\s?[/:：]"
)


def without_told(
    paragraphs: Sequence[str], rules: Sequence[str | None], asked: AskedLines
) -> list[str | None]:
    """Return the rules but for lines that the story tells."""
    told = _Told(paragraphs, list(rules), asked)
    for at, rule in enumerate(rules):
        if rule is not None and told.is_told(at, rule):
            told.rules[at] = None
    for at in told.in_series():
        told.rules[at] = None
    return told.rules


class _Told:
    """The lines of a text, their rules, and where its sentences stand."""

    def __init__(self, paragraphs: Sequence[str], rules: list[str | None], asked: AskedLines) -> None:
        self.lines, self.rules, self.asked = paragraphs, rules, asked
        prose = [at for at, rule in enumerate(rules) if rule is None and says_something(paragraphs[at])]
        self.prose = frozenset(prose)
        self.first, self.last = (prose[0], prose[-1]) if prose else (len(rules), -1)
        self.by_item = self._of_lists() if _LISTED.intersection(rules) else frozenset()

    def is_told(self, at: int, rule: str) -> bool:
        """Say whether what stands around a line, or what the page says of it, makes it the story's own."""
        line = self.lines[at]
        if _NO_ANSWER.fullmatch(line):
            return False
        if rule not in _NO_HEADING and at + 1 in self.prose and line in self.asked.passages():
            return True
        if at in self.by_item or (rule in _ANSWERS and not self._opens_bar(at) and self._is_announced(at)):
            return True
        return self._is_told_at_end(at, rule) or (
            self.first < at < self.last and self._is_told_inside(at, rule)
        )

    def _opens_bar(self, at: int) -> bool:
        """Whether a line is the first of several buttons: what a colon announces is one."""
        return self.rules[at : at + 2] == ["share_bar", "share_bar"]

    def _is_told_at_end(self, at: int, rule: str) -> bool:
        """Whether a line is told that goes at the ends of a text alone."""
        line = self.lines[at]
        if rule in {"source_line", "notice"}:
            return self._is_of_notice(at)
        if rule == "related_heading":
            return at > self.first and self._lists_own(at)
        if rule == "tag_list":
            return at - 1 in self.prose and _is_of_meeting(line) and line in self.asked.amid()
        return False

    def _is_told_inside(self, at: int, rule: str) -> bool:
        """Whether a line between sentences is told that goes wherever it stands."""
        line = self.lines[at]
        if rule == "page_id":
            return {at - 1, at + 1} <= self.prose and _GROUPED.fullmatch(line) is not None
        if rule == "original_title":
            return _ORIGINAL.match(line) is not None and self._is_exercise(at)
        if rule == "question_marks":
            return not _ASCII_QUESTION.search(line) or self._are_marks_told
        return rule == "editor_line" and self._is_stage(at)

    def _is_exercise(self, at: int) -> bool:
        """Whether a line asks something, or its solution stands below it."""
        return bool(_EXERCISE.search(self.lines[at]) or _SOLUTION.match(self.lines[at + 1]))

    @cached_property
    def _are_marks_told(self) -> bool:
        """Whether other lines are marks that call: a text on marks, of a game or of a grammar, has both."""
        marks = (line for line, rule in zip(self.lines, self.rules, strict=True) if rule in (None, "marks"))
        return any(len(line) <= _ANNOUNCES and _CALLED.search(line) for line in marks)

    def _is_announced(self, at: int) -> bool:
        """Whether the line above is the text's own and announces this one, and nothing that is the page's."""
        if not at or self.rules[at - 1] is not None:
            return False
        before = self.lines[at - 1]
        if not before.endswith(INTRODUCING) or _OF_PAGE.search(before):
            return False
        return len(before) > _ANNOUNCES_DENSE if is_dense(before) else len(before.split()) >= _ANNOUNCES

    def _of_lists(self) -> frozenset[int]:
        """The places of items that stand in a list of the story's, most items of which are its own.

        The list is announced, or the story goes on below it; what leads elsewhere is none of its items.
        """
        items, links = self.asked.items(), self.asked.links()
        found: set[int] = set()
        for is_item, run in groupby(range(len(self.lines)), lambda at: self.lines[at] in items):
            places = list(run)
            odd = [at for at in places if self.rules[at] is not None]
            if not is_item or not odd or 2 * len(odd) > len(places):
                continue
            goes_on = places[0] - 1 in self.prose and places[-1] < self.last
            if goes_on or self._is_announced(places[0]):
                found.update(at for at in odd if self.rules[at] in _LISTED and self.lines[at] not in links)
        return frozenset(found)

    def _lists_own(self, at: int) -> bool:
        """Whether a heading stands over lines that lead nowhere, all of them in the boxes of the story.

        Headlines lead nowhere either where a page was copied: most lines have a number, or a comma.
        """
        line = self.lines[at]
        if _OF_STORIES.search(line) or line not in self.asked.headings():
            return False
        if at < self._own_from or line not in self._amid:
            return False
        lines, listed = self._below[at]
        return 2 * listed > lines

    @cached_property
    def _below(self) -> list[tuple[int, int]]:
        """How many lines no rule takes from each place on, and how many of these have such a mark."""
        lines = listed = 0
        counts: list[tuple[int, int]] = []
        for line, rule in zip(reversed(self.lines), reversed(self.rules), strict=True):
            if rule is None:
                lines += 1
                listed += _OF_LIST.search(_PLACE.sub("", line, count=1)) is not None
            counts.append((lines, listed))
        return counts[::-1]

    @cached_property
    def _amid(self) -> frozenset[str]:
        return frozenset(self.asked.amid())

    @cached_property
    def _own_from(self) -> int:
        """The place behind the last line, of those no rule takes, outside the story's boxes or in a link."""
        links = frozenset(self.asked.links())
        outside = (
            at
            for at in range(len(self.lines) - 1, -1, -1)
            if self.rules[at] is None and (self.lines[at] not in self._amid or self.lines[at] in links)
        )
        return next(outside, -1) + 1

    def _mates(self, at: int) -> Iterator[int]:
        """The places of labelled lines right above and below one, in one run, that are the story's own."""
        for step in (-1, 1):
            near = at + step
            while (
                0 <= near < len(self.lines)
                and abs(near - at) <= _FARTHEST_MATE
                and _LABELLED_LINE.match(self.lines[near])
            ):
                if self.rules[near] is None and not BYLINE.match(self.lines[near]):
                    yield near
                near += step

    def _is_of_notice(self, at: int) -> bool:
        """Whether a line says when something takes place, or whom to call, beside other lines of a notice.

        A whole day may be the text's own: then the place stands beside it.
        """
        line = self.lines[at]
        mates = [*self._mates(at)]
        beside = [near for near in mates if abs(near - at) == 1]
        if _CONTACT.match(line):
            return at - 1 in beside and not all(_IMPRINT.match(self.lines[near]) for near in mates)
        if (label := _WHEN.match(line)) is None or not beside or _READ_SO_OFTEN.search(line):
            return False
        when = line[label.end() :].strip()
        if YEAR.search(when) and not DATE_PIECE.sub("", when).strip():
            return any(_WHERE.match(self.lines[near]) for near in beside)
        return True

    def _is_stage(self, at: int) -> bool:
        """Whether a line tells of a stage and names nobody, or stands amid other lines of a list."""
        if (stage := _STAGE.match(self.lines[at])) is None:
            return False
        pieces = [piece for piece in _BETWEEN_NAMES.split(stage[1]) if piece]
        if not all(map(_NAME.fullmatch, pieces)):
            return not any(mark in stage[1] for mark in ":：")
        mates = [*self._mates(at)]
        return len(mates) > 1 and any(not _CREDITED.match(self.lines[near]) for near in mates)

    def in_series(self) -> list[int]:
        """The places of lines of one form, numbers aside, each over a passage of its own."""
        forms: dict[int, str] = {}
        for at, rule in enumerate(self.rules):
            if rule in _SERIES and at + 1 in self.prose and len(self.lines[at]) <= _LONGEST_OF_SERIES:
                form = "" if rule == HOUSE_HEAD else _DIGITS.sub("0", self.lines[at])
                forms[at] = f"{rule} {form}"
        often = Counter(forms.values())
        return [at for at, form in forms.items() if often[form] >= _OF_SERIES]


def _is_of_meeting(line: str) -> bool:
    """Whether a list of topics ends with a stop, and one of them is more than a name: a tag is no more."""
    if not FULL_STOP.search(line):
        return False
    topics = _BETWEEN_ITEMS.split(line)[1:]
    return any(len(topic.split()) >= _WORDS_OF_TOPIC or _WITHIN_TOPIC.search(topic) for topic in topics)
