"""Who a Chinese page credits: by-lines, signatures and labels as newspapers, agencies and blogs write them.

A line is cut at its role words (记者, 通讯员, 文/, 作者：, 责编, 摄影 …), and each name belongs to the role
beside it: "本报记者 林晓 通讯员 周明 图/吴佳" names two authors. What is no person, 作者：新华社, is an
organisation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from newsarchive.text.metadata.chinese_lone_names import (
    DAY_OR_CLOCK,
    LONGEST_HAN_LINE,
    MOST_LONE,
    barred_name,
    is_nobody,
    is_sure_name,
    may_be_beside,
    names_beside_day,
)
from newsarchive.text.metadata.east_asian_names import (
    COMPOUND,
    NOT_A_NAME,
    chinese_words,
    is_common_han_name,
    is_han_name,
    is_han_organisation,
    words_like_names,
)
from newsarchive.text.metadata.person_names import is_person

_Kind = Literal["writer", "poster", "other"]

_HAN = "\u4e00-\u9fff"
# The words of the trade. An occupation may stand before a name without a mark; most labels need one.
_OCCUPATIONS = (
    r"(?:特约|特約|本报|驻京|首席|见习|見習|实习|實習|全媒体|融媒体|特派)?"
    r"(?:记者|記者|通讯员|通訊員|实习生|實習生|评论员|評論員|撰稿人)(?!招待会|招待會|[会會站节節证證团團])"
)
_UNMARKED = r"作者|撰文|(?:特约|特約)?撰稿|采写|採寫|采访|採訪|编译|編譯"
# "更多报道：" and "相关报道：" lead to other stories.
_OWN_REPORT = r"(?<!更多|相关|相關|有关|有關|详细|詳細|此前|往期|后续|後續|延伸)(?:报道|報道|報導)"
_MARKED = rf"文字|供稿|来稿|來稿|投稿|署名|整理|综合|原作者|执笔|執筆|本文作者|{_OWN_REPORT}"
_POSTERS = r"送交者|发帖人|发贴人|發帖人|楼主|樓主|博主"
_EDITED = r"(?:责任|責任|本文|网络|值班|执行|首席|版面|美术|新媒体)?(?:编辑|編輯)(?!部)|责编|責編"
_OTHERS = (
    rf"{_EDITED}|编审|主编|主編|审核|審核|审校|校对|校對"
    r"|监制|監製|终审|签发|美编|美編|策划|策劃|统筹|統籌|摄影记者|攝影記者|摄影|攝影|摄像|攝像|图片|圖片|制图|製圖|绘图"
    r"|插图|插圖|视频|視頻|剪辑|配音|翻译|翻譯|译者|譯者|文章录入|录入|上传|来源|來源|稿源|出处|时间|時間|日期|发布者?人?|發布者?人?|发表|點擊|点击"
    r"|浏览|瀏覽|阅读|閱讀|评论|評論(?!员|員)|字号|字體|字体|出版|更新|关键词|标签|栏目|版权|电话|邮箱|地址|原标题|标题"
    r"|受访者|嘉宾|主持人?|作者简介|作者單位|作者单位|图源|题图|封面"
)
_WRITTEN = r"文\s?[/、&]\s?图|图\s?[/、&]\s?文|圖\s?[/、&]\s?文|文\s?[/、&]\s?圖|文图|图文|圖文|文圖|文"
_PICTURED = r"图|圖|摄|攝"
# Labels of what a page tells beside who wrote: "来源：青河在线  记者 林晓".
_OF_THINGS = re.compile(
    r"来源|來源|稿源|出处|时间|時間|日期|点击|點擊|浏览|瀏覽|阅读|閱讀|评论|評論|字号|字體|字体|栏目"
)
# "地方中心／林曉雯報導": a desk and who reports; places there have two characters mostly.
_DESK_REPORTS = re.compile(rf"^(?P<name>[{_HAN}]{{3,4}})(?:报道|報道|报导|報導)$")
# Screens read the label with a pause: "作者, 林晓雯".
_PAUSED_LABEL = re.compile(r"^(?:作者|撰文|记者|記者),\s?(?P<names>[^:|]+)$")
_MARKS = ":/|"
_MARK = rf"\s?[{_MARKS}]\s?"
_END = r"(?=\s*(?:$|[)\]】〕,;。]))"
_EVENT = re.compile(
    rf"(?P<other>(?:{_OTHERS})(?:时间|時間|日期|于|於)?{_MARK}|(?<![{_HAN}])(?:{_PICTURED}){_MARK}"
    rf"|(?:摄影记者|攝影記者|责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對|摄影|攝影|通讯员供图|受访者供图)(?=\s?[{_HAN}])(?!部|报|報))"
    rf"|(?P<poster>(?:{_POSTERS}){_MARK})"
    rf"|(?P<writer>(?:{_OCCUPATIONS}|{_MARKED}|{_UNMARKED}|(?<![{_HAN}])(?:{_WRITTEN})){_MARK}|(?<![{_HAN}])(?:{_UNMARKED})\s)"
    rf"|(?P<occupation>{_OCCUPATIONS})"
    rf"|(?<=[{_HAN}A-Za-z][/\s])(?P<wrote>{_WRITTEN}|编译|編譯|整理|撰文|[{_HAN}]{{0,4}}(?:报道|報道|报导|報導){_END})(?=$|[\s)\]】〕,;。]|受访|供图)"
    rf"|(?<=[{_HAN}A-Za-z][/\s])(?P<pictured>{_PICTURED}|(?:摄影|攝影){_END})(?=$|[\s)\]】〕,;。])"
)
_LONGEST_LABEL = 10
_BARE_LABEL = re.compile(r"^(?:作者|撰文|撰稿|文/图|责任编辑|责编|编辑|来源)$")
_BULLETS = re.compile(r"^[\s□■◎●○▲△◆◇★☆※▪•·\-—*>#]+")
_SPACED_LABELS = re.compile(
    r"作\s+者|记\s+者|記\s+者|文\s+字|责\s?任\s?编\s?辑|责\s+编|编\s+辑|来\s+源|摄\s+影"
)
# "作者：林 晓 雯", "撰文：陳　怡君", alone behind a label: a name set wide to be as long as others.
_SPACED_NAME = re.compile(
    rf"(?<=:)\s?(?P<name>(?:[{_HAN}]|{'|'.join(COMPOUND)})\s(?:[{_HAN}]{{1,2}}|[{_HAN}]\s[{_HAN}]))"
    r"(?=\s?(?:$|[|,、;/(\d]))"
)
# Buttons for larger letters, side by side with the last name: "作者：林晓A+ A-".
_FONT_SIZE = re.compile(r"(?<![A-Za-z])A\s?[+-](?![\w+-])")
_BARS = str.maketrans(dict(zip("丨│︱┃‧•・．∕╱⁄", "||||····///", strict=True)))
# Characters of a line that are looked at.
_LONGEST_READ = 4_000
# The country of a writer, in brackets before the name.
_COUNTRY = re.compile(
    r"^[\[(【〔〈](?:美|英|法|德|日|俄|韩|加|意|奥|澳|印|以|西|荷|瑞|波|苏|古|港|台|新|马)[\u4e00-\u9fff]{0,3}[\])】〕〉]\s?"
)
_OPENING, _CLOSING = "([【〔〈<《", ")]】〕〉>"
_SEPARATORS = re.compile(r"(\s+|[、,/;&])")
_JOINED = re.compile(r"[和与與及]")
_REPORTED = re.compile(
    r"(?:综合|綜合|编译|摄影|专题|独家|特约|现场|即時|联合)*(?:报道|報道|报导|報導|采访|採訪|专电|發自|发自|专稿|撰文|外电|(?:\d{1,2}月)?(?:\d{1,2}日)?[专專]?(?:电|電|讯|訊)|整理|文/图)$"
)
_SHOT = re.compile(r"(?:摄影|攝影|摄|攝|供图|供圖|制图|绘|图)$")
# Behind the name and the place from which a dispatch was sent: "林志維洛杉磯17日專電".
_SENT = re.compile(r"\d{1,2}日(?P<special>[专專])?(?:电|電|讯|訊)$")
_DISTRICT = re.compile(rf"[{_HAN}]{{2,5}}[縣县市州省區区鄉乡鎮镇]")
_RUNS_ON = re.compile(
    r"(?:报道|報道|报导|報導|摄影|发自|综合|采写|从|在|获悉|称|通讯员|實習|实习|特约|编辑|责编|来源|日前|昨|今)"
)
# Names of other peoples, written in Chinese, mostly have these characters.
_SOUNDS = frozenset(
    "阿艾爱安巴白布达丹德迪丁尔法菲娜丽古哈海吉加娅卡克拉莱兰勒雷丽里力利林伦洛罗马玛麦买曼梅米默姆穆纳娜尼努欧帕皮普其奇齐恰热仁赛"
    "萨桑森莎沙斯苏索塔泰坦特提铁图吐托瓦旺维乌西希夏雅亚伊依约扎泽孜次卓多央金措尖参合木提江古丽麦买提洪别克那莫桑格旦增"
)
# Three-quarters of a name of such characters.
_SOUNDING = 0.75
_LONGEST_LABELLED, _LONGEST_PEN_NAME, _LONGEST_SECOND, _MOST_NAMES = 200, 12, 8, 12
# Dispatches put their by-line into the first words, old newspapers sign behind the last.
_HEAD, _TAIL = 70, 60
_SENTENCE = re.compile(r"[。!?…]")
_BRACKETED = re.compile(r"[(【\[〔](?P<inner>[^()【】〔〕\[\]]{2,70})[)】\]〕]")
_DATELINED = re.compile(
    rf"^.{{0,40}}?(?:电|讯|電|訊|消息)[\s)】]{{0,3}}(?P<line>[{_HAN}]{{0,10}}(?:记者|記者)\s?[{_HAN}·]{{2,12}}(?:报道|報導|報道)?)(?=[\s,。:]|$)"
)
_LAST_WORDS = re.compile(r"(?<=[。!?…)”])[^。!?…)”]+$")
_ROLE_IN_SIGHT = re.compile(r"[:/|]|记者|記者")
_LABELLED = re.compile(rf"作者{_MARK}|(?:来源|來源|发布时间|責任編輯|责任编辑){_MARK}")
_FILED = re.compile(r"(?:电|讯|電|訊|消息)\s*$")
_POSTED = re.compile(
    r"^由(?P<given>[^\s,。]{2,8}?)(?:张贴|发表|发布)|^(?P<first>[^\s,。:]{2,10}?)\s?(?:发表|写|发布|张贴)于\s?:?\s?(?:19|20)\d\d"
)
# Themes in English: "Posted by 林晓"; at the beginning, or behind a bar, "Written by 林晓, 4 May 2031" and
# "Author: 林晓" too: "Cover author: 林晓" and "Translated by 林晓, 2031" name others.
_POSTED_BY = re.compile(
    r"(?:^|\s)(?:[Pp]osted )?[Bb]y:?\s(?P<by>[^\s,。:]{2,12})(?=\s|$)"
    r"|(?:^|[|·]\s?)(?:(?:(?i:posted|written) )?[Bb]y:?|[Aa]uthor:)\s"
    r"(?P<author>[^\s,。:|]{2,12})(?=[\s,|]|$)"
)


@dataclass(frozen=True, slots=True)
class ChineseCredits:
    """Authors with a role word or a signature; names without one, and posters; bodies named as authors."""

    authors: tuple[str, ...] = ()
    lone: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def chinese_credits(
    lines: Iterable[str],
    under_title: Iterable[str] = (),
    last: Iterable[str] = (),
    titles: Iterable[str] = (),
) -> ChineseCredits:
    """Return whom `lines`, those about a Chinese article, credit with it, in order, each once.

    `under_title` are those between headline and text, where a name may stand without a role, as it may before
    the colon of one of the `titles`; `last` are the last paragraphs, which may be signed in brackets.
    """
    credited, heads = _Credited(), tuple(map(_normal, titles))
    for line in _joined_labels(lines):
        credited.read(line)
        credited.read_posted(_normal(line[:LONGEST_HAN_LINE]), _POSTED)
    for line in last:
        credited.read_signature(_normal(line))
        credited.read_posted(_normal(line[:LONGEST_HAN_LINE]), _POSTED_BY)
    over = ""
    for line in under_title:
        text = _normal(line)
        names = () if _OVER_NAMES.search(over) else _lone_names(text)
        names = names or barred_name(text) or names_beside_day(text) or _dated_name(text)
        credited.lone += names or _kicker_names(text, heads)
        over = text
        credited.read_posted(_normal(line[:LONGEST_HAN_LINE]), _POSTED_BY)
    return credited.result()


class _Credited:
    """What has been read so far, by the role it has."""

    def __init__(self) -> None:
        self.names: dict[_Kind, list[str]] = {"writer": [], "poster": [], "other": []}
        self.bodies: list[str] = []
        self.lone: list[str] = []

    def result(self) -> ChineseCredits:
        authors = tuple(dict.fromkeys(self.names["writer"]))[:_MOST_NAMES]
        others = frozenset(self.names["other"])
        lone = [name for name in (*self.lone, *self.names["poster"]) if name not in others]
        return ChineseCredits(
            authors, tuple(dict.fromkeys(lone))[:_MOST_NAMES], tuple(dict.fromkeys(self.bodies))[:_MOST_NAMES]
        )

    def read(self, line: str) -> None:
        """A short line is a by-line as a whole; of a paragraph only its first words and its end are read."""
        text = _normal(line)
        longest = _LONGEST_LABELLED if _LABELLED.search(text) else LONGEST_HAN_LINE
        if (paused := _PAUSED_LABEL.match(text)) and (names := _all_names(paused["names"])):
            self.names["writer"] += names
            return
        if len(text) <= longest and not _SENTENCE.search(text.rstrip("。")) and _EVENT.search(text):
            self.read_piece(text)
            return
        self.names["writer"] += _signed(text)
        for first, part in ((True, text[:_HEAD]), (False, text[-_TAIL:])):
            for match in _BRACKETED.finditer(part):
                inner = match["inner"]
                if _EVENT.search(inner):
                    self.read_piece(inner)
                elif first and _FILED.search(part[: match.start()]):
                    self.names["writer"] += _all_names(inner)
        if dated := _DATELINED.match(text[:_HEAD]):
            self.read_piece(dated["line"])
        ending = _LAST_WORDS.search(text)
        if ending and len(ending[0]) <= LONGEST_HAN_LINE and _ROLE_IN_SIGHT.search(ending[0]):
            self.read_piece(ending[0])

    def read_piece(self, text: str) -> None:
        """Give every name in `text` to the role word before it, or right behind it."""
        kind: _Kind | None = None
        waiting: list[str] = []
        at, marked, fresh = 0, False, False
        for match in _EVENT.finditer(text):
            gap, event = text[at : match.start()], match.lastgroup
            if event == "occupation" and marked:
                gap = _without_house(gap)
            names, bodies = _read_gap(gap, kind, marked=marked)
            waiting += names
            at = match.end()
            if event == "wrote" and (reporter := _reporter_of_desk(gap, match[0])):
                self.names["writer"].append(reporter)
                continue
            if event in {"wrote", "pictured"}:
                self.names["writer" if event == "wrote" else "other"] += (
                    waiting if kind else _trailing_names(gap)
                )
                waiting = []
                continue
            if kind:
                self.names[kind] += waiting
            if event != "occupation":
                self.bodies += bodies
            # "图/本报记者 吴佳": the photographer is a reporter too.
            if not (event == "occupation" and kind == "other" and fresh and not waiting):
                kind = "poster" if event == "poster" else "other" if event == "other" else "writer"
            marked = event != "other" and match[0].rstrip()[-1:] in _MARKS
            waiting, fresh = [], event == "other" and not _OF_THINGS.match(match[0])
        if kind:
            names, bodies = _read_gap(text[at:], kind, marked=marked)
            self.names[kind] += waiting + names
            self.bodies += bodies

    def read_signature(self, paragraph: str) -> None:
        """A name alone in brackets behind the last words."""
        match = re.search(r"[。!?;…”]\s?\((?P<inner>[^()]{2,20})\)$", paragraph)
        if match:
            self.names["writer"] += _all_names(match["inner"])

    def read_posted(self, line: str, form: re.Pattern[str]) -> None:
        """Who put a text on a board or blog, by a sentence that says so."""
        posted = form.search(line)
        name = posted[posted.lastgroup or 0] if posted else ""
        if posted and posted.lastgroup == "author" and not is_sure_name(name):
            return
        if posted and _is_pen_name(name) and not is_nobody(name):
            self.names["poster"].append(name)


def _without_house(gap: str) -> str:
    """What stands before an occupation, without the house glued to it: "作者：青河周末记者 林晓"."""
    before, word = gap[: (gap.rfind(" ") + 1)], gap[gap.rfind(" ") + 1 :]
    is_one = (
        word and not re.search(_SEPARATORS, word) and not is_han_name(word) and not is_han_organisation(word)
    )
    return before if is_one else gap


def _reporter_of_desk(gap: str, told: str) -> str | None:
    """The name between a desk's bar and the word for reporting."""
    desk, found = gap.rstrip(), _DESK_REPORTS.match(told)
    if found is None or not desk.endswith("/") or not is_han_organisation(desk[:-1].strip()):
        return None
    name = found["name"]
    return name if is_sure_name(name) and not _DISTRICT.fullmatch(name) else None


