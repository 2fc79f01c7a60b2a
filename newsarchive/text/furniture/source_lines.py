"""The line under a Chinese headline: date, source, author, editor, counters, and nothing else."""

from __future__ import annotations

import re

DATE = r"(?:19|20)\d\d\s?[-/.年_]\s?\d{1,2}\s?[-/.月_]\s?\d{1,2}\s?[日号號]?"
SHORT_DATE = r"\d{1,2}[-/月]\d{1,2}日?"
CLOCK = r"(?:上午|下午)?\s?\d{1,2}[:：时]\d{2}(?:[:：分]\d{2})?秒?"
LABEL = (
    r"(?:发布|发表|發佈|發布|更新|刊发|提交|录入|编辑|日期|发稿|上传|采集)?(?:时间|時間|日期|于)|来源|來源|出处|稿源|信息来源|文章来源|新闻来源"
    r"|消息来源|作者|文章作者|撰稿|记者|编辑|責任編輯|责任编辑|责编|录入|发布者|发布人|发布单位"
    r"|浏览(?:次数|量)?|点击(?:次数|数|率)?|阅读(?:次数|数|量)?|人气|访问量|评论数?|字号|字体|打印|收藏|关注|选稿|供稿|我要评论|进入(?:论坛|吧)"
)
DATE_PIECE = re.compile(rf"{DATE}|{CLOCK}")
LABELLED = re.compile(rf"(?:{LABEL})\s?[:：]\s?[^\s:：，。！？；|]{{0,30}}")
LEFTOVER = re.compile(
    r"(?:星期|周)[一二三四五六日天]|发布于|发布|更新|分享到?|字号|大|中|小|打印|评论|纠错|参与互动|\d{1,7}|次|人|条|[\W_]"
)
# A line that names its writers and neither day nor source is a by-line, which stays.
BYLINE = re.compile(
    r"^[\s（(【]?(?:本文)?(?:记者|作者|文章作者|撰稿)\s?[:：](?!.*(?:来源|來源|时间|日期|\d{4}))"
)
LABEL_ONLY = re.compile(rf"^(?:{LABEL})\s?[:：]\s?[^\s，。！？；]{{0,20}}$")


def is_source_line(line: str) -> bool:
    """Whether the line is date, source and the like: little is left when those pieces are taken out."""
    if len(line) > 120 or any(mark in line for mark in "。！？；"):
        return False
    if BYLINE.match(line):
        return False
    if LABEL_ONLY.match(line):
        return True
    without_dates = DATE_PIECE.sub(" ", line)
    dated = without_dates != line
    rest = LABELLED.sub(" ", without_dates)
    labelled = rest != without_dates
    if not dated and not labelled:
        return False
    left = LEFTOVER.sub("", rest)
    # A dated line may carry the bare name of its source ("2011-05-03 10:11 新华网"): up to 12 characters.
    return len(left) <= (12 if dated else 4)
