"""Extracts the links of an HTML page: absolute, with their text, and whether they are page furniture."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from newsarchive.discovery.scoring import Anchor
from newsarchive.discovery.urls import resolve
from newsarchive.text.extraction.bounded_parse import has_too_many_attributes

_FURNITURE = frozenset({"nav", "footer", "header", "aside", "form"})


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
    """Return the usable links in page order, resolved against its `base`."""
    base = base_of(root, url)
    for element in root.iter("a"):
        href = element.get("href")
        resolved = resolve(base, href) if href else None
        if resolved:
            words = " ".join("".join(element.itertext()).split()) or (element.get("title") or "").strip()
            yield Anchor(resolved, words, _in_furniture(element))


def base_of(root: etree._Element, url: str) -> str:
    """Return the URL that the page's links are relative to."""
    base = next((str(found) for found in (element.get("href") for element in root.iter("base")) if found), "")
    try:
        return urljoin(url, base)
    except ValueError:
        return url


def _in_furniture(element: etree._Element) -> bool:
    return any(parent.tag in _FURNITURE for parent in element.iterancestors())
