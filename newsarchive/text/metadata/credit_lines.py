"""Lines around the article that credit somebody: by-lines, datelines, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.text.furniture.trimming import letters_only
from newsarchive.text.metadata.person_names import NOT_A_NAME, is_han_name, is_person

# Reading Chinese by-lines: 记者, 通讯员, 文/, 作者, and who is the editor.

# A by-line is a short line; in a paragraph it stands in brackets or right after the dateline.
LONGEST_BYLINE = 80
# Names of other peoples, written in Chinese, have up to six characters and no surname in the list.
LONGEST_UNKNOWN = 6
CLOSING = (")", "）", "】", "〕")
HAN_ONLY = re.compile(r"^[\u4e00-\u9fff]+$")
# A role word is no name: "记者 林晓 通讯员 周明" names two people.
NAME = r"(?!记者|記者|通讯|通訊|实习|實習|摄影|编辑|特约)[\u4e00-\u9fff][\u4e00-\u9fff·•]{1,11}"
SEPARATOR = r"[\s、,，/／&和与]{1,3}"
AFTER_ROLE = re.compile(
    rf"(?:记者|記者|通讯员|通訊員|实习生|實習生|撰稿人|评论员)(?:/文|/图)?\s?[:：/／丨"
    rf"|]?\s?(?P<names>{NAME}(?:{SEPARATOR}{NAME}){{0,8}})"
)
LABELLED = re.compile(
    r"(?:^|[\s（(【\[|])(?:本文)?(?:作者|撰文|撰稿|文字|采写|文|作 者)\s?[:：/／丨|]\s?"
    r"(?P<names>[^\s:：。！？，；|()（）【】\[\]来]{2,12}"
    r"(?:[\s、,，/]{1,2}(?![^\s:：]{1,8}\s?[:：])[^\s:：。！？，；|()（）【】\[\]]{2,12}){0,5})"
)
BRACKETED = re.compile(
    r"[（(【\[〔](?P<inner>[^（）()【】〔〕]{0,10}(?:记者|記者|通讯员|作者|文/)[^（）()【】〔〕]{2,60})[）)】\]〕]"
)
DATELINED = re.compile(
    rf"^.{{0,40}}?(?:电|讯|電|訊)[\s　）)]{{0,3}}(?P<byline>(?:[^，。]{{0,12}})记者\s?{NAME}.{{0,30}})"
)
# Signed by itself at the end, "（林晓）"; posted, "由林晓张贴" or "林晓写于2010年".
SIGNED = re.compile(rf"^[（(]\s?(?P<names>{NAME}(?:{SEPARATOR}{NAME}){{0,3}})\s?[)）]$")
POSTED = re.compile(
    r"^由(?P<names>[^\s，。]{2,8}?)(?:张贴|发表|发布)|^(?P<writer>[^\s，。]{2,8})写于\s?\d{4}年"
)
EDITOR = re.compile(
    r"(?:责任编辑|責任編輯|责编|責編|本文编辑|网络编辑|编辑|編輯|小编)\s?[】]?\s?[:：/／丨"
    r"|]?\s?(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z_·0-9.]{0,15}(?: [\u4e00-\u9fff]"
    r"(?![\u4e00-\u9fff]))?)"
)
STOP = re.compile(
    r"(?:报道|報道|报导|摄影?|攝|图|发自|文|综合|采写|从|在|获悉|称|通讯员|實習|实习|特约|编辑|责编|来源|日前)"
)


def byline_authors(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the people the lines name as authors, in order, each once."""
    found: list[str] = []
    for line in lines:
        for piece in _byline_pieces(line):
            found += [name for name in _names(piece) if name not in found]
    return tuple(found)


def authors_after_labels(lines: Iterable[str]) -> tuple[str, ...]:
    """Return who stands after 作者：, 文/ and the like; pen names too."""
    found: list[str] = []
    for line in lines:
        for match in LABELLED.finditer(line[:400]):
            names = [name.strip("·•") for name in re.split(r"[\s、,，/]+", match["names"])]
            found += [name for name in names if 2 <= len(name) <= 8 and is_person(name) and name not in found]
        posted = POSTED.match(line[:60])
        if posted and is_person(name := posted["names"] or posted["writer"]) and name not in found:
            found.append(name)
    return tuple(found)