def _read_gap(gap: str, kind: _Kind | None, *, marked: bool) -> tuple[list[str], list[str]]:
    """The names `gap` begins with, and bodies named as they are; behind a label with a mark pen names too."""
    names: list[str] = []
    bodies: list[str] = []
    if kind is None:
        return names, bodies
    gap = _COUNTRY.sub("", gap.lstrip(" \"'"))
    for number, (token, closed) in enumerate(_tokens(gap)):
        found = _names_of(token, closed=closed)
        if not found and marked and kind != "other" and not is_nobody(token):
            if is_han_organisation(token):
                bodies.append(token)
                continue
            if _is_pen_name(token) and (not number or len(token) <= _LONGEST_SECOND):
                found = [token]
        if not found:
            break
        names += found
    return names, bodies


def _ends_of(line: str) -> str:
    """A line, or of a very long one its beginning and its end: there are by-lines and signatures."""
    return line if len(line) <= _LONGEST_READ else line[: _LONGEST_READ // 2] + line[-_LONGEST_READ // 2 :]


def _normal(line: str) -> str:
    """Widths folded, bars and dots of one kind, ornaments and the spaces in labels off."""
    text = unicodedata.normalize("NFKC", _ends_of(line)).translate(_BARS)
    text = _SPACED_LABELS.sub(lambda match: re.sub(r"\s", "", match[0]), text)
    text = _SPACED_NAME.sub(_joined_name, _FONT_SIZE.sub(" ", text))
    return _BULLETS.sub("", text).strip()


def _joined_name(spaced: re.Match[str]) -> str:
    """The name without its spaces, where the characters are one."""
    name = re.sub(r"\s", "", spaced["name"])
    return name if is_han_name(name) else spaced[0]


def _joined_labels(lines: Iterable[str]) -> Iterator[str]:
    """A label that ends its line belongs to the next one, "作者：" over "林晓"."""
    waiting = ""
    for line in lines:
        label = _normal(line) if len(line) <= _LONGEST_LABEL else ""
        if label and (_BARE_LABEL.match(label) or (label.endswith(":") and _EVENT.search(label))):
            waiting += f" {label.rstrip(':')}: "
            continue
        yield f"{waiting}{line}".strip() if len(line) <= LONGEST_HAN_LINE // 2 else line
        waiting = ""


def _tokens(gap: str) -> Iterator[tuple[str, bool]]:
    """The words up to a bracket, each with whether nothing but a mark follows; "林 晓" is one."""
    for number, char in enumerate(gap):
        if char in _OPENING and number:
            gap = gap[:number] + "\n"
            break
        if char in _CLOSING:
            gap = gap[:number] + "\n"
            break
    closed = gap.endswith("\n")
    words = [word for word in _SEPARATORS.split(gap) if word.strip()]
    single = ""
    for index, word in enumerate(words):
        if re.fullmatch(_SEPARATORS, word):
            continue
        if len(word) == 1 and re.match(f"[{_HAN}]", word) and len(single) < 2:
            single += word
            following = words[index + 1] if index + 1 < len(words) else ""
            if len(following) == 1 and re.match(f"[{_HAN}]", following) and len(single) < 2:
                continue
            yield single, True
            single = ""
            continue
        if single:
            yield single, False
            single = ""
        latin = re.fullmatch(r"[A-Z][\w. '-]*", word)
        if latin and index + 1 < len(words) and re.fullmatch(r"[A-Z][\w.'-]*", words[index + 1]):
            words[index + 1] = f"{word} {words[index + 1]}"
            continue
        yield word, closed and index == len(words) - 1


def _names_of(token: str, *, closed: bool) -> list[str]:
    """The one or two names a word is; what runs on behind it, a place and 报道, off."""
    # "李明摄" took the picture; no given name ends so.
    if len(token) > 2 and (token[-1] in "摄攝" or (_SHOT.search(token) and not is_han_name(token))):
        return []
    bare = _REPORTED.sub("", token) or token
    for name in (token, bare):
        if is_han_name(name):
            return [name]
    is_longer, sent = bare != token or len(token) >= 4, _SENT.search(token)
    if is_longer and (writer := _before_place(bare, is_sent=sent is not None)):
        return [writer]
    stop = _RUNS_ON.search(token, 2)
    if stop and is_han_name(token[: stop.start()]):
        return [token[: stop.start()]]
    parts = _JOINED.split(bare)
    if len(parts) == 2 and all(map(is_han_name, parts)):
        return parts
    # Behind the name in a dispatch stands a place, which need not be known.
    is_other = not (sent and sent["special"]) and _sounds_foreign(bare, closed=closed and not sent)
    return [token] if _is_foreign(token) else [bare] if is_other else []


def _before_place(text: str, *, is_sent: bool) -> str | None:
    """The name before the place that somebody writes from, None for other texts.

    The place is one of a list or, in a dispatch, a district; where two names leave one, it is nobody's.
    """
    lengths = [length for length in (3, 2, 4) if is_han_name(text[:length])]
    known = [length for length in lengths if text[length:] in chinese_words("places")]
    districts = [length for length in lengths if is_sent and _DISTRICT.fullmatch(text[length:])]
    return text[: known[0]] if known else text[: districts[0]] if len(districts) == 1 else None


def _is_foreign(token: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}", token))


def _sounds_foreign(bare: str, *, closed: bool) -> bool:
    """Names of other peoples: of their characters, or alone between the role and a bracket."""
    sounds = sum(char in _SOUNDS for char in bare) >= _SOUNDING * len(bare)
    is_alone = 3 <= len(bare) <= 7 and bool(re.fullmatch(f"[{_HAN}]+", bare))
    return (closed or sounds) and is_alone and not NOT_A_NAME.search(bare)


def _is_pen_name(token: str) -> bool:
    return (
        2 <= len(token) <= _LONGEST_PEN_NAME
        and is_person(token)
        and not re.search(r"[:。,%@《》“”\"<>]", token)
    )


def _all_names(text: str) -> list[str]:
    """The names where there is nothing else."""
    found = [token for token, _ in _tokens(text)]
    return found if 1 <= len(found) <= 4 and all(map(is_han_name, found)) else []


def _kicker_names(text: str, titles: tuple[str, ...]) -> list[str]:
    """A pen name that stands in a line of its own and before the headline's colon, as columns have it."""
    is_kicker = re.fullmatch(f"[{_HAN}]{{2,4}}", text) and any(one.startswith(f"{text}:") for one in titles)
    return [text] if is_kicker and is_person(text) and not is_han_organisation(text) else []


def _signed(text: str) -> list[str]:
    match = re.fullmatch(r"[(【\[〔](?P<inner>[^()]{2,24})[)】\]〕]", text)
    return _all_names(match["inner"]) if match else []


def _trailing_names(gap: str) -> list[str]:
    """The names right before a role word that stands behind them, "林晓 周明/文"."""
    found: list[str] = []
    for token, _ in list(_tokens(gap.strip(f" /{_OPENING}")))[::-1]:
        names = _names_of(token, closed=False)
        if not names:
            break
        found = names + found
    return found


# "林晓2010-03-04 10:12要闻": boxes side by side are read as one word.
_GLUED_DATE = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4})\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")


