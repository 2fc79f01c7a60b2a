"""Sixty small pages in the manner of real themes, in twelve languages, each with the facts its author meant.

A theme is a function of the facts; each language has five of the themes, each theme three languages. Texts,
names and addresses are made up for these tests.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

LANGUAGES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


class Words(NamedTuple):
    """What a site says around an article, in one language."""

    site: str
    by: str
    joint: str
    published: str
    updated: str
    section: str
    related: str
    about: str
    photo: str
    rights: str
    kicker: str
    behind: str = ""


@dataclass(frozen=True)
class Facts:
    """The truth about a page: `day` as ISO, `shown` as its language writes it, `later` a later day, shown."""

    language: str
    words: Words
    title: str
    day: str
    shown: str
    later: tuple[str, str]
    names: tuple[str, ...]
    text: tuple[str, ...]
    other: str

    @property
    def url(self) -> str:
        """An address that tells nothing."""
        return f"https://www.{self.host}/artikel-{sum(map(ord, self.title)) % 9000 + 1000}.html"

    @property
    def host(self) -> str:
        """The site's host."""
        return f"blatt-{self.language}.example"

    @property
    def byline(self) -> str:
        """The names as a by-line joins them."""
        return self.words.joint.join(name + self.words.behind for name in self.names)

    @property
    def first(self) -> str:
        """The first of them as a by-line names one."""
        return self.names[0] + self.words.behind

    @property
    def body(self) -> str:
        """The paragraphs."""
        return "".join(f"<p>{line}</p>" for line in self.text)


def _page(facts: Facts, head: str, main: str, foot: str = "") -> str:
    words = facts.words
    return (
        f'<!DOCTYPE html><html lang="{facts.language}"><head><meta charset="utf-8">{head}</head><body>{main}'
        f"{foot}<footer><p>© 2009–2026 {words.site}. {words.rights}</p></footer></body></html>"
    )


def _list(facts: Facts, day: str) -> str:
    items = "".join(
        f'<li><a href="/other-{number}.html">{facts.other} {number}</a> <span class="date">{day}</span></li>'
        for number in (1, 2, 3)
    )
    return f"<section class='related'><h3>{facts.words.related}</h3><ul>{items}</ul></section>"


def blog(facts: Facts) -> str:
    """A blog's theme: posted-on and byline with vcard, the change in a time of its own."""
    words, later = facts.words, facts.later
    return _page(
        facts,
        f"<title>{facts.title} – {words.site}</title>",
        f'<header class="site-header"><p class="site-title"><a href="/">{words.site}</a></p></header><main>'
        f'<article class="post"><header class="entry-header"><h1 class="entry-title">{facts.title}</h1>'
        f'<div class="entry-meta"><span class="posted-on"><a href="#" rel="bookmark"><time class="entry-date '
        f'published" datetime="{facts.day}T08:00:00+00:00">{facts.shown}</time><time class="updated" '
        f'datetime="{later[0]}T08:00:00+00:00">{later[1]}</time></a></span> <span class="byline">{words.by}'
        f'<span class="author vcard"><a class="url fn n" href="/author/x/">{facts.first}</a></span></span>'
        f'</div></header><div class="entry-content">{facts.body}</div></article></main>',
    )


