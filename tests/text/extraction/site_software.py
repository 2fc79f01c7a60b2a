"""Pages as common site software builds them: its structure and names, words of our own.

Tried beside the real thing (2026-11): WordPress 6.8.12 with its themes Twenty Twenty-Three to Twenty-Five,
Ghost 6.65 with its theme Source, the templates of SPIP 4.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

OTHER = "https://post.example/another-story-{0}/"


@dataclass(frozen=True)
class Words:
    """What one newspaper says in its language."""

    language: str
    title: str
    one: str
    two: str
    comment: str
    form: str
    more: str
    other: str


WORDS = {
    "en": Words(
        "en",
        "Ferry to the island is cancelled",
        "The evening ferry was cancelled on Tuesday because of strong winds.",
        "A bus leaves from the quay at nine, the harbour office said.",
        "Reader {0} thinks that the council should have asked all of us long before it decided anything.",
        "Your address will not be shown to anybody. Fields with a star must be filled in before you send it.",
        "More posts",
        "Another story of the harbour, number {0}, which tells of something else altogether.",
    ),
    "de": Words(
        "de",
        "Fähre zur Insel fällt aus",
        "Die Abendfähre zur Insel ist am Dienstag wegen des Windes ausgefallen.",
        "Um neun fährt ein Bus vom Kai, teilte das Hafenamt mit.",
        "Leserin {0} findet, der Rat hätte uns alle vor seinem Beschluss fragen müssen, wie versprochen.",
        "Ihre Adresse wird niemandem gezeigt. Felder mit Stern müssen vor dem Senden ausgefüllt werden.",
        "Weitere Beiträge",
        "Eine andere Geschichte aus dem Hafen, Nummer {0}, die von etwas ganz anderem handelt.",
    ),
    "zh": Words(
        "zh",
        "往返海岛的晚班渡轮停航",
        "港务局表示，由于风力过大，周二晚间往返海岛的渡轮停航一班。",
        "当晚九时另有一班汽车从码头开出，旅客可凭船票乘坐。",
        "第{0}位读者认为，市政府在作出决定之前应当先听取码头居民的意见，而不是事后再来解释。",
        "您的地址不会向任何人公开。带星号的各项请在发送之前填写完整，谢谢您的合作。",
        "更多文章",
        "港口的另一则消息之{0}，说的是完全不同的一件事情，与渡轮无关。",
    ),
    "es": Words(
        "es",
        "Cancelado el transbordador a la isla",
        "El transbordador de la tarde fue cancelado el martes por el fuerte viento.",
        "A las nueve sale un autobús del muelle, informó la autoridad portuaria.",
        "El lector {0} opina que el ayuntamiento debía habernos preguntado a todos mucho antes de decidir.",
        "Su dirección no se mostrará a nadie. Los campos con asterisco deben rellenarse antes de enviarlo.",
        "Más entradas",
        "Otra noticia del puerto, la número {0}, que trata de una cosa completamente distinta.",
    ),
}


@dataclass(frozen=True)
class Post:
    """What stands on a page: `body` is markup; the days are ISO 8601, `day` that of the story where shown."""

    words: Words
    body: str
    comments: int = 10
    others: int = 6
    day: str | None = None
    other_day: str = "2026-11-{0:02}"
    comment_day: str = "2026-10-{0:02}"


def paragraphs(*lines: str) -> str:
    """The lines as markup."""
    return "".join(f"<p>{line}</p>\n" for line in lines)


def form(words: Words, attributes: str) -> str:
    """A form for a comment."""
    return (
        f"<form method=post {attributes}><p>{words.form}</p><p><textarea name=comment></textarea></p>"
        "<p><input type=text name=author> <input type=email name=email></p><p><input type=submit></p></form>"
    )


def _page(post: Post, head: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{post.words.language}"><head><meta charset="utf-8">'
        f"<title>{post.words.title} – Harbour Post</title>{head}</head>{body}</html>"
    )


def _each(count: int, markup: Callable[[int], str]) -> str:
    return "\n".join(markup(number) for number in range(1, count + 1))


def wordpress_blocks(post: Post) -> str:
    """WordPress, a theme of blocks; it prints no date where `post.day` is None, as Twenty Twenty-Five."""
    words = post.words
    shown = f'<div class="wp-block-post-date"><time datetime="{post.day}">{post.day}</time></div>' * bool(
        post.day
    )

    def comment(number: int) -> str:
        day = post.comment_day.format(number)
        return (
            f'<li id="comment-{number}" class="comment depth-1"><div class="wp-block-group">'
            f'<div class="wp-block-comment-date"><time datetime="{day}T10:00:00+00:00">'
            f'<a href="https://post.example/ferry/#comment-{number}">{day}</a></time></div>'
            f'<div class="wp-block-comment-author-name">Reader {number}</div>'
            f'<div class="wp-block-comment-content"><p>{words.comment.format(number)}</p></div></div></li>'
        )

    def other(number: int) -> str:
        day, address = post.other_day.format(21 - number), OTHER.format(number)
        return (
            f'<li class="wp-block-post post-{number} post type-post hentry"><div class="wp-block-group">'
            f'<h3 class="wp-block-post-title"><a href="{address}">{words.other.format(number)}</a></h3>'
            f'<div class="wp-block-post-date"><time datetime="{day}T09:00:00+00:00">'
            f'<a href="{address}">{day}</a></time></div></div></li>'
        )

    return _page(
        post,
        "",
        '<body class="wp-singular post-template-default single single-post"><div class="wp-site-blocks">'
        '<header><p class="wp-block-site-title"><a href="/">Harbour Post</a></p></header>'
        '<main class="wp-block-group"><div class="wp-block-group">'
        f'<h1 class="wp-block-post-title">{words.title}</h1><div class="wp-block-group"><p>Written by</p>'
        '<div class="wp-block-post-author-name"><a href="/author/holm/">A. Holm</a></div><p>in</p>'
        f'<div class="wp-block-post-terms"><a href="/category/news/" rel="tag">News</a></div></div>{shown}'
        f'<div class="entry-content wp-block-post-content is-layout-constrained">{post.body}</div>'
        '<nav class="wp-block-group"><div class="post-navigation-link-next wp-block-post-navigation-link">'
        f'<a href="{OTHER.format(9)}">{words.other.format(9)}</a></div></nav>'
        '<div class="wp-block-comments wp-block-comments-query-loop"><h2>Comments</h2>'
        f'<h3 id="comments" class="wp-block-comments-title">{post.comments}</h3>'
        f'<ol class="wp-block-comment-template">{_each(post.comments, comment)}</ol>'
        '<div id="respond" class="comment-respond wp-block-post-comments-form">'
        f"{form(words, 'id=commentform')}</div>"
        f'</div></div><div class="wp-block-group"><h2 class="wp-block-heading">{words.more}</h2>'
        '<div class="wp-block-query"><ul class="wp-block-post-template">'
        f"{_each(post.others, other)}</ul></div>"
        "</div></main></div></body>",
    )


def wordpress_classic(post: Post) -> str:
    """WordPress, a theme of PHP files with a sidebar of recent posts."""
    words = post.words
    shown = f'<time class="entry-date published" datetime="{post.day}">{post.day}</time>' * bool(post.day)

    def comment(number: int) -> str:
        day = post.comment_day.format(number)
        return (
            f'<li id="comment-{number}" class="comment"><article class="comment-body">'
            f"<footer class=comment-meta><b>Reader {number}</b> <time datetime='{day}T10:00:00+00:00'>"
            f"{day}</time></footer><div class='comment-content'>"
            f"<p>{words.comment.format(number)}</p></div></article></li>"
        )

    def other(number: int) -> str:
        return (
            f'<li><a href="{OTHER.format(number)}">{words.other.format(number)}</a>'
            f'<span class="post-date">{post.other_day.format(21 - number)}</span></li>'
        )

    return _page(
        post,
        "",
        '<body class="single single-post"><div id="page" class="site"><div id="content" class="site-content">'
        '<main id="main" class="site-main"><article id="post-4" class="post-4 post type-post hentry">'
        f'<header class="entry-header"><h1 class="entry-title">{words.title}</h1>{shown}</header>'
        f'<div class="entry-content">{post.body}</div></article>'
        '<nav class="navigation post-navigation"><div class="nav-links"><div class="nav-previous">'
        f'<a href="{OTHER.format(9)}">{words.other.format(9)}</a></div></div></nav>'
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{post.comments}</h2>'
        f'<ol class="comment-list">{_each(post.comments, comment)}</ol>'
        '<div id="respond" class="comment-respond">'
        f"{form(words, 'id=commentform class=comment-form')}</div></div></main></div>"
        '<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries">'
        f"<h2>{words.more}</h2><ul>{_each(post.others, other)}</ul></section></aside></div></body>",
    )


def ghost(post: Post) -> str:
    """Ghost; its comments come by script, so that other stories are all that stands beside the body."""
    words = post.words

    def card(number: int) -> str:
        day = post.other_day.format(21 - number)
        return (
            f'<article class="gh-card post"><a class="gh-card-link" href="{OTHER.format(number)}">'
            f'<div class="gh-card-wrapper"><h3 class="gh-card-title">{words.other.format(number)}</h3>'
            f'<p class="gh-card-excerpt">{words.other.format(number)} {words.comment.format(number)}</p>'
            f'<footer class="gh-card-meta"><time class="gh-card-date" datetime="{day}">{day}</time></footer>'
            "</div></a></article>"
        )

    return _page(
        post,
        "",
        '<body class="post-template"><div class="gh-viewport"><main class="gh-main">'
        '<article class="gh-article post"><header class="gh-article-header gh-canvas">'
        f'<h1 class="gh-article-title is-title">{words.title}</h1></header>'
        f'<section class="gh-content gh-canvas is-body">{post.body}</section></article></main>'
        '<section class="gh-container is-grid"><div class="gh-container-inner">'
        f'<h2 class="gh-container-title">{words.more}</h2>'
        f'<div class="gh-feed">{_each(post.others, card)}</div></div></section></div></body>',
    )


def spip(post: Post) -> str:
    """SPIP, its own templates."""
    words = post.words

    def comment(number: int) -> str:
        return (
            f'<li class="comment-item"><div class="comment hreview"><p>Reader {number}</p>'
            f'<div class="comment-content description"><p>{words.comment.format(number)}</p></div></div></li>'
        )

    def other(number: int) -> str:
        return f'<li><a href="{OTHER.format(number)}">{words.other.format(number)}</a></li>'

    return _page(
        post,
        "",
        '<body class="page_article"><div class="page"><main><div class="content hentry" id="content">'
        f'<div class="cartouche"><h1 class="surlignable entry-title">{words.title}</h1></div>'
        f'<div class="texte surlignable clearfix">{post.body}</div></div>'
        '<div class="comments comments-thread"><ul class="comments-items">'
        f"{_each(post.comments, comment)}</ul></div>"
        f'<div class="formulaire_spip formulaire_forum">{form(words, "")}</div></main>'
        f'<aside class="aside"><h2>{words.more}</h2><ul>{_each(post.others, other)}</ul></aside></body>',
    )


def microdata(post: Post) -> str:
    """Any software that marks by schema.org: Jekyll, Hexo, Joomla, TYPO3."""
    words = post.words

    def comment(number: int) -> str:
        return (
            '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
            f'<p itemprop="text">{words.comment.format(number)}</p></div>'
        )

    return _page(
        post,
        "",
        '<body><div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">'
        f'{words.title}</h1><div class="text" itemprop="articleBody">{post.body}</div></div>'
        f"<section>{_each(post.comments, comment)}{form(words, '')}</section></body>",
    )


def trs(post: Post) -> str:
    """TRS, which many Chinese newspapers and offices use, in a layout of tables."""
    words = post.words

    def other(number: int) -> str:
        return f'<tr><td>·<a href="{OTHER.format(number)}">{words.other.format(number)}</a></td></tr>'

    return _page(
        post,
        "",
        f"<body><table><tr><td class=bt><h1>{words.title}</h1></td></tr><tr><td><div class='TRS_Editor'>"
        f"{post.body}</div></td></tr></table><table id=gd>{_each(post.others, other)}</table>"
        f"<div id=pinglun>{form(words, '')}</div></body>",
    )


def unmarked(post: Post) -> str:
    """A theme of somebody's own that marks its comments but not its body."""
    words = post.words

    def comment(number: int) -> str:
        return f'<li class="reply"><p>{words.comment.format(number)}</p></li>'

    return _page(
        post,
        "",
        f'<body><div class="story"><h1>{words.title}</h1>{post.body}</div><section id="comments">'
        f'<ol class="comment-list">{_each(post.comments, comment)}</ol>{form(words, "")}</section></body>',
    )


SOFTWARE: dict[str, Callable[[Post], str]] = {
    builder.__name__: builder
    for builder in (wordpress_blocks, wordpress_classic, ghost, spip, microdata, trs)
}


def told(words: Words, count: int) -> Sequence[str]:
    """The first sentences of the story."""
    return (words.one, words.two)[:count]
