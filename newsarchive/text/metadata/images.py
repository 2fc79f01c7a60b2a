"""The article's lead image: what OpenGraph, Twitter cards, JSON-LD or the page's main figure show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive.text.metadata.addresses import absolute
from newsarchive.text.metadata.json_ld import Node
from newsarchive.text.metadata.meta_tags import MetaTags

STATED = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "image")
# Names of files that show the site, nothing or a person's head, not the story.
NO_PICTURE = re.compile(
    r"(?:^|[-_.\d])(?:logo|logos|\w{0,20}logo|icon|favicon|avatar|placeholder|default|fallback|blank|spacer|pixel|sprite"
    r"|no-?image|noimage|noimg|dummy|gravatar)(?:[-_.\d]|$)",
    re.IGNORECASE,
)
NOT_SHOWN = re.compile(r"\.svg$|\.gif$", re.IGNORECASE)
MOST_FIGURES = 20
SMALLEST = 200
ELSEWHERE = frozenset({"aside", "footer", "nav", "header", "li", "form"})
SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


def lead_image(tree: HtmlElement, meta: MetaTags, nodes: tuple[Node, ...], base: str) -> str | None:
    """Return the absolute address of the lead image, None where only logos and the like are stated."""
    stated = (*meta.all(*STATED), *(found for node in nodes[:3] for found in _of_node(node.get("image"))))
    for reference in (*stated, *_figures(tree)):
        address = absolute(reference, base)
        if address and not _is_no_picture(address):
            return address
    return None


def _of_node(value: Any) -> Iterator[str]:
    for item in value[:5] if isinstance(value, list) else [value]:
        address = item.get("url") or item.get("contentUrl") if isinstance(item, dict) else item
        if isinstance(address, str):
            yield address


def _figures(tree: HtmlElement) -> Iterator[str]:
    """The pictures of figures that stand in the page's own part, large ones where a size is told."""
    for _, figure in zip(range(MOST_FIGURES), tree.iter("figure"), strict=False):
        picture = next(figure.iter("img"), None)
        if picture is None or any(holder.tag in ELSEWHERE for holder in figure.iterancestors()):
            continue
        width = picture.get("width") or ""
        if not (width.isdecimal() and int(width[:6]) < SMALLEST):
            yield from filter(None, (picture.get(name) for name in SOURCES))


def _is_no_picture(address: str) -> bool:
    name = unquote(urlsplit(address).path).rstrip("/").rsplit("/", 1)[-1]
    return bool(NO_PICTURE.search(name) or NOT_SHOWN.search(name))