def bare_portal(facts: Facts) -> str:
    """No data but the title: label and day in a div below the headline, days of other stories after it."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} | {words.section} | {words.site}</title>",
        f'<div id="top"><a href="/">{words.site}</a></div><div class="content"><h1>{facts.title}</h1>'
        f"<div>{words.by}{facts.byline}</div><div>{words.published} {facts.shown}</div>{facts.body}</div>"
        f"{_list(facts, facts.later[1])}",
    )


def kicker(facts: Facts) -> str:
    """A kicker in the headline, another headline for search engines; names and days as JSON-LD."""
    words = facts.words
    data = {
        "@type": "NewsArticle",
        "headline": facts.title,
        "datePublished": f"{facts.day}T06:30:00Z",
        "dateModified": f"{facts.later[0]}T06:30:00Z",
        "author": [{"@type": "Person", "name": name} for name in facts.names],
        "publisher": {"@type": "Organization", "name": words.site},
    }
    return _page(
        facts,
        f"<title>{facts.title} - {words.site}</title><meta property='og:site_name' content='{words.site}'>"
        f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>",
        f'<nav><a href="/">{words.site}</a></nav><article><h1><span class="kicker">{words.kicker}</span>'
        f"<span>{facts.title}</span></h1><p class='meta'>{facts.shown}</p>{facts.body}</article>",
    )


def logo_h1(facts: Facts) -> str:
    """The site's name as h1, the headline as h2; the date and names in one line."""
    words = facts.words
    return _page(
        facts,
        f"<title>{words.site} - {facts.title}</title>",
        f'<div id="header"><h1 id="logo"><a href="/">{words.site}</a></h1></div>'
        f"<div id='main'><h2>{facts.title}</h2><p class='info'>{facts.shown} | {words.by}"
        f"{facts.byline}</p>{facts.body}</div>",
    )


def site_as_author(facts: Facts) -> str:
    """The meta author is the site; the by-line stands under the headline, the picture has a photographer."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} | {words.site}</title><meta name='author' content='{words.site}'>"
        f"<meta property='og:site_name' content='{words.site}'>"
        f"<meta property='og:title' content='{facts.title}'>",
        f"<header><a href='/'>{words.site}</a></header><main><h1>{facts.title}</h1>"
        f"<p class='byline'>{words.by}"
        f"{facts.byline}</p><p class='stamp'>{facts.shown}</p><figure><img src='/p.jpg'><figcaption>"
        f"{words.photo}{facts.other.split()[0]}</figcaption></figure>{facts.body}</main>",
    )


def bare_time(facts: Facts) -> str:
    """A time element without datetime; the day of the visit in the site's head."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} :: {words.site}</title>",
        f"<header class='site-header'><a href='/'>{words.site}</a><span class='today'>{facts.later[1]}"
        f"</span>"
        f"</header><article><h1>{facts.title}</h1><p><time>{facts.shown}"
        f"</time> · {words.by}{facts.byline}</p>"
        f"{facts.body}</article>",
    )


def both_days(facts: Facts) -> str:
    """The day of the change first, then that of publication, each with its label."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} « {words.site}</title>",
        f"<header><a href='/'>{words.site}</a></header><article><h1>{facts.title}</h1><ul class='dates'>"
        f"<li>"
        f"{words.updated} {facts.later[1]}</li><li>{words.published} {facts.shown}</li></ul>"
        f"<address>{words.by}"
        f"<a rel='author' href='/team/1'>{facts.first}</a></address>{facts.body}</article>",
    )


def relative(facts: Facts) -> str:
    """How long ago it was, and the moment in a title; the author in a box below the text."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title}</title><meta property='og:title' content='{facts.title} | {words.site}'>",
        f"<header><a href='/'>{words.site}</a></header><article><h1>{facts.title}</h1><span class='ago' "
        f"title='{facts.day} 08:15'>3 h</span>{facts.body}</article><div class='author-box'>"
        f"<h4>{words.about}"
        f"</h4><a class='author-name' href='/author/7'>{facts.first}</a></div>",
    )


def folder(facts: Facts) -> str:
    """The day in the address of the canonical link and of the picture's folder only."""
    words = facts.words
    year, month, day = facts.day.split("-")
    return _page(
        facts,
        f"<title>{facts.title} — {words.site}</title>"
        f"<link rel='canonical' href='https://www.{facts.host}/{year}/"
        f"{month}/{day}/story.html'><meta property='og:url'"
        f" content='https://www.{facts.host}/{year}/{month}/{day}/"
        f"story.html'>",
        f"<header><a href='/'>{words.site}</a></header><article><h1>{facts.title}</h1>"
        f"<p>{words.by}{facts.byline}"
        f"</p>{facts.body}</article>{_list(facts, facts.later[1])}",
    )


