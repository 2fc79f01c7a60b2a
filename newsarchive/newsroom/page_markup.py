"""Renders a sample page from its truth: template, declarations, injected spam, damage, charset."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template

from newsarchive.evidence import SpamKind
from newsarchive.newsroom.library import SamplePage, Site, Spam
from newsarchive.newsroom.mirror_damage import damage

# Injected spam: in title and meta, hidden, between paragraphs, and as a link farm in the footer.

_FARM_LABEL = "主站蜘蛛池模板: "


def spam_fragments(page: SamplePage) -> dict[str, str]:
    """Return the spam for each slot of a template; empty on a page without spam.

    `spam_title` replaces the page's own title where it stands before `title`.
    """
    spam = page.spam or Spam(kind=SpamKind.OTHER)
    stuffed = escape(",".join(spam.title))
    metas = (f'<meta name="{name}" content="{stuffed}">' for name in ("keywords", "description"))
    return {
        "spam_title": stuffed,
        "spam_meta": "\n".join(metas) if stuffed else "",
        "spam_h1": f'<h1><a href="/">{stuffed}</a></h1>' if stuffed else "",
        "spam_hidden": hidden_block(spam, "display:none", spam.hidden),
        "spam_offscreen": hidden_block(spam, "position:absolute;left:-9999px;top:-9999px", spam.offscreen),
        "spam_farm": farm_block(spam),
    }


def hidden_block(spam: Spam, style: str, phrases: tuple[str, ...]) -> str:
    """Return a block that no reader sees."""
    return f'<div style="{style}">{links(spam, phrases, " ")}</div>' if phrases else ""


def farm_block(spam: Spam) -> str:
    """Return the link farm at the foot of the page."""
    if not spam.farm:
        return ""
    return f'<div class="friendship-link"><p>{_FARM_LABEL}{links(spam, spam.farm, "|")}</p></div>'


def links(spam: Spam, phrases: tuple[str, ...], separator: str) -> str:
    """Return each phrase as a link to a subdomain of the spammer's host."""
    linked = (
        f'<a href="http://x{n:03}.{spam.host}/" target="_blank">{escape(phrase)}</a>'
        for n, phrase in enumerate(phrases)
    )
    return f"{separator}\n".join(linked)


def with_inside_spam(page: SamplePage, shown: list[str]) -> list[str]:
    """Return the paragraphs with the spam paragraphs inserted after the numbers they name."""
    spam = page.spam
    if spam is None:
        return shown
    result = []
    for number, paragraph in enumerate(shown, 1):
        result.append(paragraph)
        if phrase := spam.inside.get(str(number)):
            result.append(f'<p><a href="http://www.{spam.host}/">{escape(phrase)}</a></p>')
    return result


def hijacked_body(page: SamplePage) -> str:
    """Return what replaces the article on a hijacked page; "" on any other."""
    spam = page.spam
    if spam is None or not spam.body:
        return ""
    return "\n".join(f'<p><a href="http://www.{spam.host}/">{escape(line)}</a></p>' for line in spam.body)


# The charsets that browsers use for these labels (WHATWG); Python's codecs differ in some characters.
_CODECS = {"big5": "cp950", "shift_jis": "cp932"}
_CANONICAL_LINK = '<link rel="canonical" href="$url">'
_TEMPLATES = Path(__file__).resolve().parent / "templates"


def page_body(site: Site, page: SamplePage) -> bytes:
    """Return the bytes as served."""
    encoding = page.look.encoding
    return page_markup(site, page).encode(_CODECS.get(encoding, encoding), "xmlcharrefreplace")


def page_markup(site: Site, page: SamplePage) -> str:
    """Return the page as mark-up: damaged, then spammed, in the order of real mirrors."""
    shown = template(page.look.template).safe_substitute(page_fragments(site, page))
    if page.look.damage:
        shown = damage(shown, page.look.damage)
    return Template(shown).substitute(spam_fragments(page))


@lru_cache(maxsize=32)
def template(name: str) -> Template:
    """Return the template of that name."""
    return Template((_TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))


