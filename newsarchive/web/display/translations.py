"""The phrases of the pages in Chinese, by the English ones that templates and routes name.

What is not written here but stored or raised elsewhere is translated by the files of `catalogue`: names of
stored words (states, outcomes, reasons) in both languages, messages of errors, the data dictionary. A word
that is not there, such as one of a newer archive, is shown as it is stored; a text, in English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

PageTongue = Literal["en", "zh"]

CHINESE: dict[str, str] = {
    # Every page.
    "Today": "今日",
    "Search": "检索",
    "Sources": "来源",
    "SQL": "SQL",
    "Skip to the content": "跳到正文",
    "Pages": "页面",
    "Language": "语言",
    "Description of the API": "接口说明",
    "Times are UTC, unless another zone stands beside them.": "除另注时区外，时间均为协调世界时（UTC）。",
    "the page's clock, zone unknown": "网页自身时间，时区不明",
    "zone uncertain": "时区不确定",
    "As JSON": "JSON 数据",
    "None.": "无。",
    ": ": "：",
    ", ": "、",
    "Source": "来源",
    "State": "状态",
    "URL": "网址",
    # Today.
    "{count} of {all} sources are in trouble.": "{all} 个来源中有 {count} 个出现问题。",
    "All is well.": "一切正常。",
    "No source is in trouble.": "没有来源出现问题。",
    "{count} of {all} sources bring far less than is usual.": "{all} 个来源中有 {count} 个远少于通常水平。",
    "nothing in 24 hours; usual: {usual}": "24 小时内没有文章；通常 {usual} 篇",
    "{day}: {stored} of {expected}": "{day}：{stored} 篇，预期 {expected} 篇",
    "The health of sources takes too long to weigh; this is what was known at {moment}.": (
        "来源状况统计耗时过长；此处为 {moment} 的已知状况。"
    ),
    "No source is crawled.": "没有正在抓取的来源。",
    "Nothing can be said of them.": "无从判断。",
    "{count} declared or imported sources were never crawled.": "{count} 个声明或导入的来源从未抓取。",
    "All {count} sources": "全部 {count} 个来源",
    "{count} sources": "{count} 个来源",
    "Part of the name": "名称的一部分",
    "Names of all sources": "所有来源的名称",
    "since {moment}": "自 {moment} 起",
    "last crawl": "最近抓取",
    "new articles": "新文章",
    "edited": "被修改",
    "withdrawn": "被撤下",
    "pages refused": "被拒网页",
    "requests failed": "失败请求",
    "texts with spam removed": "清除垃圾内容的文章",
    "texts repaired": "修复文字的文章",
    (
        "In the last 24 hours, by the time of recording; pages refused and requests failed by that of"
        " fetching."
    ): "过去 24 小时内，按入库时间计算；被拒网页和失败请求按抓取时间计算。",
    (
        "By the hour in which an article was first fetched; what was imported stands in the hour of its"
        " capture."
    ): "按文章首次抓取的时刻；导入的内容计入其原抓取时刻。",
    "recorded {moment}": "入库于 {moment}",
    "New articles by hour": "每小时新文章",
    "New articles by hour, all sources": "每小时新文章，所有来源",
    "articles an hour; hours of UTC": "篇/小时；UTC 时刻",
    (
        "Bars: the last 24 hours, all sources. Lines: what is usual, the median of the same hour over four"
        " weeks, of sources known for a week."
    ): "柱：过去 24 小时，所有来源。横线：通常水平，即四周内同一时刻的中位数（仅计已知一周以上的来源）。",
    "Last 24 hours": "过去 24 小时",
    "New": "新增",
    "Usual": "通常",
    "Published, 7 days": "7 天内发布",
    "Expected": "预期",
    "Last crawl": "最近抓取",
    "Last edits": "最近的修改",
    "in silence": "未注明",
    "Gaps of two weeks": "两周内的缺漏",
    "These are the newest {count} of more.": "仅列出最新的 {count} 条，另有更多。",
    "None can be known yet: no source has history enough to expect anything of it.": (
        "尚无从得知：还没有来源有足够的历史可供预期。"
    ),
    "Counting the gaps takes too long.": "统计缺漏耗时过长。",
    "Day": "日期",
    "Stored": "已存",
    "Cause": "原因",
    # Watches.
    "Watches": "关注",
    "A watch tells of new, edited and withdrawn articles: by feed, mail or webhook.": (
        "关注会通知新文章、修改与撤下：经订阅源、邮件或网络钩子。"
    ),
    "Add a watch": "新建关注",
    "Watch": "关注",
    "Tells of": "通知内容",
    "Matches": "命中",
    "Last match": "最近命中",
    "Sent": "已发送",
    "Waiting": "待发送",
    "Failed": "失败",
    "Addresses": "网址",
    "Authors": "作者",
    "Languages": "语言",
    "Channels": "渠道",
    "Smallest change": "最小改动",
    "{count} characters": "{count} 个字符",
    "Messages": "消息",
    "{sent} sent, {waiting} waiting, {failed} failed, {not_sent} not sent": (
        "已发送 {sent}，待发送 {waiting}，失败 {failed}，未发送 {not_sent}"
    ),
    "Feeds": "订阅源",
    "Change": "修改",
    "Nothing was written:": "未写入任何内容：",
    "One a line; any of them.": "每行一项，符合任一项即可。",
    "Name": "名称",
    "Small letters, digits, - and _; the name of its file and its feed.": (
        "小写字母、数字、- 和 _；也是其文件和订阅源的名称。"
    ),
    "Title": "标题",
    "Characters; smaller edits are not told of.": "字符数；更小的改动不通知。",
    "The settings name no channel; the feed needs none.": "设置中没有渠道；订阅源无需渠道。",
    "Send each copy of a new article, too": "新文章的每个副本也发送",
    "Language of messages": "消息语言",
    "At most one message in": "消息间隔不少于",
    "An interval such as 1h or 1d; empty: one for each article.": "时间间隔，如 1h 或 1d；留空则每篇一条。",
    "Tell of what was stored since": "也通知此日起入库的内容",
    "Add": "新建",
    "Save": "保存",
    "Remove this watch": "移除此关注",
    "What it found stays in the archive; what was not sent yet is not sent.": (
        "已命中的内容留在存档中；尚未发送的不再发送。"
    ),
    "Remove": "移除",
    # Search.
    "Words": "词语",
    "Published since": "发布日期自",
    "until": "至",
    "As of the end of": "截至某日的存档",
    "Any": "不限",
    "Order": "排序",
    "There are more articles than are ranked: these are the best of the newest 2,000.": (
        "符合的文章多于参与排序的数量：此处为最新 2,000 篇中最相关者。"
    ),
    "Find": "查找",
    'All words must occur; put "phrases" in quotes, and - before words that must not occur.': (
        "所有词语都须出现；短语加引号；不得出现的词语前加 -。"
    ),
    "Nothing was found.": "没有找到文章。",
    "Take a word out, or look at other days.": "减少词语，或换一段日期。",
    "Words are found as they are spelt: try another form.": "词语按字面查找（简繁不限）：请试试其他写法。",
    "Next page": "下一页",
    "First page": "第一页",
    "{count} watches": "{count} 个关注",
    "Not all articles are in the search index yet: run 'newsarchive db upgrade'.": (
        "检索索引尚未包含全部文章：请运行 newsarchive db upgrade。"
    ),
    "(no title)": "（无标题）",
    "{count} revisions": "{count} 个版本",
    "no date": "无日期",
    "{count} articles": "{count} 篇文章",
    "Narrow down": "缩小范围",
    "Month": "月份",
    "unknown": "未知",
    "Counts are left out: they would take too long, or are not known of a past day.": (
        "未列出统计：耗时过长，或无法统计过去某日。"
    ),
    "Articles by day of publishing": "按发布日期统计的文章",
    "Articles by week of publishing": "按发布周统计的文章",
    "Articles by month of publishing": "按发布月份统计的文章",
    "Articles by year of publishing": "按发布年份统计的文章",
    "articles a day": "篇/日",
    "articles a week": "篇/周",
    "articles a month": "篇/月",
    "articles a year": "篇/年",
    "Share of all articles": "占全部文章的比例",
    "percent of all articles": "占全部文章的百分比",
    "Period": "时段",
    "Found": "找到",
    "All": "全部",
    "Share": "比例",
    "Save as": "另存为",
    "Follow by feed": "以订阅源跟踪",
    # Article.
    "The article": "文章",
    "Text": "正文",
    "Changes": "修改",
    "As it came": "原始页面",
    "Evidence": "证据",
    "{count} words": "{count} 字词",
    "annotated mirror, undone": "注音镜像，已还原",
    "withdrawn since {moment}": "自 {moment} 起已撤下",
    "Facts": "信息",
    "Published": "发布",
    "read from": "依据",
    "Changed, says the page": "页面所述修改时间",
    "Editor": "编辑",
    "Outlet": "出处",
    "Dateline": "电头",
    "Tags": "标签",
    "First seen": "初次发现",
    "Last seen": "最近确认",
    "Its page now": "网页现状",
    "Charset": "字符编码",
    "Text confidence": "正文可信度",
    "Whole": "是否完整",
    "no: the page says that there is more": "否：页面称另有内容",
    "Repaired": "修复",
    "{count} kinds of damage": "{count} 种损坏",
    "nothing": "无",
    "Cut out": "删去",
    "{count} blocks": "{count} 段",
    "Copies elsewhere": "其他网站的副本",
    "none known": "未发现",
    "Why it is here": "为何在此",
    # Changes.
    "Revisions": "版本",
    "Only the first {count} characters of each text are compared here.": (
        "此处仅比较每个版本正文的前 {count} 个字符。"
    ),
    "and {count} more": "另有 {count} 处",
    "No.": "序号",
    "Fetched": "抓取时间",
    "Changed by": "修改者",
    "What changed": "修改内容",
    "Characters": "字符",
    "Compare": "比较",
    "first seen": "初次发现",
    "title": "标题",
    "text": "正文",
    "authors": "作者",
    "This article has one revision; nothing has changed.": "本文只有一个版本，没有修改。",
    "From revision": "从版本",
    "to": "到",
    "Shown": "显示",
    "in one text": "同一文中",
    "side by side": "左右对照",
    "taken out": "删去",
    "put in": "加入",
    "Revision {number}": "版本 {number}",
    # As it came.
    "The bytes of this page are not kept.": "未保留该网页的原始字节。",
    "Fetched {moment} from": "{moment} 抓取自",
    "as a browser made it": "由浏览器生成",
    "What was repaired and cut out": "修复与删去之处",
    "kept": "保留",
    "damage": "损坏",
    "repair": "修复",
    "cut out by a rule": "按规则删去",
    "not of the article": "不属于正文",
    "The page is longer than what is shown here.": "网页比此处显示的更长。",
    "The page as it came": "原始页面",
    "In a sandbox: it can run nothing and load nothing, so pictures and styles are missing.": (
        "置于沙盒中：不能运行或加载任何内容，因此没有图片和样式。"
    ),
    "Its links lead nowhere.": "其中的链接不会打开任何页面。",
    "Alone": "单独打开",
    "Repairs": "修复",
    "Kind": "种类",
    "Times": "次数",
    "How sure": "把握",
    "Nothing had to be repaired.": "无需修复。",
    "Removed text": "删去的文字",
    "Place": "位置",
    "Rule": "规则",
    "Hosts linked to": "链接的主机",
    "Nothing was cut out.": "没有删去内容。",
    "Dates that the page gives": "网页给出的日期",
    "Date": "日期",
    "Of what": "含义",
    "Where it stands": "所在之处",
    # Evidence, and why.
    "Who says what": "各方所述",
    "Fact": "信息",
    "What is said": "所述内容",
    "By whom": "出自",
    "Standing": "取舍",
    "The page's own dates, and which of them decided:": "网页自身的各个日期及所采纳者：",
    "Stated anew": "网页改写的陈述",
    "Seen": "见于",
    "Before": "之前",
    "After": "之后",
    "Where in the markup": "标记中的位置",
    "What the page states otherwise than before, also where its words stayed.": (
        "网页与之前不同的陈述，正文未变者也在内。"
    ),
    "Time line": "时间线",
    "{count} older ones are left out.": "更早的 {count} 项未列出。",
    "published, as its page says": "发布（据其网页）",
    "first seen at": "首次见于",
    "fetched": "抓取",
    "{count} times": "{count} 次",
    "published elsewhere": "其他网站发布",
    "found gone": "发现页面消失",
    "Captures": "抓取记录",
    "What came of it": "结果",
    "Status": "状态码",
    "Revision": "版本",
    "Page": "网页",
    "not kept": "未保留",
    "URLs that lead here": "通向本文的网址",
    "likely origin": "可能的原文",
    "No other host is known to have this story.": "未发现其他网站有此报道。",
    "Why": "为何",
    "All that happened to a URL": "一个网址经历过的一切",
    "Taken down for good": "已永久撤下",
    "Found in": "发现于",
    "Leads to": "通向",
    "Next look": "下次检查",
    "run {number}": "第 {number} 次运行",
    "incident {number}": "事件 {number}",
    "an older page, which came after newer ones": "较旧的页面，晚于较新者收到",
    "as it was, at another of its URLs": "内容未变，见于其另一网址",
    "during incident {number}": "事件 {number} 期间",
    # Sources.
    "Newest article": "最新文章",
    "Without a page, 7 days": "7 天内未取得网页",
    "Its articles": "该来源的文章",
    "published in 7 days": "7 天内发布",
    "expected": "预期",
    "requests without a page in 7 days": "7 天内未取得网页的请求",
    "newest article": "最新文章",
    "Expectations": "预期",
    "The last crawl missed:": "最近一次抓取未达到：",
    "The last crawl missed none.": "最近一次抓取均已达到。",
    "Declared:": "来源声明：",
    "Its declaration sets no bound; each crawl is compared with the source's own history.": (
        "来源声明未设界限；每次抓取与该来源自身的历史比较。"
    ),
    "Rhythm": "发布节奏",
    "Articles by weekday and hour of publishing": "按星期和时刻统计的发布数",
    (
        "Articles by weekday and hour of publishing (in the source's time zone; else on the page's clock);"
        " the stronger the colour, the more. Those that state only a day are left out."
    ): "按星期和时刻统计的文章（按来源所在时区，否则按页面时间）；颜色越浓越多。只标日期的不计。",
    "None of its articles states an hour.": "没有文章标明时刻。",
    "Mon": "周一",
    "Tue": "周二",
    "Wed": "周三",
    "Thu": "周四",
    "Fri": "周五",
    "Sat": "周六",
    "Sun": "周日",
    "Refused pages": "被拒网页",
    "Hosts that removed spam linked to": "被删垃圾内容链接的主机",
    "Declaration": "来源声明",
    "It is valid, says 'sources check'.": "声明有效（sources check）。",
    "'sources check' says:": "sources check 指出：",
    "It has none here.": "此处没有声明。",
    # SQL.
    "One SELECT over the views; it only reads": "对视图的一条 SELECT；只读",
    (
        "A statement may take {seconds} s. The page shows {rows} rows, the files have up to 100,000; the"
        " URL of this page holds the statement."
    ): "每条查询限时 {seconds} 秒。页面显示 {rows} 行，文件最多 100,000 行；本页网址包含查询语句。",
    "Chart": "图表",
    "Ask": "查询",
    "{count} rows": "{count} 行",
    "there are more: the files have up to 100,000": "还有更多：文件最多 100,000 行",
    "Rows": "行",
    "Questions to begin with": "可以从这些问题开始",
    "Views": "视图",
    "{name} by row": "各行的 {name}",
    # Errors.
    "The request cannot be understood": "无法理解该请求",
    "Not logged in": "尚未登录",
    "Not allowed": "不允许",
    "Not found": "没有找到",
    "Only reading is possible": "只能读取",
    "A fault of newsarchive": "newsarchive 出错",
    "The archive cannot be asked now": "目前无法查询存档",
    "The question takes too long": "查询耗时过长",
    "The request cannot be answered": "无法回应该请求",
    "To the search": "前往检索",
}

_HTTP_REASON = re.compile(r"http_\d{3}")
# What is looked for among the messages; only what a database says of a statement is longer, and is cut.
_LONGEST_MESSAGE = 2_000
# What stands before a message and says where: a parameter, a function.
_PARAMETER = re.compile(r"[\w.]{1,200}")


# What English says of one; Chinese says it as of many.
OF_ONE: dict[str, str] = {
    "{count} articles": "{count} article",
    "{count} blocks": "{count} block",
    "{count} characters": "{count} character",
    "{count} declared or imported sources were never crawled.": (
        "{count} declared or imported source was never crawled."
    ),
    "{count} kinds of damage": "{count} kind of damage",
    "{count} of {all} sources are in trouble.": "{count} of {all} sources is in trouble.",
    "{count} of {all} sources bring far less than is usual.": (
        "{count} of {all} sources brings far less than is usual."
    ),
    "{count} older ones are left out.": "{count} older one is left out.",
    "{count} revisions": "{count} revision",
    "{count} rows": "{count} row",
    "{count} sources": "{count} source",
    "{count} watches": "{count} watch",
    "{count} words": "{count} word",
}


def phrase_in(tongue: PageTongue, phrase: str, **parts: Any) -> str:
    """Return the phrase in the language, with its parts filled in."""
    return phrase_by(CHINESE, OF_ONE, tongue, phrase, parts)


def phrase_by(
    chinese: Mapping[str, str],
    of_one: Mapping[str, str],
    tongue: PageTongue,
    phrase: str,
    parts: Mapping[str, Any],
) -> str:
    """Return the phrase by its Chinese and its singular in these tables, with its parts filled in."""
    if tongue == "zh":
        text = chinese[phrase]
    else:
        text = of_one.get(phrase, phrase) if str(parts.get("count")) == "1" else phrase
    return text.format(**parts) if parts else text


def word_name(tongue: PageTongue, kind: str, word: str) -> str:
    """Return how a stored word is called in the language."""
    names: list[str] | None = catalogue("words").get(kind, {}).get(word)
    if names is not None:
        return names[tongue == "zh"]
    if kind == "reason" and _HTTP_REASON.fullmatch(word):
        return f"HTTP {word[-3:]}"
    return word.replace("_", " ")


def date_source_name(tongue: PageTongue, date_source: str) -> str:
    """Return in words where a date stands and what it lacks: `text+assumed-zone`, `meta:pubdate+day`."""
    whole, *lacking = date_source.split("+")
    kind, _, name = whole.partition(":")
    words = catalogue("words")
    known = next((of_kind for of_kind in ("date_place", "witness") if kind in words[of_kind]), None)
    place = whole if known is None else word_name(tongue, known, kind)
    said = f"{place} {name}" if name and known else place
    if not lacking:
        return said
    lacks = [word_name(tongue, "date_lack", one) for one in lacking]
    return f"{said}（{'，'.join(lacks)}）" if tongue == "zh" else f"{said} ({', '.join(lacks)})"


def message_in(tongue: PageTongue, message: str) -> str | None:
    """Return what an error says, in the language; None where it is known in English alone."""
    if tongue == "en":
        return message
    if len(message) > _LONGEST_MESSAGE:
        message = f"{message[: _LONGEST_MESSAGE - 1]}…"
    for pattern, chinese in _messages():
        found = pattern.fullmatch(message)
        if found is not None:
            return chinese.format(**_filled(found.groupdict()))
    where, colon, rest = message.partition(": ")
    known = message_in(tongue, rest) if colon and _PARAMETER.fullmatch(where) else None
    return None if known is None else f"{where}：{known}"


def _filled(parts: dict[str, str]) -> dict[str, str]:
    """A part may be a message itself: the hint within a hint."""
    return {name: message_in("zh", part) or part for name, part in parts.items()}


@cache
def _messages() -> list[tuple[re.Pattern[str], str]]:
    """Return patterns of the English messages, those that say most of their own first."""
    texts: dict[str, str] = catalogue("messages")
    by_own = sorted(texts, key=lambda english: -len(re.sub(r"{\w+}", "", english)))
    return [(_pattern(english), texts[english]) for english in by_own]


def _pattern(english: str) -> re.Pattern[str]:
    own = re.split(r"{(\w+)}", english)
    parts = [f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(own)]
    return re.compile("".join(parts), re.DOTALL)


def explained(tongue: PageTongue, explanation: str) -> str | None:
    """Return an explanation of the data dictionary; None where it is known in English alone."""
    if tongue == "en":
        return explanation
    chinese: str | None = catalogue("dictionary").get(explanation)
    return chinese


@cache
def catalogue(name: str) -> dict[str, Any]:
    """Return what a file of the folder `catalogue` says."""
    text = files("newsarchive.web").joinpath(f"catalogue/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
