"""Feeds as Atom (RFC 4287, paged by RFC 5005) and as JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from newsarchive.discovery.urls.canonical_urls import is_http_url
from newsarchive.web.answers.feed_entries import FeedEntry, FeedPage

ATOM_MEDIA = "application/atom+xml"
JSON_FEED_MEDIA = "application/feed+json"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAME = "newsarchive"
# When a feed without entries was updated: it never was, and must say something.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlace:
    """Where the feed is: its id and title, its addresses, and how pages of articles are called."""

    id: str
    title: str
    page: str
    this: str
    first: str
    next: str | None
    article: Callable[[int], str]


def _updated(page: FeedPage) -> datetime:
    return max((entry.updated for entry in page.entries), default=_NEVER)


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def atom_document(page: FeedPage, place: FeedPlace) -> bytes:
    """Return the Atom document."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", place.id)
    _add(root, "title", place.title)
    _add(root, "updated", _stamp(_updated(page)))
    _add(root, "generator", _NAME)
    for relation, address in (("self", place.this), ("first", place.first), ("next", place.next)):
        if address is not None:
            _add(root, "link", rel=relation, type=ATOM_MEDIA, href=address)
    _add(root, "link", rel="alternate", type="text/html", href=place.page)
    for entry in page.entries:
        root.append(_atom_entry(entry, place))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _atom_entry(entry: FeedEntry, place: FeedPlace) -> etree._Element:
    node = etree.Element(f"{{{_ATOM}}}entry")
    _add(node, "id", entry.id)
    _add(node, "title", entry.title)
    _add(node, "updated", _stamp(entry.updated))
    if entry.published is not None:
        _add(node, "published", _stamp(entry.published))
    for name in entry.authors or (entry.source,):
        _add(_add(node, "author"), "name", name)
    _add(node, "category", term=entry.happened)
    _add(node, "category", term=entry.source, scheme="urn:newsarchive:source")
    _add(node, "link", rel="alternate", type="text/html", href=place.article(entry.article_id))
    if is_http_url(entry.url):
        _add(node, "link", rel="via", href=_iri(entry.url))
    if entry.summary:
        _add(node, "summary", entry.summary)
    content = _add(node, "content", entry.html, type="html")
    if entry.language:
        content.set(_LANG, entry.language)
    return node


def _iri(url: str) -> str:
    """Return the URL without the characters that no address has."""
    return "".join(
        sign if sign.isprintable() and sign not in ' <>"{}|\\^`' else "".join(f"%{byte:02X}" for byte in raw)
        for sign in url
        for raw in [sign.encode("utf-8", "replace")]
    )


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    node.text = text
    return node


def json_feed(page: FeedPage, place: FeedPlace) -> dict[str, Any]:
    """Return the JSON Feed."""
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": place.title,
        "home_page_url": place.page,
        "feed_url": place.this,
        "items": [_json_item(entry, place) for entry in page.entries],
    }
    return found if place.next is None else found | {"next_url": place.next}


def _json_item(entry: FeedEntry, place: FeedPlace) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": place.article(entry.article_id),
        "title": entry.title,
        "content_html": entry.html,
        "date_modified": _stamp(entry.updated),
        "authors": [{"name": name} for name in entry.authors or (entry.source,)],
        "tags": [entry.happened],
        "_newsarchive": {
            "article_id": entry.article_id,
            "revision": entry.revision,
            "source": entry.source,
        },
    }
    if is_http_url(entry.url):
        item["external_url"] = _iri(entry.url)
    if entry.summary:
        item["summary"] = entry.summary
    if entry.language:
        item["language"] = entry.language
    if entry.published is not None:
        item["date_published"] = _stamp(entry.published)
    return item