def has_canonical_link(page: SamplePage) -> bool:
    """Say whether the page's template names the page's own URL as the canonical one."""
    source = (_TEMPLATES / f"{page.look.template}.html").read_text(encoding="utf-8")
    return _CANONICAL_LINK in source


def page_fragments(site: Site, page: SamplePage) -> dict[str, str]:
    """Return the values that a template may use, escaped; no template uses all of them.

    A dollar sign is doubled, because a second substitution fills in the spam.
    """
    look = page.look
    charset = look.encoding if look.meta_charset is None else look.meta_charset
    fragments = {
        "lang": site.language,
        "charset": f'<meta charset="{charset}">' if charset else "",
        "old_charset": f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        if charset
        else "",
        "head": head_markup(site, page),
        "title": escape(page.title, quote=False),
        "title_suffix": look.title_suffix,
        "site": escape(site.title),
        "url": page.url,
        "section": escape(page.section or ""),
        "outlet": escape(page.outlet or ""),
        "byline": look.byline.format(escape(look.byline_join.join(page.authors))) if page.authors else "",
        "editor": look.editor_line.format(escape(page.editor)) if page.editor else "",
        "date": shown_date(page),
        "datetime": page.published_at or "",
        "paragraphs": hijacked_body(page) or paragraphs_markup(page),
        "tags": items(page.tags),
        "nav": items(site.nav),
        "related": items((*page.related, *site.related)),
        "comments": "".join(
            f'<div class="comment-item">{escape(comment)}</div>\n' for comment in site.comments
        ),
    }
    return {name: text.replace("$", "$$") for name, text in fragments.items()}


def items(texts: tuple[str, ...]) -> str:
    """Return a list of links to other pages of the site."""
    return "\n".join(
        f'<li><a href="/more/{n}.html">{escape(text)}</a></li>' for n, text in enumerate(texts, 1)
    )


def shown_date(page: SamplePage) -> str:
    """Return the page's date as readers see it."""
    return (
        datetime.fromisoformat(page.published_at).strftime(page.look.date_format) if page.published_at else ""
    )


def paragraphs_markup(page: SamplePage) -> str:
    """Return the article's paragraphs, with the spam between them."""
    shown = [page.look.paragraph.format(escape(text, quote=False)) for text in page.paragraphs]
    return "\n".join(with_inside_spam(page, shown))


def head_markup(site: Site, page: SamplePage) -> str:
    """Return the metadata in the head, in the forms that the page's `structured` names."""
    forms = {"jsonld": json_ld, "opengraph": open_graph, "meta": plain_meta}
    return "\n".join(forms[name](site, page) for name in page.look.structured)


def json_ld(site: Site, page: SamplePage) -> str:
    """Return a schema.org NewsArticle."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": page.url,
        "headline": page.title,
        "datePublished": page.published_at,
        "dateModified": page.modified_at or page.published_at,
        "articleSection": page.section,
        "keywords": list(page.tags),
        "author": [
            *({"@type": "Person", "name": name} for name in page.authors),
            *({"@type": "Organization", "name": name} for name in page.organisations),
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": page.outlet or site.title},
        "image": [page.image] if page.image else [],
    }
    told = {key: value for key, value in data.items() if value}
    return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'


def open_graph(site: Site, page: SamplePage) -> str:
    """Return the OpenGraph metadata of an article."""
    told = [
        ("og:type", "article"),
        ("og:title", page.title),
        ("og:url", page.url),
        ("og:site_name", site.title),
    ]
    times = {"article:published_time": page.published_at, "article:modified_time": page.modified_at}
    told += [(name, value) for name, value in times.items() if value]
    told += [("article:section", page.section)] if page.section else []
    told += [("og:image", page.image)] if page.image else []
    return "\n".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in told)


def plain_meta(_site: Site, page: SamplePage) -> str:
    """Return the traditional meta elements."""
    told = {
        "author": ", ".join(page.authors),
        "keywords": ",".join(page.tags),
        "description": page.paragraphs[0][:80] if page.paragraphs else "",
    }
    return "\n".join(
        f'<meta name="{name}" content="{escape(value)}">' for name, value in told.items() if value
    )