# "青河晚报林晓2010-03-04 10:12".
_HOUSE_AND_DATE = re.compile(
    rf"^(?P<words>[{_HAN}]{{2,12}}(?:[报報网網社台刊]|新闻|新聞|客户端)[{_HAN}]{{2,3}})\s?(?:19|20)\d\d[-/.年]\s?\d{{1,2}}[-/.月]"
)


# The second character of words that name sections and begin like a name: 文荟, 文汇, 金融.
_CULTURE = re.compile(r"^文[荟薈汇匯苑萃史化艺藝学學娱娛旅体體]")


def _dated_name(text: str) -> list[str]:
    """The name that a line begins with, right before a day in figures; no sentence writes a day so.

    A newspaper may stand before it.
    """
    if len(text) > LONGEST_HAN_LINE or _SENTENCE.search(text):
        return []
    if found := _GLUED_DATE.match(text):
        name = found["name"]
    elif found := _HOUSE_AND_DATE.match(text):
        words = found["words"]
        name = next((words[-length:] for length in (3, 2) if is_han_organisation(words[:-length])), "")
        # Behind a paper's name a place or a section stands as well.
        if not is_sure_name(name) or _CULTURE.search(name):
            return []
    else:
        return []
    return [name] if is_common_han_name(name) and name not in words_like_names() else []


