"""The headings a page shows: its h1s, and elements whose class or id says headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy

MOST_HEADINGS = 20
MOST_LOOKED_AT = 20_000
HINT = re.compile(
    r"(?:^|[\s_-])(?:h-title|(?:article|post|entry|news|main|content|story|page|arti|con|text"
    r"|detail)[_-]?(?:title|tit|headline)"
    r"|headline|title|tit|biaoti|titles?_?h1)(?:$|[\s_-])",
    re.IGNORECASE,
)
HINTED_TAGS = frozenset({"div", "p", "h2", "h3", "span", "td", "strong", "font"})
FURNITURE = re.compile(
    r"logo|site|nav|menu|sidebar|related|footer|comment|recommend|widget|modal|cookie", re.IGNORECASE
)


def main_headings(tree: HtmlElement) -> tuple[str, ...]:
    """Return the texts of the h1 elements in page order, logos left out where others stand."""
    found = [h1 for _, h1 in zip(range(MOST_HEADINGS), tree.iter("h1"), strict=False)]
    own = [h1 for h1 in found if not _is_furniture(h1)] or found
    return tuple(dict.fromkeys(text for h1 in own if (text := _text(h1))))


def hinted_headings(tree: HtmlElement) -> tuple[str, ...]:
    """Return the texts of elements marked as the headline by itemprop, class or id, the first three."""
    found: list[str] = []
    for text in _hinted(tree):
        if text not in found:
            found.append(text)
        if len(found) == 3:
            break
    return tuple(found)


def _hinted(tree: HtmlElement) -> Iterator[str]:
    for number, element in enumerate(tree.iter("*")):
        if number > MOST_LOOKED_AT:
            return
        if element.tag not in HINTED_TAGS or not element.attrib:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if (element.get("itemprop") == "headline" or HINT.search(names)) and not FURNITURE.search(names):
            text = _text(element) if len(element) <= 6 else ""
            if 8 <= len(text) <= 200:
                yield text


def _text(element: HtmlElement) -> str:
    return tidy(" ".join(text for _, text in zip(range(200), element.itertext(), strict=False))[:2000])


def _is_furniture(element: HtmlElement) -> bool:
    """A logo's h1: it, its parent or its only child says so, or it links to the home page."""
    names = " ".join(
        f"{node.get('class', '')} {node.get('id', '')}"
        for node in (element, element.getparent())
        if node is not None
    )
    links = [link.get("href") or "" for link in element.iter("a")]
    return bool(re.search(r"logo|site-?(?:title|name)|brand|masthead", names, re.IGNORECASE)) or "/" in links