def find_editor(lines: Iterable[str]) -> str | None:
    """Return the name after 责任编辑, 责编 or 编辑, in its line or the next, else None."""
    texts = list(lines)
    for index, line in enumerate(texts):
        if len(line) > 200:
            continue
        match = EDITOR.search(line)
        if match and _is_editor_name(match["name"]):
            return re.sub(r"\s", "", match["name"])
        if (
            re.search(r"(?:责任编辑|責任編輯|责编|責編|编辑)\s?[:：]$", line)
            and index + 1 < len(texts)
            and is_han_name(texts[index + 1])
        ):
            return texts[index + 1]
    return None


def _is_editor_name(name: str) -> bool:
    bare = re.sub(r"\s", "", name)
    return is_han_name(bare) or (
        bare.isascii() and 2 <= len(bare) <= 12 and bare[0].isalpha() and bare.lower() != "admin"
    )


def _byline_pieces(line: str) -> list[str]:
    if len(line) <= LONGEST_BYLINE and not re.search(r"[。！？；]", line.rstrip("。")):
        return [line]
    head, tail = line[:200], line[-80:]
    pieces = [f"{match['inner']}）" for part in (head, tail) for match in BRACKETED.finditer(part)]
    dated = DATELINED.match(head)
    return pieces + ([dated["byline"]] if dated else [])


def _names(piece: str) -> list[str]:
    found: list[str] = []
    for match in AFTER_ROLE.finditer(piece):
        for raw in re.split(SEPARATOR, match["names"]):
            # What stands alone between the role and the bracket is a name, whatever its first character.
            name = _cut_name(raw) or (
                raw if piece[match.end() : match.end() + 1] in CLOSING and _may_be_name(raw) else None
            )
            if not name:
                break
            found.append(name)
    return found + _signed(piece)


def _signed(piece: str) -> list[str]:
    signed = SIGNED.match(piece)
    names = re.split(SEPARATOR, signed["names"]) if signed else []
    return names if all(map(is_han_name, names)) else []


def _may_be_name(raw: str) -> bool:
    return 2 <= len(raw) <= LONGEST_UNKNOWN and bool(HAN_ONLY.match(raw)) and not NOT_A_NAME.search(raw)


def _cut_name(raw: str) -> str | None:
    """The name at the start of `raw`, without what runs on (`张三报道`, `李四摄`)."""
    stop = STOP.search(raw, 2) if len(raw) > 2 else None
    name = raw[: stop.start()] if stop else raw
    return name if is_han_name(name) else None


# Recognising the dateline a dispatch begins with: 新华社北京7月31日电, BEIJING (Reuters) —, 本报讯.

CHINESE = re.compile(
    r"^(?:[（(【\[]\s?)?(?P<line>(?:据)?(?:[\u4e00-\u9fff]{2,12}(?:社|网|報|报|通讯社|在线|客户端|新闻)?)"
    r"(?:[\u4e00-\u9fff]{0,12}?(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:[\u4e00-\u9fff]{0,6})?(?:电|電|讯|訊))"
)
SHORT = re.compile(
    r"^(?:[（(【\[]\s?)?(?P<line>(?:本报|本刊|本网|本台|[\u4e00-\u9fff]{2,8}(?:社|网"
    r"|报))(?:[\u4e00-\u9fff]{2,6}|\s)?(?:讯|消息|电|電|訊))(?=[\s　（(】\]）)])"
)
LATIN = re.compile(
    r"^(?P<line>(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[ ,]{1,2}[A-ZÀ-Þ][\w'’.-]{1,20}){0,4},? )?\((?:R"
    r"euters|AP|AFP|UPI|Xinhua|dpa|CNN|IANS|ANI|EFE|ANSA|SID|sda|Bloomberg|TASS"
    r"|Kyodo)[^)]{0,20}\))\s?[-–—:]"
)


def find_dateline(paragraphs: tuple[str, ...]) -> str | None:
    """Return the dateline of the first paragraph that has one, among the first four, else None."""
    for paragraph in paragraphs[:4]:
        for pattern in (CHINESE, SHORT, LATIN):
            match = pattern.match(paragraph[:120])
            if match:
                return match["line"].strip()
    return None


