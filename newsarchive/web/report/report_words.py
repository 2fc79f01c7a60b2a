"""The words of reports in both languages: phrases by the English ones, stored words by `kind:word`."""

from __future__ import annotations

from typing import Any

from newsarchive.web.display.translations import PageTongue, phrase_by, word_name
from newsarchive.web.report.report_parts import Phrases

REPORT_CHINESE: dict[str, str] = {
    # The page.
    "Report": "报告",
    "{since} to {until}": "{since} 至 {until}",
    "For operators": "运维",
    "For analysts": "分析",
    "Contents": "目录",
    "Numbers": "数据",
    "… and {count} more.": "……另有 {count} 项。",
    "Archive": "存档",
    "Schema": "结构版本",
    "As it stood after its last entry": "数据截至最后一条记录",
    "All {count} sources of the archive": "存档的全部 {count} 个来源",
    "Sources: {names}": "来源：{names}",
    "The archive is empty.": "存档为空。",
    "Nothing was found in this period.": "此时段没有任何内容。",
    (
        "Days of articles and answers are those of their sources' time zones; edits, withdrawals, crawls and"
        " delays are by days of UTC."
    ): "文章和应答按来源所在时区的日期计；修改、撤稿、抓取和延迟按 UTC 日期计。",
    (
        "An edit counts on the day on which the changed page was fetched, a withdrawal on that on which the"
        " page was first found gone, whenever they were recorded."
    ): "修改计入抓取到改动页面的日期，撤稿计入首次发现页面消失的日期，与何时入档无关。",
    "Days not over when the report was made: {count}. Nothing is concluded from them.": (
        "制作报告时有 {count} 天尚未结束，不据此得出结论。"
    ),
    "seen": "已见",
    "Coverage": "覆盖率",
    "Blind days": "盲区日",
    "Median delay": "延迟中位数",
    "Withdrawn": "撤稿",
    "Requests": "请求",
    "Spam cut out": "清除的垃圾",
    "{count} min": "{count} 分钟",
    "{count} h": "{count} 小时",
    "{count} d": "{count} 天",
    # Volume and sources.
    "Day": "日期",
    "Blind sources": "盲区来源",
    "{count} others": "其他 {count} 个",
    "{count} articles in {days} days.": "{days} 天内 {count} 篇文章。",
    "{count} articles in one day.": "一天内 {count} 篇文章。",
    "No watched day is over yet: nothing can be said of what is missing.": (
        "受监看的日子都尚未结束：缺什么还无从得知。"
    ),
    "No request was made.": "没有发出请求。",
    "{count} URLs were not asked for.": "{count} 个网址未请求。",
    "Usual is {count}.": "通常为 {count} 篇。",
    "What is usual is known of {days} of {all} days of sources: {count}, where {came} came.": (
        "{all} 个来源日中有 {days} 个已知通常水平：通常 {count} 篇，实有 {came} 篇。"
    ),
    "Blind days of sources: {count}; about {missing} articles may be missing for them.": (
        "有 {count} 个来源日处于盲区，因此可能缺少约 {missing} 篇文章。"
    ),
    "No day of a watched source was blind.": "受监看的来源没有盲区日。",
    "Articles a week, by source": "每周文章，按来源",
    "Articles a day, by source": "每日文章，按来源",
    "articles": "篇",
    "Articles": "文章",
    "Usual": "通常",
    "Perhaps missing": "可能缺少",
    "usual: the median of the same weekday in eight weeks": "通常：八周内同一星期几的中位数",
    "usual, where it is known: the median of the same weekday in eight weeks": (
        "通常（仅计已知通常水平的来源）：八周内同一星期几的中位数"
    ),
    "expected of sources that were blind": "盲区来源的预期文章",
    "a source was blind": "有来源处于盲区",
    "Sources with anything in this period: {count}.": "此时段内有内容的来源：{count} 个。",
    "Less than half of what is usual came from {count}: {names}.": "{count} 个来源不及通常的一半：{names}。",
    "None brought less than half of what is usual.": "没有来源低于通常的一半。",
    "What is usual is not known of any.": "尚不知各来源的通常水平。",
    "Sources": "来源",
    "Source": "来源",
    "By day": "按日",
    "Period before": "前一时段",
    "Edits": "修改",
    "Refused": "被拒",
    "Failed": "失败",
    # Coverage and incidents.
    "No source was watched in this period: nothing can be said of what is missing.": (
        "此时段没有来源受到监看：无从判断缺少什么。"
    ),
    "{share} of the watched days of sources were seen, {quiet} of them quiet; {blind} were blind.": (
        "受监看的来源日中 {share} 已见，其中 {quiet} 个冷清；{blind} 个为盲区。"
    ),
    "Days of sources that nobody watched, before their first crawl or after their last: {count}.": (
        "有 {count} 个来源日无人监看：在首次抓取之前或末次抓取之后。"
    ),
    "nothing can be expected": "无从预期",
    "Coverage: which days of which source we saw": "覆盖：各来源哪些日子已见",
    "State": "状态",
    "Expected": "预期",
    "Cause": "原因",
    "{count} of {all}": "{all} 中的 {count}",
    "Incidents": "事件",
    "Incidents: {count}; not over: {still}.": "事件 {count} 起；尚未结束 {still} 起。",
    "No incident.": "没有事件。",
    "Kind": "种类",
    "Since": "自",
    "Until": "至",
    "Pages": "网页",
    "Detail": "详情",
    # Answers.
    "Answers by kind": "各类应答",
    "{count} requests: {share} failed, {refused} pages were refused, {same} answers were as before.": (
        "{count} 次请求：{share} 失败，{refused} 个网页被拒，{same} 的应答与之前相同。"
    ),
    "requests": "次请求",
    "Why requests brought no article": "请求为何没有带来文章",
    "Most pages were refused as {why}: {count}.": "被拒网页最多的原因是“{why}”：{count} 个。",
    "No page was refused.": "没有网页被拒。",
    "What came of it": "结果",
    "Verdict": "判定",
    "Reason": "原因",
    "Share": "比例",
    "From publication to the first capture": "从发布到首次抓取",
    "median": "中位数",
    "90th percentile": "第 90 百分位",
    "minutes": "分钟",
    "hours": "小时",
    "days": "天",
    "No article of the period gives a time by which that can be told.": "此时段没有文章给出可供判断的时间。",
    "Half of {count} articles were captured within {median}, nine in ten within {ninth}.": (
        "{count} 篇文章中，半数在 {median}内抓到，九成在 {ninth}内抓到。"
    ),
    "{count} were captured before the time they state, and do not count.": (
        "{count} 篇在其所述时间之前已抓到，不计在内。"
    ),
    "Rechecks of known articles": "已知文章的复查",
    "{count} rechecks found {edits} changed articles: {share}.": (
        "{count} 次复查发现 {edits} 次变化：{share}。"
    ),
    "No article was asked for again.": "没有复查任何文章。",
    "rechecks": "次复查",
    "What was repaired in pages": "网页中修复的内容",
    "Damage was undone in {count} captures, each kind counted by itself.": (
        "{count} 个网页的损坏得到修复（各类分别计数）。"
    ),
    "Nothing had to be repaired.": "无须修复。",
    "What was cut out of pages": "从网页中清除的内容",
    "{count} blocks of spam were cut out and are kept as evidence.": (
        "清除了 {count} 段垃圾内容，并作为证据保留。"
    ),
    "No spam was found.": "没有发现垃圾内容。",
    "Places": "处数",
    "Blocks": "段数",
    "Captures": "网页",
    "Crawls: {ending}": "抓取：{ending}",
    "Bodies received": "收到的数据",
    "Bodies kept in the archive": "存档保留的网页原文",
    "Captures in the whole archive": "整个存档的网页",
    "Articles in the whole archive": "整个存档的文章",
    "Size of the database": "数据库大小",
    "Crawls and size": "抓取与容量",
    "{count} crawls received {size}; the database has {whole}.": (
        "{count} 次抓取收到 {size}；数据库共 {whole}。"
    ),
    "Figure": "项目",
    "Value": "数值",
    # For analysts.
    "Articles by language": "各语言文章",
    "Languages: {count}; {share} of the articles are in {language}.": (
        "{count} 种语言；{share} 的文章为{language}。"
    ),
    "No article is of these days.": "这些日子没有文章。",
    "Share by source and language": "各来源与语言的比例",
    "The largest source has {share} of all articles; blind days make all shares uncertain.": (
        "最大的来源占全部文章的 {share}；盲区日使各比例不确定。"
    ),
    "Language": "语言",
    "Of all": "占比",
    "Hours and weekdays of publishing": "发布的时刻与星期",
    "Most articles are of {day}, {hour}:00 on the clocks of their pages: {count} of {all}.": (
        "按网页自身时间，{day} {hour}:00 的文章最多：{all} 篇中的 {count} 篇。"
    ),
    "{count} give no hour.": "{count} 篇没有时刻。",
    "Blind days of sources, Monday to Sunday: {counts}.": "周一至周日的来源盲区日：{counts}。",
    "Hour": "时刻",
    "Mon": "周一",
    "Tue": "周二",
    "Wed": "周三",
    "Thu": "周四",
    "Fri": "周五",
    "Sat": "周六",
    "Sun": "周日",
    "Edits and withdrawals": "修改与撤稿",
    (
        "{count} edits of {articles} articles, {stealth} of them not stated by the page;"
        " {withdrawn} articles withdrawn, {returned} back."
    ): (
        "{articles} 篇文章共 {count} 次修改，其中 {stealth} 未在网页上注明；"
        "撤稿 {withdrawn} 篇，恢复 {returned} 篇。"
    ),
    "Where we were blind, edits were not seen.": "盲区之中未能发现修改。",
    "edits": "次修改",
    "below {age}": "{age}以内",
    "older": "更久",
    "Edits by age of the article": "按文章年龄统计的修改",
    "{share} of the edits came within a day of the first capture.": (
        "{share} 的修改发生在首次抓取后一天之内。"
    ),
    "No edit was found.": "没有发现修改。",
    "Age": "年龄",
    "(no title)": "（无标题）",
    "Most edited articles": "修改最多的文章",
    "Edits of the most edited: {count}; characters added: {added}, removed: {removed}.": (
        "修改最多的一篇有 {count} 次修改：增加 {added} 字，删去 {removed} 字。"
    ),
    "Title": "标题",
    "Characters added": "增加字数",
    "Characters removed": "删去字数",
    "The first is named by {count} articles.": "居首者见于 {count} 篇文章。",
    "The first is carried by {count} articles.": "居首者见于 {count} 篇文章。",
    "No article names an author.": "没有文章署名。",
    "No article carries a tag.": "没有文章带标签。",
    "Authors": "作者",
    "Tags": "标签",
    "Author": "作者",
    "Tag": "标签",
    "Words of headlines that became more frequent": "标题中增多的词语",
    "{now} different headlines, compared with {before} of as many days before.": (
        "{now} 个不同的标题，与此前同样天数的 {before} 个比较。"
    ),
    "Of each time the newest {most} titles were read.": "两段时间各只读取最新的 {most} 个标题。",
    "There are no headlines of the days before to compare with.": "此前同样天数内没有标题可供比较。",
    "No word became more frequent beyond chance.": "没有词语的增多超出偶然。",
    "Word": "词语",
    "Headlines": "标题数",
    "Before": "此前",
    "Sections": "栏目",
    "Section": "栏目",
    "{share} of the articles name their section.": "{share} 的文章注明栏目。",
    "No article names its section.": "没有文章注明栏目。",
    "new: its first article was captured": "新来源：抓到首篇文章",
    "retired": "已停用",
    "silent: its last new article was captured": "沉寂：抓到最后一篇新文章",
    "not seen since: its last new article was captured": "此后未见：抓到最后一篇新文章",
    "Not seen, so that nobody knows: {count}.": "{count} 个来源未见，无从判断。",
    "New and ceased sources": "新增与停止的来源",
    "New: {new}; ceased: {gone}.": "新增 {new} 个来源，停止 {gone} 个。",
    "What happened": "情况",
}
# What English says of one.
REPORT_OF_ONE: dict[str, str] = {
    "{count} requests: {share} failed, {refused} pages were refused, {same} answers were as before.": (
        "{count} request: {share} failed, {refused} pages were refused, {same} answers were as before."
    ),
    "{count} articles in {days} days.": "{count} article in {days} days.",
    "{count} articles in one day.": "{count} article in one day.",
    "{count} URLs were not asked for.": "{count} URL was not asked for.",
    "All {count} sources of the archive": "The one source of the archive",
    "{count} blocks of spam were cut out and are kept as evidence.": (
        "{count} block of spam was cut out and is kept as evidence."
    ),
    "{count} crawls received {size}; the database has {whole}.": (
        "{count} crawl received {size}; the database has {whole}."
    ),
    "{count} give no hour.": "{count} gives no hour.",
    "{count} others": "{count} other",
    "Damage was undone in {count} captures, each kind counted by itself.": (
        "Damage was undone in {count} capture, each kind counted by itself."
    ),
    "The first is carried by {count} articles.": "The first is carried by {count} article.",
    "The first is named by {count} articles.": "The first is named by {count} article.",
}
_NAMES: dict[str, tuple[str, str]] = {
    "day:seen": ("seen", "已见"),
    "day:quiet": ("quiet: it had no more", "冷清：来源没有更多内容"),
    "day:blind": (
        "blind: far less came than is usual, by our fault or the site's",
        "盲区：因我方或网站之故远少于通常",
    ),
    "day:unheard": ("not heard, and nothing can be expected", "未听到，也无从预期"),
    "day:unknown": ("not watched", "无人监看"),
    "day:open": ("not over yet", "尚未结束"),
    "incidentstate:open": ("open", "未结束"),
    "incidentstate:over": ("over", "已结束"),
    "incidentstate:accepted": ("accepted", "已接受"),
    "incidentstate:dismissed": ("dismissed", "已驳回"),
    "answer:new or edited": ("new or edited article", "新文章或有修改"),
    "answer:as it was": ("as it was (304 too)", "无变化（含 304）"),
    "answer:list read": ("list read", "读取列表"),
    "answer:refused": ("page refused", "网页被拒"),
    "answer:gone": ("gone", "已消失"),
    "answer:failed": ("failed", "失败"),
    "answer:not asked": ("not asked (robots.txt, rules)", "未请求（robots.txt 或规则）"),
    "came:refused": ("refused", "被拒"),
    "came:failed": ("failed", "失败"),
    "came:gone": ("gone", "已消失"),
    "came:redirected": ("led to the front page", "转到首页"),
    "came:skipped": ("not asked", "未请求"),
    "recheck:changed": ("changed", "有变化"),
    "recheck:as it was": ("as it was", "无变化"),
    "edit:stated": ("stated by the page", "网页注明"),
    "edit:stealth": ("not stated", "未注明"),
    "edit:withdrawn": ("withdrawn", "撤稿"),
    "edit:returned": ("back again", "恢复"),
    "crawl:finished": ("finished", "已完成"),
    "crawl:running or killed": ("running or killed", "进行中或被终止"),
    "language:unknown": ("unknown language", "语言不明"),
    "language:ar": ("Arabic", "阿拉伯文"),
    "language:bg": ("Bulgarian", "保加利亚文"),
    "language:bn": ("Bengali", "孟加拉文"),
    "language:bo": ("Tibetan", "藏文"),
    "language:ca": ("Catalan", "加泰罗尼亚文"),
    "language:cs": ("Czech", "捷克文"),
    "language:da": ("Danish", "丹麦文"),
    "language:de": ("German", "德文"),
    "language:el": ("Greek", "希腊文"),
    "language:en": ("English", "英文"),
    "language:es": ("Spanish", "西班牙文"),
    "language:fa": ("Persian", "波斯文"),
    "language:fi": ("Finnish", "芬兰文"),
    "language:fr": ("French", "法文"),
    "language:he": ("Hebrew", "希伯来文"),
    "language:hi": ("Hindi", "印地文"),
    "language:hr": ("Croatian", "克罗地亚文"),
    "language:hu": ("Hungarian", "匈牙利文"),
    "language:id": ("Indonesian", "印度尼西亚文"),
    "language:it": ("Italian", "意大利文"),
    "language:ja": ("Japanese", "日文"),
    "language:kk": ("Kazakh", "哈萨克文"),
    "language:ko": ("Korean", "韩文"),
    "language:mn": ("Mongolian", "蒙古文"),
    "language:ms": ("Malay", "马来文"),
    "language:nb": ("Norwegian", "挪威文"),
    "language:nl": ("Dutch", "荷兰文"),
    "language:no": ("Norwegian", "挪威文"),
    "language:pl": ("Polish", "波兰文"),
    "language:pt": ("Portuguese", "葡萄牙文"),
    "language:ro": ("Romanian", "罗马尼亚文"),
    "language:ru": ("Russian", "俄文"),
    "language:sr": ("Serbian", "塞尔维亚文"),
    "language:sv": ("Swedish", "瑞典文"),
    "language:th": ("Thai", "泰文"),
    "language:tr": ("Turkish", "土耳其文"),
    "language:ug": ("Uyghur", "维吾尔文"),
    "language:uk": ("Ukrainian", "乌克兰文"),
    "language:ur": ("Urdu", "乌尔都文"),
    "language:vi": ("Vietnamese", "越南文"),
    "language:zh": ("Chinese", "中文"),
}


def report_phrase(tongue: PageTongue, phrase: str, **parts: Any) -> str:
    """Return the phrase in the language, with its parts filled in."""
    return phrase_by(REPORT_CHINESE, REPORT_OF_ONE, tongue, phrase, parts)


def report_word(tongue: PageTongue, kind: str, word: str) -> str:
    """Return how a stored word is called; what is not known is shown as it is stored."""
    names = _NAMES.get(f"{kind}:{word}")
    if names is not None:
        return names[tongue == "zh"]
    return word_name(tongue, kind, word) if kind != "language" else word


def report_phrases(tongue: PageTongue) -> Phrases:
    """Return the phrases of a language."""
    return Phrases(
        lambda phrase, **parts: report_phrase(tongue, phrase, **parts),
        lambda kind, word: report_word(tongue, kind, word),
        gap="" if tongue == "zh" else " ",
    )
