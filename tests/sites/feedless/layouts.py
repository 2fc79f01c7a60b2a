"""What the pages of the feedless sites look like: article pages, shells that scripts fill, built scripts."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from html import escape

from tests.sites.feedless.invention import local
from tests.sites.stories import Story

HOT = {
    "zh": ("热门词条", "天气预报", "公交改线", "冬季供暖", "医保报销"),
    "zh-TW": ("熱門關鍵字", "天氣預報", "捷運", "油價", "星座"),
    "ja": ("注目ワード", "天気予報", "為替", "占い", "求人"),
    "ko": ("인기 검색어", "날씨", "환율", "운세", "채용"),
    "fr": ("Tendances", "Météo", "Emploi", "Annonces", "Recettes"),
    "ru": ("Популярное", "Погода", "Курс валют", "Афиша", "Вакансии"),
}
SOURCE = {"zh": ("来源：", "责任编辑："), "zh-TW": ("來源：", "記者："), "ru": ("Источник: ", "Автор: ")}
ABOUT = (
    """We have worked in this house since 1951, and our readers know where to find us. The office is open
    on weekdays from nine to five. Letters reach us by post and by mail. We answer every one of them.""",
    """Telephone exchange: 555 0100. Advertising: 555 0101. The post box is emptied at noon. Visitors are
    asked to call before they come. The lift is at the back of the building.""",
)
ADVERT = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Winter sale</title></head><body><h1>"
    "Winter sale: "
    "boots at half price</h1><p>All boots are at half price until Sunday. Order today and pay in spring. "
    "Delivery is free from thirty pieces on. Our shop is the largest of its kind.</p>"
    "<button>Buy now</button></body></html>"
)
FILLER = (
    'e.exports=n.p+"static/img/logo.{0}.png"',
    'Object.defineProperty(t,"__esModule",{{value:!0}}),t.default=void 0;var r=n({0});t.default=r',
    "t.cut=function(e,t){{return e.length>{0}?e.slice(0,{0}):t}}",
    "t.debounce=function(e,t){{var n;return function(){{clearTimeout(n),n=setTimeout(e,t||{0})}}}}",
    (
        'e.exports={{name:"Icon{0}",props:{{size:{{type:Number,default:24}}}},render:function(e){{return '
        'e("svg")}}}}'
    ),
    'var i=n({0}),o=n.n(i);t.a=function(){{return o()("div",{{staticClass:"c-{0}"}})}}',
)


def shell(
    title: str, inner: str, *, language: str = "en", charset: str = "utf-8", head: str = "", foot: str = ""
) -> str:
    """Return a whole page; `foot` is for what stands at the end of its body."""
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='{charset}'><title>{escape(title)}"
        f"</title>"
        f"<meta name='viewport' content='width=device-width'>{head}</head><body>{inner}{foot}</body></html>"
    )


def navigation(menu: Sequence[tuple[str, str]]) -> str:
    """Return a menu."""
    items = "".join(f"<a href='{escape(url)}'>{escape(name)}</a>" for url, name in menu)
    return f"<div class='nav'>{items}</div>"


def hot_words(language: str) -> str:
    """Return the box of hot words, which lead to the search."""
    heading, *words = HOT.get(language, ("Trending", "Weather", "Jobs", "Tickets", "Recipes"))
    items = "".join(f"<li><a href='/search?q={number}'>{word}</a></li>" for number, word in enumerate(words))
    return f"<aside class='hot'><h4>{heading}</h4><ul>{items}</ul></aside>"


def article_page(
    story: Story, layout: str, *, title: str, charset: str, menu: Sequence[tuple[str, str]]
) -> str:
    """Return the page of a story; `layout` is line, meta or ld: where its moment is told."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    heading, moment = escape(story.title), local(story)
    source, editor = SOURCE.get(story.language, ("", "By "))
    head = f"<meta name='description' content='{escape(story.teaser, quote=True)}'>"
    line = f"<span class='time'>{moment:%Y-%m-%d %H:%M}</span>"
    if layout == "line":
        inner = (
            f"<div class='crumbs'><a href='/'>{title}</a></div><div class='detail'><h1>{heading}</h1>"
            f"<div class='info'>{line} <span>{source}{title}</span></div>"
            f"<div class='content' id='content'>{text}</div><div class='editor'>{editor}{story.author}"
            f"</div></div>"
        )
    elif layout == "meta":
        head += (
            f"<meta property='og:type' content='article'><meta property='og:title' content='{heading}'>"
            f"<meta property='article:published_time' content='{moment.isoformat()}'>"
        )
        inner = (
            f"<main><article><header><h1>{heading}</h1><p class='byline'>{story.author}</p></header>"
            f"{text}</article></main>"
        )
    else:
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": moment.isoformat(),
            "author": {"@type": "Person", "name": story.author},
        }
        told = json.dumps(about, ensure_ascii=False)
        head += f"<script type='application/ld+json'>{told}</script>"
        inner = (
            f"<section class='story'><h1>{heading}</h1>{line}<div class='story-body'>{text}</div></section>"
        )
    foot = f"{hot_words(story.language)}<footer>{navigation(menu)}<p>© {title}</p></footer>"
    page = f"{navigation(menu)}{inner}{foot}"
    return shell(f"{story.title} - {title}", page, language=story.language, charset=charset, head=head)


def menu_page(title: str, language: str, charset: str, menu: Sequence[tuple[str, str]], which: int) -> str:
    """Return a page of the menu, with sentences that are no news."""
    inner = f"{navigation(menu)}<h1>{menu[which % len(menu)][1]}</h1><p>{ABOUT[which]}</p>"
    return shell(title, inner, language=language, charset=charset)


def bundle(code: str, *, seed: str, size: int = 60) -> str:
    """Return a script as a built front end has it: one line, the code among modules of no matter."""
    chance = random.Random(seed)
    modules = [
        (
            f"{chance.randrange(1000, 9999)}:function(e,t,n){{"
            f"{chance.choice(FILLER).format(chance.randrange(20, 900))}}}"
        )
        for _ in range(size)
    ]
    modules.insert(size // 2, f'7342:function(e,t,n){{"use strict";n.r(t);{code}}}')
    counting = (
        '8812:function(e,t,n){var r=document.createElement("script");'
        'r.src="https://hm.baidu.com/hm.js?0f4c1d2e";t.pv=function(e){return n(9).post("/api/stat/pv",e)};'
        't.login=function(e){return n(9).post("/api/user/login",e)};'
        't.search=function(e){return n(9).get("/api/search?keyword="+e+"&page=1")}}'
    )
    modules.insert(size // 4, counting)
    return (
        "/*! For license information please see app.js.LICENSE.txt */\n"
        f'(self["webpackChunkweb"]=self["webpackChunkweb"]||[]).push([[179],{{{",".join(modules)}}}]);'
        "\n//# sourceMappingURL=app.js.map"
    )


def tracking() -> str:
    """Return a script of the page that configures counters and adverts, as lists of objects."""
    config = {
        "trackers": [
            {"id": "GTM-K2X", "name": "Tag manager", "url": "https://tags.counter.example/gtm.js"},
            {"id": "px-77", "name": "Pixel of a network", "url": "https://px.counter.example/p.gif"},
        ],
        "slots": [
            {"id": 1, "title": "Top banner 970x250", "url": "/ads/slot/1", "size": [970, 250]},
            {"id": 2, "title": "Half page 300x600", "url": "/ads/slot/2", "size": [300, 600]},
        ],
    }
    return f"<script>window.__TRACKING__={json.dumps(config)};</script>"
