"""Reads a front or section page: its name, language, feeds, links and next page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from newsarchive.discovery.documents import base_of, page_root, read_text, without_prolog
from newsarchive.discovery.sections.anchors import anchors_of
from newsarchive.discovery.sections.archive_menus import option_links
from newsarchive.discovery.sections.loaded_pieces import loaded_pieces
from newsarchive.discovery.sections.pagination import NO_PAGER, Pager, find_pager, moved_to
from newsarchive.discovery.sections.section_links import LARGEST_PAGE
from newsarchive.discovery.urls.canonical_urls import canonical_key, resolve, same_site
from newsarchive.discovery.urls.scoring import Anchor

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
    }
)
_MOST_ANCHORS = 5_000
_FEWEST_CHARACTERS = 200  # of visible text; scripts fill a page that has fewer
_LONGEST_TITLE = 120

_MOST_FRAMES = 6
_MOST_ENTRIES, _MOST_SCRIPTS, _LARGEST_SCRIPT = 60, 60, 100_000
# `{name: "Local", url: "/local/"}`, in either order, and `addItem("Local", "/local/")`.
_TEXT, _PATH = r"[\"']([^\"'<>{}/]{2,40})[\"']", r"[\"'](\\?/[^\"'<>\s{}]{1,200})[\"']"
_NAME_KEY, _URL_KEY = (
    r"[\"']?(?:name|title|text|label|caption)[\"']?\s*:\s*",
    r"[\"']?(?:url|href|link|path|to)[\"']?\s*:\s*",
)
_ENTRY = re.compile(
    rf"(?:{_NAME_KEY}|\(\s*){_TEXT}\s*,\s*(?:{_URL_KEY})?{_PATH}|{_URL_KEY}{_PATH}\s*,\s*{_NAME_KEY}{_TEXT}"
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head"})
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._?=-]|\d|$)|\.rdf\b|feed\.json", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?\Z")
# What titles call a front page or a list, whoever's it is; in the languages that most sites are in.
_NO_NAME = re.compile(
    r"(?:home ?page|home|front ?page|main ?page|index(?: of ?/.*)?|start(?: ?page)?|welcome|blog|news|posts"
    r"|latest(?: news)?|startseite|titelseite|willkommen|aktuelles|accueil|actualités|inicio|portada|início"
    r"|página inicial|pagina iniziale|voorpagina|strona główna|hlavní stránka|domov|kezdőlap|acasă|etusivu"
    r"|forside|hem|startsida|ana ?sayfa|beranda|trang chủ|главная(?: страница)?|головна|новости|αρχική"
    r"|الرئيسية|صفحه اصلی|דף הבית|मुखपृष्ठ|होम|หน้าแรก"
    r"|首页|首頁|主页|网站首页|網站首頁|ホーム|トップ(?:ページ)?|홈)\Z",
    re.IGNORECASE,
)
_TITLE_PARTS = re.compile(r"\s+[|–—·»:-]\s+|_|—|\||——")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What a page shows of its site. `is_shell`: it has hardly any text, but scripts that would add some.

    `frames` are pages of the site that it shows within, or pieces that it loads; `menu` are entries that are
    no links: options to choose, and what its scripts keep with a name and an address. `moved_to` is where a
    script of an empty page leads.
    """

    title: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()
    feed_links: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    pager: Pager = NO_PAGER
    is_shell: bool = False
    frames: tuple[str, ...] = ()
    menu: tuple[Anchor, ...] = ()
    moved_to: str | None = None


def read_front_page(body: bytes, url: str, content_type: str | None = None) -> FrontPage:
    """Return what the page shows of its site; total."""
    root = page_root(without_prolog(read_text(body, content_type, url))[:LARGEST_PAGE])
    if root is None:
        return FrontPage()
    anchors = tuple(anchor for anchor, _ in zip(anchors_of(root, url), range(_MOST_ANCHORS), strict=False))
    is_shell = _is_shell(root)
    return FrontPage(
        title=_site_title(root),
        language=_language(root),
        feeds=_declared_feeds(root, url),
        feed_links=_linked_feeds(anchors),
        anchors=anchors,
        pager=find_pager(root, url),
        is_shell=is_shell,
        frames=tuple(islice(_frames(root, url), _MOST_FRAMES)),
        menu=tuple(islice(_menu(root, url), _MOST_ENTRIES)),
        moved_to=moved_to(root, url) if not anchors else None,
    )


