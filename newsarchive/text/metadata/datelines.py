"""Recognising the dateline a dispatch begins with: 新华社北京7月31日电, BEIJING (Reuters) —, 本报讯."""

from __future__ import annotations

import re

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
