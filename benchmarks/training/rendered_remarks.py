"""Readers' comments as the widgets of static sites render them, put where a page's own place for them is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.training.rendered_stories import Remark

# Where a theme or a comment program leaves room, then where an article ends.
_ROOM = re.compile(
    r"""<div[^>]*\b(?:id|class)=["'](?:disqus_thread|waline|twikoo|gitalk[-\w]*|isso-thread|comments?)["'][^>]*>""",
    re.IGNORECASE,
)
_ENDS = ("</article>", "</main>", "<footer", "</body>")


def with_remarks(html: str, remarks: Sequence[Remark], theme: str) -> str:
    """Return the page with the comments in it, in the markup that the theme's name decides."""
    if not remarks:
        return html
    made = remarks_html(remarks, theme)
    if room := _ROOM.search(html):
        return html[: room.end()] + made + html[room.end() :]
    for end in _ENDS:
        at = html.rfind(end) if end != "</article>" else html.find(end)
        if at >= 0:
            at += len(end) if end == "</article>" else 0
            return html[:at] + made + html[at:]
    return html + made


def remarks_html(remarks: Sequence[Remark], theme: str) -> str:
    """Return the comments alone."""
    return _WIDGETS[hashlib.sha256(theme.encode()).digest()[0] % len(_WIDGETS)](remarks)


def _isso(remarks: Sequence[Remark]) -> str:
    items = "".join(
        f'<div class="isso-comment" id="isso-{number}"><div class="isso-text-wrapper">'
        f'<div class="isso-comment-header"><span class="isso-author">{escape(one.name)}</span>'
        f'<span class="isso-spacer">•</span><a class="isso-permalink" href="#isso-{number}">'
        f'<time datetime="{one.day:%Y-%m-%dT%H:%M:%SZ}">{one.day:%Y-%m-%d %H:%M}</time></a></div>'
        f'<div class="isso-text"><p>{escape(one.text)}</p></div><div class="isso-comment-footer">'
        f'<a class="isso-reply" href="#">Reply</a></div></div></div>'
        for number, one in enumerate(remarks, 1)
    )
    return f'<section id="isso-thread"><h4 class="isso-thread-heading">{len(remarks)}</h4>{items}</section>'


def _waline(remarks: Sequence[Remark]) -> str:
    items = "".join(
        f'<div class="wl-card-item" id="{number}"><div class="wl-user"><img '
        f'class="wl-user-avatar" src="/u.png">'
        f'</div><div class="wl-card"><div class="wl-head"><span class="wl-nick">{escape(one.name)}</span>'
        f'<span class="wl-time">{one.day:%Y-%m-%d}</span></div>'
        '<div class="wl-meta"><span>Chrome 129</span></div>'
        f'<div class="wl-content"><p>{escape(one.text)}</p></div></div></div>'
        for number, one in enumerate(remarks, 1)
    )
    return (
        f'<div class="waline-wrapper" data-waline=""><div class="wl-meta-head"><div class="wl-count">'
        f'<span class="wl-num">{len(remarks)}</span></div></div><div class="wl-cards">{items}</div></div>'
    )


def _gitalk(remarks: Sequence[Remark]) -> str:
    items = "".join(
        f'<div class="gt-comment"><a class="gt-avatar gt-comment-avatar" href="#"><img src="/u.png"></a>'
        f'<div class="gt-comment-content"><div class="gt-comment-header"><a '
        f'class="gt-comment-username" href="#">'
        f'{escape(one.name)}</a><span class="gt-comment-date">{one.day:%Y-%m-%d}</span></div>'
        f'<div class="gt-comment-body markdown-body"><p>{escape(one.text)}</p></div></div></div>'
        for one in remarks
    )
    return f'<div class="gt-container"><div class="gt-comments"><div>{items}</div></div></div>'


def _staticman(remarks: Sequence[Remark]) -> str:
    items = "".join(
        f'<article id="comment{number}" class="js-comment comment" itemprop="comment" itemscope '
        f'itemtype="http://schema.org/Comment"><div class="comment__content-wrapper"><h3 '
        f'class="comment__author" '
        f'itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">'
        f'{escape(one.name)}</span></h3><p class="comment__date"><time '
        f'datetime="{one.day:%Y-%m-%dT%H:%M:%SZ}" '
        f'itemprop="datePublished">{one.day:%Y-%m-%d}</time></p>'
        f'<div itemprop="text"><p>{escape(one.text)}</p>'
        f"</div></div></article>"
        for number, one in enumerate(remarks, 1)
    )
    return f'<section class="page__comments"><section class="js-comments">{items}</section></section>'


def _list(remarks: Sequence[Remark]) -> str:
    items = "".join(
        f'<li class="comment depth-1" id="comment-{number}"><div class="comment-author '
        f'vcard"><cite class="fn">'
        f'{escape(one.name)}</cite></div><div class="comment-meta"><a href="#comment-{number}">'
        f"{one.day:%Y-%m-%d %H:%M}</a></div><p>{escape(one.text)}</p></li>"
        for number, one in enumerate(remarks, 1)
    )
    return (
        f'<div class="comments-area"><h2 class="comments-title">{len(remarks)}</h2>'
        f'<ol class="comment-list">{items}</ol></div>'
    )


_WIDGETS: tuple[Callable[[Sequence[Remark]], str], ...] = (_isso, _waline, _gitalk, _staticman, _list)