# "林晓 · 2010-03-04" and nothing else: between two names the mark is of a cast, or of a headline.
_NAME = f"(?P<name>[{_HAN}]{{2,4}})"
_NAME_AND_DAY = re.compile(rf"{_NAME}\s[·|•–—-]\s(?:{DAY_OR_CLOCK.pattern})(?:\s\d{{1,2}}:\d{{2}})?")
# As themes in English write it: "陳國棟 on October 24, 2026".
_NAME_ON_DAY = re.compile(rf"{_NAME} on (?:[A-Z][a-z]{{2,8}} \d\d?,?|\d\d? [A-Z][a-z]{{2,8}}) \d{{4}}")


# "林晓（左）在桥上。": a caption says who is where, or goes on behind the bracket.
_GOES_ON = re.compile(
    rf"[(（\[【](?:[前后後]排)?[左右中](?:[一二三四五六七八九起侧側]|\d)*[)）\]】]|[)）]\s?[{_HAN}]{{2,}}"
)
# Over the names of those who won or were chosen: "一等奖（3名）", "获奖名单：".
_OVER_NAMES = re.compile(
    r"(?:[一二三四特金银銀铜銅优優]等?[奖獎]|(?:获奖|獲獎|入选|入選|当选|當選|录取|錄取)\S{0,6}[:：]|名[单單][:：]?|\d\s?[名人位])[)）]?[:：]?$"
)


