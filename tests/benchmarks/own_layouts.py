"""Whole pages around our own stories, in the layouts news sites have: what a reader came for among all else.

A story is a file of `own_pages/`, a layout a function here; each story is shown in each layout.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

STORIES = Path(__file__).with_name("own_pages")


@dataclass(frozen=True, slots=True)
class OwnStory:
    """One story, and the words around it in the same language; `others` are headlines of other stories."""

    language: str
    title: str
    author: str
    paragraphs: list[str]
    caption: str
    cookies: str
    newsletter: str
    related: str
    rights: str
    others: list[str]
    comments: list[str]
    share: list[str]


def own_stories() -> list[OwnStory]:
    """Return the stories, one a language."""
    return [
        OwnStory(**tomllib.loads(file.read_text(encoding="utf-8"))) for file in sorted(STORIES.glob("*.toml"))
    ]


def _links(words: list[str], kind: str = "li") -> str:
    return "".join(
        f"<{kind}><a href='/s/{number}'>{escape(word)}</a></{kind}>" for number, word in enumerate(words)
    )


def _paragraphs(story: OwnStory, *, opening: str = "<p>", closing: str = "</p>") -> list[str]:
    return [f"{opening}{escape(text, quote=False)}{closing}" for text in story.paragraphs]


def _page(story: OwnStory, body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang={story.language}><head><meta charset=utf-8>"
        f"<title>{escape(story.title)}</title>{head}</head><body>{body}</body></html>"
    )


def weblog(story: OwnStory) -> str:
    """A paper on weblog software: menu, share bars, a sidebar, related stories, comments with a form."""
    share = f"<div class='sharedaddy sd-sharing'><ul>{_links(story.share)}</ul></div>"
    comments = "".join(
        f"<li class='comment'><div class=comment-author>Anna {number}</div><p>{escape(text)}</p>"
        "<a class=comment-reply-link href='#r'>↩</a></li>"
        for number, text in enumerate(story.comments)
    )
    return _page(
        story,
        f"<header id=masthead><nav class=main-navigation><ul>{_links(story.others)}</ul></nav></header>"
        f"<main id=main><article class='post hentry'><header class=entry-header>"
        f"<h1 class=entry-title>{escape(story.title)}</h1>"
        f"<span class=byline>{escape(story.author)}</span></header>{share}"
        f"<div class=entry-content>{''.join(_paragraphs(story))}{share}"
        f"<div class='jp-relatedposts'><h3>{escape(story.related)}</h3><ul>{_links(story.others)}</ul></div>"
        "</div>"
        f"</article><div id=comments class=comments-area><ol class=comment-list>{comments}</ol>"
        "<form id=commentform><textarea name=comment></textarea><input type=submit></form></div></main>"
        f"<aside id=secondary class=widget-area><h2>{escape(story.related)}</h2>"
        f"<ul>{_links(story.others)}</ul>"
        f"<p>{escape(story.newsletter)}</p></aside>"
        f"<footer class=site-footer><p>{escape(story.rights)}</p></footer>",
    )


def broadsheet(story: OwnStory) -> str:
    """A large paper: a cookie banner first, a figure, a box of links and a newsletter within the text."""
    first, second, third, *rest = _paragraphs(story)
    box = (
        f"<aside class='related-inline'><strong>{escape(story.related)}</strong>"
        f"<ul>{_links(story.others[:2])}</ul></aside>"
    )
    form = "<form><input type=email></form>"
    newsletter = f"<div class='newsletter-signup'><p>{escape(story.newsletter)}</p>{form}</div>"
    figure = f"<figure><img src=/a.jpg><figcaption>{escape(story.caption)}</figcaption></figure>"
    return _page(
        story,
        f"<div id=cookie-consent role=dialog class='cookie-banner'><p>{escape(story.cookies)}</p>"
        "<button>OK</button></div>"
        f"<nav class=topnav>{_links(story.others, 'span')}</nav>"
        f"<article><h1>{escape(story.title)}</h1><p class=author>{escape(story.author)}</p>"
        f"<ul class='share-tools'>{_links(story.share)}</ul>{figure}"
        f"<div class=article-body>{first}{second}{box}{third}{newsletter}{''.join(rest)}</div></article>"
        f"<section class=most-read><h2>Top 3</h2><ol>{_links(story.others)}</ol></section>"
        f"<footer><small>{escape(story.rights)}</small></footer>",
        head="<meta property=og:type content=article>",
    )


def portal(story: OwnStory) -> str:
    """A portal of the old school: nested tables, line breaks for paragraphs, links all around."""
    text = "<br><br>\n".join(_paragraphs(story, opening="　　" if story.language == "zh" else "", closing=""))
    menu = " | ".join(f"<a href=/c/{number}>{escape(word)}</a>" for number, word in enumerate(story.others))
    return _page(
        story,
        f"<table width=960><tr><td colspan=2>{menu}</td></tr><tr><td width=660><table><tr><td>"
        f"<h1>{escape(story.title)}</h1></td></tr>"
        f"<tr><td align=center>2026-03-14 09:20 {escape(story.author)}</td></tr>"
        f"<tr><td class=content id=Zoom>{text}</td></tr>"
        f"<tr><td>{' '.join(f'[<a href=#>{escape(word)}</a>]' for word in story.share)}</td></tr></table>"
        "</td>"
        f"<td width=300 valign=top><b>{escape(story.related)}</b><ul>{_links(story.others)}</ul></td></tr>"
        f"<tr><td colspan=2 align=center>{escape(story.rights)}</td></tr></table>",
    )


def application(story: OwnStory) -> str:
    """An application in the browser: names of classes that say nothing, everything a div, a dialog last."""
    text = "".join(
        f"<div class=css-1x{number}k><div class=css-9pq><span>{escape(text, quote=False)}</span></div></div>"
        for number, text in enumerate(story.paragraphs)
    )
    cards = "".join(
        f"<div class=css-77c><a href=/s/{number}><div class=css-h2>{escape(word)}</div></a></div>"
        for number, word in enumerate(story.others)
    )
    return _page(
        story,
        f"<div id=root><div class=css-top><div class=css-links>{_links(story.others, 'div')}</div></div>"
        f"<div class=css-main><div class=css-hed><h1>{escape(story.title)}</h1></div>"
        f"<div class=css-by>{escape(story.author)}</div><div class=css-body>{text}</div>"
        f"<div class=css-share>{''.join(f'<button>{escape(word)}</button>' for word in story.share)}</div>"
        "</div>"
        f"<div class=css-rail><div class=css-h3>{escape(story.related)}</div>{cards}</div>"
        f"<div class=css-foot>{escape(story.rights)}</div></div>"
        f"<div role=dialog aria-modal=true class=css-dlg><div>{escape(story.cookies)}</div></div>",
    )


def debated(story: OwnStory) -> str:
    """A story with more comments than text: each reader writes, is quoted and answered."""
    comments = "".join(
        f"<div class='comment depth-{number % 3}'><span class=user>reader{number}</span>"
        f"<div class=comment-text><p>{escape(story.comments[number % len(story.comments)])}</p></div></div>"
        for number in range(12)
    )
    return _page(
        story,
        f"<div class=nav>{_links(story.others, 'span')}</div><div class=story>"
        f"<h1>{escape(story.title)}</h1><div class=meta>{escape(story.author)}</div>"
        f"<div class=text itemprop=articleBody>{''.join(_paragraphs(story))}</div></div>"
        f"<div id=comments class=comments><h2>12</h2>{comments}</div>"
        f"<div class=footer>{escape(story.rights)}</div>",
    )


# What intruders sell, in words of our own.
FARM = [
    "Golden Tiger casino bonus no deposit",
    "mega slots 888 free spins register now",
    "澳门金虎娱乐城注册送彩金",
    "体育投注平台官网登录入口",
    "replica watches cheap outlet online",
]


def hijacked(story: OwnStory) -> str:
    """A mirror of the story that carries links of gambling sites: hidden, off the screen, in a farm below."""
    farm = "".join(
        f"<a href='http://tiger{number}.farm.example/'>{word}</a> " for number, word in enumerate(FARM)
    )
    first, *rest = _paragraphs(story)
    return _page(
        story,
        f"<div style='display:none'>{farm}</div><div class=head>{_links(story.others, 'span')}</div>"
        f"<div class=article><h1>{escape(story.title)}</h1><div class=content>{first}"
        f"<div style='position:absolute;left:-9999px'>{farm}</div>{''.join(rest)}</div></div>"
        f"<div class=links>{farm}</div><div class=foot>{escape(story.rights)} {farm}</div>",
        head=f"<meta name=keywords content='{', '.join(FARM)}'>",
    )


Layout = Callable[[OwnStory], str]
LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout for layout in (weblog, broadsheet, portal, application, debated, hijacked)
}
