"""Invented pages for the sanitising tests."""

from __future__ import annotations

from lxml.html import HtmlElement, document_fromstring

ARTICLE = (
    "<p>昨日下午，市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天开放。</p>"
    "<p>馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志。</p>"
    "<p>附近的居民表示欢迎，他们希望公共汽车的末班车也能因此推迟到晚上十点。</p>"
)
WORDS = (
    "国产精品久久",
    "无码av在线",
    "人妻少妇视频",
    "望江县",
    "免费毛片大全",
    "亚洲无码专区",
    "成人视频网站",
)
FARM = "主站蜘蛛池模板: " + "| ".join(
    f'<a href="http://www.f{number}.example/">{word}</a>' for number, word in enumerate(WORDS)
)


def page(body: str = ARTICLE, head: str = "<title>新图书馆明年开放</title>") -> HtmlElement:
    """A page of the outlet news.example."""
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