def _lone_names(text: str) -> list[str]:
    """The names of a line of names, with its day and newspaper or without: "2010-03-04 青河日报 林晓"."""
    if len(text) > LONGEST_HAN_LINE or _EVENT.search(text):
        return []
    if beside := _NAME_AND_DAY.fullmatch(text) or _NAME_ON_DAY.fullmatch(text):
        return [beside["name"]] if is_sure_name(beside["name"]) else []
    if _GOES_ON.search(text):
        return []
    rest = [token for token in _words_of_names(text) if not is_han_organisation(token)]
    if not 1 <= len(rest) <= MOST_LONE or not any(map(is_common_han_name, rest)):
        return []
    if not words_like_names().isdisjoint(rest):
        return []
    # Beside a common surname a rare one is one too.
    return rest if all(is_common_han_name(one) or may_be_beside(one) for one in rest) else []


def _words_of_names(text: str) -> list[str]:
    """The words of a line without its day; behind a name and its day sections and tags stand, as names do."""
    day = DAY_OR_CLOCK.search(text)
    before = [token for token, _ in _tokens(text[: day.start()])] if day else []
    if day is None or _SENTENCE.search(text) or not any(map(is_common_han_name, before)):
        return [token for token, _ in _tokens(DAY_OR_CLOCK.sub(" ", text))]
    behind = (token for token, _ in _tokens(DAY_OR_CLOCK.sub(" ", text[day.end() :])))
    return before + [token for token in behind if is_sure_name(token)]