def archived(facts: Facts) -> str:
    """A copy of an archive: its toolbar names the day of the capture."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} - {words.site}</title>",
        f"<div id='wm-ipp-base' lang='en'><div id='wm-ipp'><a href='/web/'>Wayback Machine</a>"
        f"<div id='displayDay"
        f"El' title='You are here: 11:02:03 Jan 05, 2025'>05</div><div id='wm-capinfo'>05 Jan 2025</div>"
        f"</div></div>"
        f"<h1>{facts.title}</h1><p class='date'>{facts.shown}</p>"
        f"<p class='author'>{words.by}{facts.byline}</p>"
        f"{facts.body}",
    )


def split_date(facts: Facts) -> str:
    """The site's name first in the title, day in pieces beside the headline, the author in a card."""
    words = facts.words
    pieces = "".join(f"<span>{piece} </span>" for piece in facts.shown.split(" "))
    return _page(
        facts,
        f"<title>{words.site}: {facts.title}</title>",
        f"<header><a href='/'>{words.site}</a></header><main><div class='date'>{pieces}</div>"
        f"<h1>{facts.title}</h1>"
        f"<div class='card-author'><img alt='' src='/a.jpg'><strong>{facts.first}</strong>"
        f"</div>{facts.body}</main>",
    )


def stale_meta(facts: Facts) -> str:
    """A meta date that is of the template's last build; the day of the story is printed."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} / {words.section} / {words.site}</title>"
        f"<meta name='date' content='2026-01-02T00:00:00Z'>"
        f"<meta name='last-modified' content='2026-01-02'>",
        f"<div class='head'><a href='/'>{words.site}</a></div><div class='story'>"
        f"<h1 class='title'>{facts.title}</h1>"
        f"<p class='dateline'>{words.published} {facts.shown}</p><p>{words.by}{facts.byline}"
        f"</p>{facts.body}</div>",
    )


def comments(facts: Facts) -> str:
    """Comments below with names and later days; hAtom in the story."""
    words, later = facts.words, facts.later
    said = "".join(
        f"<li class='comment'><cite class='fn'>{facts.other.split()[0]} K.</cite> <span>{later[1]}"
        f"</span><p>{line}</p></li>"
        for line in facts.text[:2]
    )
    return _page(
        facts,
        f"<title>{facts.title} &raquo; {words.site}</title>",
        f"<div class='hentry'><h2 class='entry-title'>{facts.title}</h2>"
        f"<abbr class='published' title='{facts.day}'>"
        f"{facts.shown}</abbr> <span class='vcard author'><span class='fn'>{facts.first}</span></span><div "
        f"class='entry-content'>{facts.body}</div></div><ol class='commentlist'>{said}</ol>",
    )


def state(facts: Facts) -> str:
    """A page of a framework: the moment and the names in the page's data, on the page the names alone."""
    words = facts.words
    data = {
        "props": {"pageProps": {"story": {"title": facts.title, "publishedAt": f"{facts.day}T05:00:00Z"}}}
    }
    return _page(
        facts,
        f"<title>{facts.title} · {words.site}</title><meta name='twitter:title' content='{facts.title}'>",
        f"<div id='__next'><div><a href='/'>{words.site}</a></div><main><h1>{facts.title}</h1>"
        f"<div class='css-1'>"
        f"{words.by}{facts.byline}</div>{facts.body}</main></div>"
        f"<script id='__NEXT_DATA__' type='application/json'>"
        f"{json.dumps(data)}</script>",
    )


def table(facts: Facts) -> str:
    """An old layout of tables: headline in a cell, by-line and day in one line of another."""
    words = facts.words
    cell = "".join(f"<p>{line}</p>" for line in facts.text)
    return _page(
        facts,
        f"<title>{facts.title}_{words.section}_{words.site}</title>",
        f"<table><tr><td><a href='/'>{words.site}</a> &gt; <a href='/c/'>{words.section}</a></td></tr>"
        f"<tr><td "
        f"class='headline'><b>{facts.title}</b></td></tr><tr><td>{facts.shown}　{words.site}　{words.by}"
        f"{facts.byline}</td></tr><tr><td>{cell}</td></tr></table>",
    )


