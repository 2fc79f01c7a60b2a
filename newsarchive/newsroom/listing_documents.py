"""Renders the feeds, sitemaps and section pages of the sample sites."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from newsarchive.newsroom.library import ListingDocument, Site

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a listing: URL, title, and an ISO 8601 date if the listing states one."""

    url: str
    title: str
    published_at: str | None = None


def listing_body(site: Site, listing: ListingDocument) -> bytes:
    """Return the bytes as served; gzipped bytes are the same on every run."""
    text = _RENDERERS[listing.format](site, listing, entries(site, listing))
    body = text.encode(declared_charset(listing.content_type), "xmlcharrefreplace")
    return gzip.compress(body, mtime=0) if listing.gzipped else body


def declared_charset(content_type: str) -> str:
    """Return the charset of a content type, UTF-8 if it names none (those of listings are correct)."""
    return content_type.partition("charset=")[2] or "utf-8"


def entries(site: Site, listing: ListingDocument) -> list[Entry]:
    """Return the pages as of the first visit, then the further links."""
    pages = [site.pages[name] for name in listing.pages]
    named = [Entry(page.url, page.title, page.published_at) for page in pages]
    return named + [Entry(url, title) for title, url in listing.links]


def rss(site: Site, listing: ListingDocument, named: list[Entry]) -> str:
    """Return an RSS 2.0 feed."""
    items = "\n".join(
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.url)}</link>{pub_date(entry)}</item>"
        for entry in named
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{escape(listing.title)}'
        f"</title><link>http://{site.host}/</link><description>{escape(site.title)}</description>\n{items}\n"
        "</channel></rss>\n"
    )


def pub_date(entry: Entry) -> str:
    """Return the date as RFC 822, as RSS requires; empty if only the day is known."""
    if entry.published_at is None or "T" not in entry.published_at:
        return ""
    return f"<pubDate>{format_datetime(datetime.fromisoformat(entry.published_at))}</pubDate>"


def atom(site: Site, listing: ListingDocument, named: list[Entry]) -> str:
    """Return an Atom 1.0 feed."""
    shown = "\n".join(
        f"<entry><id>{escape(entry.url)}</id><title>{escape(entry.title)}</title>"
        f'<link href="{escape(entry.url)}"/>'
        f"<updated>{entry.published_at or '2025-11-03T00:00:00Z'}</updated></entry>"
        for entry in named
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{_ATOM}"><id>http://{site.host}{listing.path}</id>'
        f"<title>{escape(listing.title)}</title><updated>2025-11-03T00:00:00Z</updated>\n{shown}\n</feed>\n"
    )


def news_sitemap(site: Site, _listing: ListingDocument, named: list[Entry]) -> str:
    """Return a Google news sitemap."""
    shown = "\n".join(
        f"<url><loc>{escape(entry.url)}</loc><news:news><news:publication><news:name>{escape(site.title)}"
        f"</news:name><news:language>{site.language[:2]}</news:language></news:publication>"
        f"<news:publication_date>{entry.published_at}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>"
        for entry in named
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n'
        f"{shown}\n</urlset>\n"
    )


def plain_sitemap(_site: Site, _listing: ListingDocument, named: list[Entry]) -> str:
    """Return a plain sitemap with `lastmod`."""
    shown = "\n".join(
        f"<url><loc>{escape(entry.url)}</loc>"
        + (f"<lastmod>{entry.published_at}</lastmod>" if entry.published_at else "")
        + "</url>"
        for entry in named
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{_SITEMAP}">\n{shown}\n</urlset>\n'


def sitemap_index(_site: Site, _listing: ListingDocument, named: list[Entry]) -> str:
    """Return a sitemap index."""
    shown = "\n".join(f"<sitemap><loc>{escape(entry.url)}</loc></sitemap>" for entry in named)
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}\n<sitemapindex xmlns="{_SITEMAP}">\n{shown}\n</sitemapindex>\n'


def section(site: Site, listing: ListingDocument, named: list[Entry]) -> str:
    """Return a section page: a list of links with navigation around it."""
    nav = "".join(f'<li><a href="/nav/{n}/">{escape(text)}</a></li>' for n, text in enumerate(site.nav))
    shown = "\n".join(
        f'<li class="story"><a href="{escape(entry.url.removeprefix(f"http://{site.host}"))}">'
        f"{escape(entry.title)}</a> <span>{(entry.published_at or '')[:10]}</span></li>"
        for entry in named
    )
    charset = declared_charset(listing.content_type)
    return (
        f'<!DOCTYPE html>\n<html lang="{site.language}"><head><meta charset="{charset}"><title>'
        f"{escape(listing.title)} - {escape(site.title)}</title></head><body><nav><ul>{nav}</ul></nav>\n"
        f'<main><h1>{escape(listing.title)}</h1><ul class="stories">\n{shown}\n</ul></main>\n'
        f'<footer><a href="/about.html">{escape(site.title)}</a></footer></body></html>\n'
    )


_RENDERERS: dict[str, Callable[[Site, ListingDocument, list[Entry]], str]] = {
    "rss": rss,
    "atom": atom,
    "newssitemap": news_sitemap,
    "sitemap": plain_sitemap,
    "sitemapindex": sitemap_index,
    "section": section,
}