# The editor, a person of another role.

_EDITOR_NAME = rf"[{_HAN}A-Za-z][{_HAN}A-Za-z_·0-9.]{{0,15}}(?: [{_HAN}](?![{_HAN}]))?"
# Behind a label without a mark the name ends the line or its part: "小编辛苦了，" is a reader's sentence.
_EDITOR = re.compile(
    rf"(?:(?:{_EDITED}|小编)\s?]?\s?[{_MARKS}]\s?|(?:{_EDITED})]\s?|(?:{_EDITED})\s?(?=[^\s,。!?;]+(?:\s|[)\]|/、]|$)))"
    rf"(?P<name>{_EDITOR_NAME})(?P<more>(?:[、,]\s?{_EDITOR_NAME})*)"
)
_LONGEST_EDITED = 200


def find_editor(lines: Iterable[str]) -> str | None:
    """Return the name, or names, after 责任编辑, 责编 or 编辑, in its line or the next, else None."""
    for line in _joined_labels(lines):
        match = _EDITOR.search(_normal(line).replace("】", "]")) if len(line) <= _LONGEST_EDITED else None
        if match and _is_editor_name(name := re.sub(r"\s", "", match["name"])):
            more = (re.sub(r"\s", "", one) for one in re.split("[、,]", match["more"]) if one)
            return "、".join((name, *takewhile(is_han_name, more)))
    return None


def _is_editor_name(name: str) -> bool:
    return is_han_name(name) or (
        name.isascii() and 2 <= len(name) <= 12 and name[0].isalpha() and name.lower() != "admin"
    )
