"""Extracts the links of an HTML page: absolute, with their text, and whether they are page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from newsarchive.discovery.called_links import called_links
from newsarchive.discovery.scoring import Anchor
from newsarchive.discovery.urls import resolve
from newsarchive.text.extraction.bounded_parse import has_too_many_attributes

_FURNITURE = frozenset({"nav", "footer", "header", "aside", "form"})
# Elements that scripts make links of: an address in an attribute, or in what a click does.
_LINKING = "//a[@href] | //area[@href] | //*[not(self::a)][@data-href or @data-url or @data-link or @onclick]"
_CLICKED = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|\bopen\s*\()\s*[\"']([^\"']{1,2000})[\"']"
)
_KEEPING = (
    "//textarea | //script[contains(@type, 'html') or contains(@type, 'template')] | //code/comment()"
    " | //*[contains(@class, 'hidden') or contains(@class, 'lazy') or contains(@style, 'display:none')"
    " or contains(@style, 'display: none') or @hidden]/comment()"
)
_MOST_KEPT, LARGEST_KEPT = 20, 500_000  # fragments of a page, and characters of one
_LINKED = re.compile(r"<a\b[^<>]{0,2000}?\bhref", re.IGNORECASE)
_UNFILLED = re.compile(r"\bhref\s*=\s*[\"']?[^\"'<>\s]{0,200}(?:\{\{|<%|\$\{|\{\w)")  # a template of a script
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def page_root(text: str) -> etree._Element | None:
    """Return the parsed page, None if it cannot be parsed; total."""
    if has_too_many_attributes(text):
        return None
    try:
        return html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def anchors_of(root: etree._Element, url: str) -> Iterator[Anchor]:
    """Return the usable links in page order, resolved against its `base`.

    An element that only a script makes a link of is one (`data-href`, `onclick="location.href = '…'"`). Last
    come those that call a function of the page, and those in markup that is kept for later.
    """
    base = base_of(root, url)
    yield from _anchors_in(root, base)
    for element, address in called_links(root):
        resolved = resolve(base, address)
        if resolved:
            yield Anchor(resolved, _words_of(element), _in_furniture(element))
    for fragment in islice(_kept_fragments(root), _MOST_KEPT):
        kept = page_root(f"<html><body>{fragment}</body></html>")
        if kept is not None:
            yield from _anchors_in(kept, base)


def _anchors_in(root: etree._Element, base: str) -> Iterator[Anchor]:
    elements: Any = root.xpath(_LINKING)
    for element in elements:
        href = element.get("href") if element.tag in {"a", "area"} else _scripted_href(element)
        resolved = resolve(base, href) if href else None
        if resolved:
            yield Anchor(resolved, _words_of(element), _in_furniture(element))


def _kept_fragments(root: etree._Element) -> Iterator[str]:
    """Yield the markup that a page keeps for its scripts: in text areas, scripts of HTML, comments in `code`.

    Portals put what is further down there, and their scripts show it once it is scrolled to.
    """
    places: Any = root.xpath(_KEEPING)
    for place in places:
        text = place.text or ""
        if _LINKED.search(text[:LARGEST_KEPT]) and not _UNFILLED.search(text[:LARGEST_KEPT]):
            yield text[:LARGEST_KEPT]


def _scripted_href(element: etree._Element) -> str | None:
    for name in ("data-href", "data-url", "data-link"):
        if href := element.get(name):
            return href
    clicked = _CLICKED.search((element.get("onclick") or "")[:4_000])
    return clicked[1] if clicked else None


def _words_of(element: etree._Element) -> str:
    """Return the text of a link; of a card that is one, its heading."""
    if element.tag != "a":
        heading = next(element.iter(*_HEADINGS), None)
        element = element if heading is None else heading
    return (
        " ".join("".join(element.itertext()).split())
        or (element.get("title") or element.get("alt") or "").strip()
    )


def base_of(root: etree._Element, url: str) -> str:
    """Return the URL that the page's links are relative to."""
    base = next((str(found) for found in (element.get("href") for element in root.iter("base")) if found), "")
    try:
        return urljoin(url, base)
    except ValueError:
        return url


def _in_furniture(element: etree._Element) -> bool:
    return any(parent.tag in _FURNITURE for parent in element.iterancestors())