def quoted_headline(paragraph: str) -> str | None:
    """Return the headline a dateline paragraph quotes (`…电 题：…`), else None."""
    match = re.match(r"^.{4,60}?(?:电|電)[\s　]{0,3}(?:题|題)[:：]\s?(?P<title>.{4,100})$", paragraph)
    return match["title"].strip() if match and CHINESE.match(paragraph) else None


# The outlet a Chinese page credits: 来源：, 稿源：, in the line under the headline or after the text.

CREDIT = re.compile(
    r"(?:来源|來源|稿源|出处|信息来源|文章来源|新闻来源|消息来源)(?:于|自)?\s?[:：丨"
    r"|]?\s?[《“【]?(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·.-]{1,24})[》”】]?"
)
LABEL = re.compile(r"(?:来源|來源|稿源)\s?[:：]$")
NOT_OUTLET = re.compile(
    r"^(?:作者|编辑|责任|责编|时间|发布|网络|互联网|浏览|点击|字号|未知|本站|原创|于|自|的|是)|(?:的|是|了|为)$"
)
CUT = re.compile(
    r"(?:作者|编辑|责任编辑|责编|发布|时间|浏览|点击|字号|评论|我要|分享|打印|进入|关注|记者|日期|手机|用手机).*$"
)


def credited_outlet(lines: Iterable[str]) -> str | None:
    """Return the name after 来源 in the first line that has one, else None."""
    texts = list(lines)
    for index, line in enumerate(texts):
        if len(line) > 150:
            continue
        match = CREDIT.search(line)
        if match and (":" in match[0] or "：" in match[0] or len(line) < 40):
            name = CUT.sub("", match["name"]).strip(" .-")
            if 2 <= len(name) <= 20 and not NOT_OUTLET.search(name):
                return name
        if LABEL.search(line) and index + 1 < len(texts) and 2 <= len(texts[index + 1]) <= 16:
            return texts[index + 1]
    return None


# Which lines of the page stand around the article: from headline to first sentence, and after the last.

# The facts under a headline and after an article stand within a few lines of them.
ABOVE, BELOW = 14, 12
# Letters from which a paragraph stands once on a page; shorter first lines repeat the headline or a link.
UNMISTAKABLE, DEEPEST = 20, 6

# More lines between standfirst and text are a list of something.
MOST_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class LinesAround:
    """Lines above the article's first paragraph (nearest last) and below its last (nearest first)."""

    above: tuple[str, ...]
    below: tuple[str, ...]


def lines_around(lines: tuple[str, ...], paragraphs: tuple[str, ...], title: str | None) -> LinesAround:
    """Return what stands around `paragraphs` in the page's `lines`; above reaches up to the title."""
    if not paragraphs:
        return LinesAround((), ())
    lead = next(
        (
            number
            for number, text in enumerate(paragraphs[:DEEPEST])
            if len(letters_only(text)) >= UNMISTAKABLE
        ),
        0,
    )
    first = _find(lines, paragraphs[lead], 0)
    if first is not None and lead:
        first = max(0, first - lead)
    between = _between(lines, paragraphs, first)
    last = _find(lines, paragraphs[-1], first or 0, final=True)
    above = lines[max(0, first - ABOVE) : first] if first is not None else lines[: ABOVE * 2]
    head = letters_only(title or "")
    shown = [index for index, line in enumerate(above) if head and head in letters_only(line)]
    if shown:
        above = above[max(0, shown[-1] - 1) :] if len(above) - shown[-1] > 1 else above
    below = lines[last + 1 : last + 1 + BELOW] if last is not None else ()
    return LinesAround((*above, *between), below)


def _between(lines: tuple[str, ...], paragraphs: tuple[str, ...], first: int | None) -> tuple[str, ...]:
    """The by-line may stand between the standfirst and the text."""
    if first is None or len(paragraphs) < 2:
        return ()
    second = _find(lines, paragraphs[1], first + 1)
    return lines[first + 1 : second] if second is not None and second - first <= MOST_BETWEEN else ()


def _find(lines: tuple[str, ...], paragraph: str, start: int, *, final: bool = False) -> int | None:
    wanted = letters_only(paragraph)[:40] if not final else letters_only(paragraph)[-40:]
    if not wanted:
        return None
    found = [index for index in range(start, len(lines)) if wanted in letters_only(lines[index])]
    return (found[-1] if final else found[0]) if found else None