def _frames(root: etree._Element, url: str) -> Iterator[str]:
    """Yield the pages of the site that frames show."""
    for resolved in loaded_pieces(root, url):
        if same_site(resolved, url) and canonical_key(resolved) != canonical_key(url):
            yield resolved


def _menu(root: etree._Element, url: str) -> Iterator[Anchor]:
    """Yield the entries of menus that are no links, within the site."""
    for anchor in option_links(root, url):
        if any(map(str.isalpha, anchor.text)):
            yield replace(anchor, furniture=True)
    base = base_of(root, url)
    for script in islice(root.iter("script"), _MOST_SCRIPTS):
        for found in islice(_ENTRY.finditer((script.text or "")[:_LARGEST_SCRIPT]), _MOST_ENTRIES):
            address, name = (found[2], found[1]) if found[1] else (found[3], found[4])
            resolved = resolve(base, address.replace("\\/", "/"))
            if resolved is not None and same_site(resolved, url):
                yield Anchor(resolved, name, furniture=True)


def _site_title(root: etree._Element) -> str | None:
    """Return `og:site_name`, else the shortest part of the title that may be a name; others are slogans."""
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in {"og:site_name", "application-name"} and (meta.get("content") or "").strip():
            return _tidy(meta.get("content") or "")
    title = root.find(".//title")
    words = _tidy("".join(title.itertext())) if title is not None else ""
    parts = [part.strip() for part in _TITLE_PARTS.split(words) if part.strip()]
    return min((part for part in parts if not _NO_NAME.match(part)), key=len, default=None)


def _tidy(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TITLE]


def _language(root: etree._Element) -> str | None:
    """Return the declared language in BCP 47 form; pages also write `en_GB`."""
    for element in root.iter("html", "meta"):
        named = (element.get("http-equiv") or element.get("property") or "").lower()
        stated = element.get("lang") if element.tag == "html" else None
        if named in {"content-language", "og:locale"}:
            stated = element.get("content")
        match = _LANGUAGE.match((stated or "").strip())
        if match:
            return match[1].lower() + (f"-{match[2]}" if match[2] else "")
    return None


def _declared_feeds(root: etree._Element, url: str) -> tuple[str, ...]:
    base = base_of(root, url)
    found: dict[str, None] = {}
    for element in root.iter("link"):
        kind = (element.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in (element.get("rel") or "").lower().split() and kind in _FEED_TYPES:
            feed_url = resolve(base, element.get("href") or "")
            if feed_url and not (kind == "application/json" and "feed" not in feed_url):
                found[feed_url] = None
    return tuple(found)


def _linked_feeds(anchors: tuple[Anchor, ...]) -> tuple[str, ...]:
    """Return links that look like feeds, or like a page that lists feeds."""
    found = {
        anchor.url: None
        for anchor in anchors
        if _FEED_PATH.search(anchor.url.partition("://")[2].partition("/")[2]) or anchor.text.upper() == "RSS"
    }
    return tuple(found)


def _is_shell(root: etree._Element) -> bool:
    body = root.find(".//body")
    if body is None or not any(True for _ in root.iter("script")):
        return False
    return _visible(body) < _FEWEST_CHARACTERS


def _visible(body: etree._Element) -> int:
    count = 0
    for element in body.iter(etree.Element):
        if element.tag not in _UNSEEN and not any(up.tag in _UNSEEN for up in element.iterancestors()):
            count += len("".join((element.text or "").split()))
        if element is not body:
            count += len("".join((element.tail or "").split()))
        if count >= _FEWEST_CHARACTERS:
            break
    return count


def distinct_anchors(anchors: tuple[Anchor, ...]) -> dict[str, Anchor]:
    """Return one anchor per URL by canonical key: the longest text; furniture only if every one is."""
    best: dict[str, Anchor] = {}
    for anchor in anchors:
        key = canonical_key(anchor.url)
        known = best.get(key)
        if known is None or (known.furniture, -len(known.text)) > (anchor.furniture, -len(anchor.text)):
            best[key] = anchor
    return best
