"""Finds what the markup of a page says that its scripts load: frames, pieces of it, and what follows them.

Small libraries (htmx, intercooler, Turbo, include-fragment) ask for what an attribute names: as the page
loads, as its end is seen, or by a click. The attribute says all that is needed, so that no script has to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from newsarchive.discovery.documents import base_of
from newsarchive.discovery.urls.canonical_urls import canonical_key, host_of, resolve
from newsarchive.discovery.urls.request_effects import objection_to

_MOST_ELEMENTS = 20_000  # of a page that are looked at
_FRAMES = frozenset({"iframe", "frame"})
_PIECES = frozenset({"turbo-frame", "include-fragment", "hx-include", "h-include"})
# Where lazy loaders keep the address of a frame until it is seen.
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url")
_ASKING = ("hx-get", "data-hx-get", "ic-get-from", "ic-src", "ts-req", "fx-action")
_WHEN = ("hx-trigger", "data-hx-trigger", "ic-trigger-on")
_AT_ONCE = re.compile(r"\bload\b|\bevery\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:revealed|intersect|scrolled-into-view|click)\b", re.IGNORECASE)
# `data-next-url`, `data-more`, `data-scroll-next-url-value`: what an end of a page, or a button, asks for.
_FOLLOWING = re.compile(
    r"data-(?:[a-z]+-){0,3}(?:next|older|(?:load-?)?more)(?:-?page)?(?:-?(?:url|href|src|link|path|endpoint))?"
    r"(?:-value)?\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"[?&][\w.\[\]-]*(?:page|offset|start|before|after|cursor)[\w.\[\]-]*=[^&]|/page/\d", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?:)?/{1,2}[^\s{}<>]+|\?[^\s{}<>]+=[^\s{}<>]*|[^\s{}<>]+\.(?:html?|php)\S*")


def loaded_pieces(root: etree._Element, url: str) -> Iterator[str]:
    """Yield the addresses of what a page shows within itself: frames, and pieces that it loads; total.

    A frame that is filled when it is seen is one; what a click asks for is none.
    """
    base = base_of(root, url)
    for element in islice(root.iter(etree.Element), _MOST_ELEMENTS):
        written = _piece_of(element)
        resolved = resolve(base, written) if written else None
        if resolved:
            yield resolved


def _piece_of(element: etree._Element) -> str | None:
    tag = str(element.tag)
    if tag in _FRAMES:
        source = (element.get("src") or "").strip()
        if source and not source.lower().startswith(("about:", "javascript:", "data:")):
            return source
        return next((told for name in _LAZY if (told := element.get(name))), None)
    if tag in _PIECES:
        return element.get("src")
    asked = _asked_by(element)
    when = _told(element, _WHEN) or ""
    seen = _LATER.search(when) and "click" not in when.lower()
    # What has a number or a cursor is the next part of a list, and no piece of its own.
    if asked and (_AT_ONCE.search(when) or element.get("ic-src") or (seen and "?" not in asked)):
        return asked
    return None


def following_piece(root: etree._Element, url: str) -> str | None:
    """Return the address of the part that follows, as an attribute at the end of a list names it; total.

    It is on the same host, and asks for no change.
    """
    base = base_of(root, url)
    for element in islice(root.iter(etree.Element), _MOST_ELEMENTS):
        written = _following_of(element)
        resolved = resolve(base, written) if written else None
        if (
            resolved
            and host_of(resolved) == host_of(url)
            and canonical_key(resolved) != canonical_key(url)
            and objection_to(resolved, None, posts=False) is None
        ):
            return resolved
    return None


def _following_of(element: etree._Element) -> str | None:
    asked = _asked_by(element)
    if asked and not element.get("ic-src") and ("?" in asked or any(map(str.isdigit, asked))):
        when = _told(element, _WHEN) or ("click" if element.tag in {"a", "button"} else "")
        if _LATER.search(when) and not _AT_ONCE.search(when):
            return asked
    if (
        element.tag == "turbo-frame"
        and element.get("loading") == "lazy"
        and "?" in (element.get("src") or "")
    ):
        return element.get("src")
    if element.get("up-defer") and element.get("up-href"):  # Unpoly's placeholder
        return element.get("up-href")
    if element.tag in _PIECES - {"turbo-frame"} and _NUMBERED.search(element.get("src") or ""):
        return element.get("src")
    for name, value in element.attrib.items():
        if _FOLLOWING.match(str(name)) and _ADDRESS.fullmatch(str(value).strip()[:2_000]):
            return str(value)
    return None


def _asked_by(element: etree._Element) -> str | None:
    return _told(element, _ASKING)


def _told(element: etree._Element, names: tuple[str, ...]) -> str | None:
    return next((told for name in names if (told := element.get(name))), None)