def seo_title(facts: Facts) -> str:
    """The title tag shorter than the headline and cut; og:title whole with the site's name."""
    words = facts.words
    short = facts.title[: max(8, len(facts.title) * 2 // 3)].rstrip()
    return _page(
        facts,
        f"<title>{short}... | {words.site}</title>"
        f"<meta property='og:title' content='{facts.title} - {words.site}'>"
        f"<meta property='og:site_name' content='{words.site}'>"
        f"<meta property='article:published_time' content="
        f"'{facts.day}T07:00:00+02:00'><meta property='article:author'"
        f" content='https://www.facebook.com/hafen'>",
        f"<header><a href='/'>{words.site}</a></header><article><h1>{facts.title}</h1>"
        f"<div class='author'><span>"
        f"{words.by}</span><a href='/author/a'>{facts.first}</a></div>{facts.body}</article>",
    )


def agency(facts: Facts) -> str:
    """Persons with an agency in the by-line, and the agency alone in the meta tag."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} | {words.site}</title><meta name='author' content='Reuters'>"
        f"<meta name='pubdate' content='{facts.day}'>",
        f"<header><a href='/'>{words.site}</a></header><article><h1>{facts.title}</h1>"
        f"<div class='byline'>{words.by}"
        f"{facts.byline}, Reuters</div>{facts.body}</article>",
    )


def login(facts: Facts) -> str:
    """The meta author is an account; the name stands in the by-line."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} — {words.site}</title><meta name='author' content='webmaster2'>",
        f"<header><a href='/'>{words.site}</a></header><main><article><h1>{facts.title}</h1>"
        f"<div class='submitted'>"
        f"{words.by}{facts.first} — {facts.shown}</div>{facts.body}</article></main>",
    )


def subtitle(facts: Facts) -> str:
    """A standfirst as h2 below the headline, a section's name as h1 above it; day in the page's foot line."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} | {words.site}</title><meta property='og:title' content='{facts.title}'>",
        f"<header><a href='/'>{words.site}</a></header><h1 class='section-name'>{words.section}</h1>"
        f"<article>"
        f"<h2 class='headline'>{facts.title}</h2><h3>{facts.other}</h3>{facts.body}"
        f"<p class='signature'>{facts.byline}"
        f"</p><p class='pubdate'>{words.published} {facts.shown}</p></article>",
    )


def label_pairs(facts: Facts) -> str:
    """Labels and values as a list of definitions."""
    words = facts.words
    return _page(
        facts,
        f"<title>{facts.title} - {words.section} - {words.site}</title>",
        f"<header><a href='/'>{words.site}</a></header><article><h1>{facts.title}</h1><dl>"
        f"<dt>{words.published}</dt>"
        f"<dd>{facts.shown}</dd><dt>{words.updated}</dt><dd>{facts.later[1]}</dd><dt>{words.by.strip()}"
        f"</dt><dd>"
        f"{facts.byline}</dd></dl>{facts.body}</article>",
    )


THEMES: tuple[Callable[[Facts], str], ...] = (
    *(blog, bare_portal, kicker, logo_h1, site_as_author, bare_time, both_days, relative, folder, archived),
    *(split_date, stale_meta, comments, state, table, seo_title, agency, login, subtitle, label_pairs),
)
# Themes that name the first author only.
ONE_NAME = frozenset({blog, both_days, relative, split_date, comments, seo_title, login})


class ThemePage(NamedTuple):
    """One page and what is true of it."""

    name: str
    facts: Facts
    html: str
    names: tuple[str, ...]


def theme_pages() -> tuple[ThemePage, ...]:
    """Return the sixty pages: the stories of all languages in turn, with the themes in turn."""
    found = []
    for place, (language, told) in enumerate(LANGUAGES.items()):
        words = Words(**{name: told[name] for name in Words._fields})
        for number, (title, day, shown, *rest) in enumerate(told["stories"]):
            theme = THEMES[(place * 5 + number + place // 4) % len(THEMES)]
            facts = Facts(
                *(language, words, title, day, shown, (rest[0], rest[1]), tuple(rest[2:])),
                *(tuple(told["text"]), told["other"]),
            )
            names = facts.names[:1] if theme in ONE_NAME else facts.names
            found.append(ThemePage(f"{language}-{theme.__name__}", facts, theme(facts), names))
    return tuple(found)
