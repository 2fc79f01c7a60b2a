"""Sites as dictionaries of documents by address, and the parts that their pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from tests.sites.stories import Story

PROLOG = "<?xml version='1.0' encoding='utf-8'?>"
XML, JSON, HTML = "application/xml", "application/feed+json", "text/html"


@dataclass(frozen=True, slots=True)
class Document:
    """One answer."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    cookie: str = ""


@dataclass(slots=True)
class Site:
    """A site; `endless` answers what is not among the documents (calendars), None for 404.

    `articles` are the addresses that a crawl must find, `browser` says that it needs one.
    """

    name: str
    home: str
    charset: str = "utf-8"
    header: str | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    endless: Callable[[str], str | None] = lambda url: None
    browser: bool = False

    def put(self, url: str, text: str, content_type: str = HTML) -> str:
        """Add a document; return its address."""
        kind = content_type if content_type != HTML else self.header or f"{HTML}; charset={self.charset}"
        encoding = self.charset if content_type == HTML else "utf-8"
        self.documents[url] = Document(text.encode(encoding, "xmlcharrefreplace"), kind)
        return url

    def article(self, url: str, text: str) -> str:
        """Add an article that is to be found."""
        self.articles.add(url)
        return self.put(url, text)

    def answer(self, url: str) -> Document:
        """Return what is at an address (without tracking parameters)."""
        plain = url.partition("?utm_")[0]
        known = self.documents.get(url) or self.documents.get(plain)
        if known is not None:
            return known
        made = self.endless(url)
        if made is not None:
            return Document(made.encode(self.charset, "xmlcharrefreplace"), f"{HTML}; charset={self.charset}")
        return Document(b"<html><body><h1>404</h1><p>no such page</p></body></html>", status=404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the pages of a site look: the menu (address, name), what stands around, and class names."""

    title: str
    language: str
    charset: str = "utf-8"
    menu: Sequence[tuple[str, str]] = ()
    footer: Sequence[tuple[str, str]] = ()
    head: str = ""
    nav: str = "nav"
    body: str = "article"

    def page(self, title: str, inner: str, *, head: str = "") -> str:
        """Return a whole page around its content."""
        name = f"{escape(title)} - {self.title}" if title else self.title
        opening = "<div class='menu'>" if self.nav == "div" else f"<{self.nav}>"
        return (
            f"<!DOCTYPE html><html lang='{self.language}'><head><meta charset='{self.charset}'>"
            f"<title>{name}</title>{self.head}{head}</head><body>"
            f"{opening}{links(self.menu)}</{self.nav}>{inner}<footer>{links(self.footer)}"
            f"<p>© {self.title}</p></footer></body></html>"
        )

    def story(self, story: Story, *, dated: str = "meta", extra: str = "") -> str:
        """Return the page of a story; `dated` meta or line says where its date is."""
        stamp = story.published.isoformat()
        head = f"<meta property='article:published_time' content='{stamp}'>" if dated == "meta" else ""
        line = f"<div class='info'>{story.published:%Y-%m-%d %H:%M} {story.author}</div>"
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
        text = f"<h1>{escape(story.title)}</h1>{line}<div class='text'>{text}</div>{extra}"
        inner = f"<{self.body} class='main'>{text}</{self.body}>"
        return self.page(story.title, inner, head=head)


def links(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a list of links."""
    items = "".join(f"<li><a href='{escape(url)}'>{escape(name)}</a></li>" for url, name in pairs)
    return f"<ul>{items}</ul>"


def headlines(pairs: Iterable[tuple[str, Story]], *, teasers: bool = False) -> str:
    """Return a list of stories, with their first paragraphs where a site shows those."""
    return "".join(
        f"<div class='item'><h3><a href='{escape(url)}'>{escape(story.title)}</a></h3>"
        + (f"<p>{escape(story.teaser)}</p>" if teasers else "")
        + f"<span>{story.published:%Y-%m-%d}</span></div>"
        for url, story in pairs
    )


def rss(title: str, pairs: Iterable[tuple[str, Story]]) -> str:
    """Return an RSS feed."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{escape(url)}</link>"
        f"<pubDate>{story.published:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for url, story in pairs
    )
    return f"{PROLOG}<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


def urlset(pairs: Iterable[tuple[str, Story | None]], *, news: bool = False) -> str:
    """Return a sitemap; a news sitemap has title and date of each story."""
    entries = ""
    for url, story in pairs:
        about = f"<lastmod>{story.published:%Y-%m-%d}</lastmod>" if story else ""
        if story and news:
            about = (
                f"<news:news><news:publication_date>{story.published.isoformat()}</news:publication_date>"
                f"<news:title>{escape(story.title)}</news:title></news:news>"
            )
        entries += f"<url><loc>{escape(url)}</loc>{about}</url>"
    spaces = (
        "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
    )
    return f"{PROLOG}<urlset {spaces}>{entries}</urlset>"


def sitemap_index(children: Iterable[tuple[str, str | None]]) -> str:
    """Return an index of sitemaps with their dates."""
    entries = "".join(
        f"<sitemap><loc>{escape(url)}</loc>" + (f"<lastmod>{date}</lastmod>" if date else "") + "</sitemap>"
        for url, date in children
    )
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    return f"{PROLOG}<sitemapindex {space}>{entries}</sitemapindex>"


def paged(items: Sequence[tuple[str, Story]], size: int) -> list[Sequence[tuple[str, Story]]]:
    """Return the items in pages."""
    return [items[start : start + size] for start in range(0, len(items), size)]
