"""Readers' comments as the widgets of static sites render them, put where a page's own place for them is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from html import escape

from benchmarks.training.rendered_stories import Remark

# Where a theme or a comment program leaves room, then where an article ends.
_ROOM = re.compile(
    r"""<div[^>]*\b(?:id|class)=["'](?:disqus_thread|waline|twikoo|gitalk[-\w]*|isso-thread|comments?)["'][^>]*>""",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"<(/?)article\b[^>]*>")
_ENDS = ("</main>", "<footer", "</body>")


def with_remarks(html: str, remarks: Sequence[Remark], theme: str) -> str:
    """Return the page with the comments in it, in the markup that the theme's name decides."""
    if not remarks:
        return html
    made = _widget(remarks, theme)
    if room := _ROOM.search(html):
        return html[: room.end()] + made + html[room.end() :]
    at = _end_of_article(html)
    if at is None:
        at = next((at for end in _ENDS if (at := html.rfind(end)) >= 0), len(html))
    return html[:at] + made + html[at:]


def _end_of_article(html: str) -> int | None:
    """Return where the first article of a page ends, which may have teasers in it that are articles too."""
    depth = 0
    for tag in _ARTICLE.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if tag[1] and depth == 0:
            return tag.end()
    return None


def _widget(remarks: Sequence[Remark], theme: str) -> str:
    outer, item = _WIDGETS[hashlib.sha256(theme.encode()).digest()[0] % len(_WIDGETS)]
    items = "".join(
        item.format(number=number, name=escape(one.name), text=escape(one.text), day=one.day)
        for number, one in enumerate(remarks, 1)
    )
    return outer.format(count=len(remarks), items=items)


# isso, Waline, Gitalk, Staticman, WordPress: what stands around the comments, and one of them.
_WIDGETS = (
    (
        '<section id="isso-thread"><h4 class="isso-thread-heading">{count}</h4>{items}</section>',
        (
            '<div class="isso-comment" id="isso-{number}"><div class="isso-text-wrapper">'
            '<div class="isso-comment-header"><span class="isso-author">{name}</span>'
            '<span class="isso-spacer">•</span><a class="isso-permalink" href="#isso-{number}">'
            '<time datetime="{day:%Y-%m-%dT%H:%M:%SZ}">{day:%Y-%m-%d %H:%M}</time></a></div>'
            '<div class="isso-text"><p>{text}</p></div><div class="isso-comment-footer">'
            '<a class="isso-reply" href="#">Reply</a></div></div></div>'
        ),
    ),
    (
        (
            '<div class="waline-wrapper" data-waline=""><div class="wl-meta-head"><div class="wl-count">'
            '<span class="wl-num">{count}</span></div></div><div class="wl-cards">{items}</div></div>'
        ),
        (
            '<div class="wl-card-item" id="{number}"><div class="wl-user"><img class="wl-user-avatar" '
            'src="/u.png"></div><div class="wl-card"><div class="wl-head"><span class="wl-nick">{name}</span>'
            '<span class="wl-time">{day:%Y-%m-%d}</span></div>'
            '<div class="wl-meta"><span>Chrome 129</span></div>'
            '<div class="wl-content"><p>{text}</p></div></div></div>'
        ),
    ),
    (
        '<div class="gt-container"><div class="gt-comments"><div>{items}</div></div></div>',
        (
            '<div class="gt-comment"><a class="gt-avatar gt-comment-avatar" href="#"><img src="/u.png"></a>'
            '<div class="gt-comment-content"><div class="gt-comment-header"><a class="gt-comment-username" '
            'href="#">{name}</a><span class="gt-comment-date">{day:%Y-%m-%d}</span></div>'
            '<div class="gt-comment-body markdown-body"><p>{text}</p></div></div></div>'
        ),
    ),
    (
        '<section class="page__comments"><section class="js-comments">{items}</section></section>',
        (
            '<article id="comment{number}" class="js-comment comment" itemprop="comment" itemscope '
            'itemtype="http://schema.org/Comment"><div class="comment__content-wrapper"><h3 '
            'class="comment__author" itemprop="author" itemscope itemtype="http://schema.org/Person">'
            '<span itemprop="name">{name}</span></h3><p class="comment__date">'
            '<time datetime="{day:%Y-%m-%dT%H:%M:%SZ}" itemprop="datePublished">'
            '{day:%Y-%m-%d}</time></p><div itemprop="text"><p>{text}</p></div></div></article>'
        ),
    ),
    (
        (
            '<div class="comments-area"><h2 class="comments-title">{count}</h2>'
            '<ol class="comment-list">{items}</ol></div>'
        ),
        (
            '<li class="comment depth-1" id="comment-{number}"><div class="comment-author vcard">'
            '<cite class="fn">{name}</cite></div><div class="comment-meta"><a href="#comment-{number}">'
            "{day:%Y-%m-%d %H:%M}</a></div><p>{text}</p></li>"
        ),
    ),
)
