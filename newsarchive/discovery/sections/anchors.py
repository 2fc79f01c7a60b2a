"""Extracts the links of an HTML page: absolute, with their text, and whether they are page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.documents import base_of, page_root
from newsarchive.discovery.scripts.called_links import called_links
from newsarchive.discovery.urls.canonical_urls import resolve
from newsarchive.discovery.urls.scoring import Anchor
from newsarchive.text.letters import count_letters

_FURNITURE = frozenset({"nav", "footer", "header", "aside"})
_MOST_OF_FORM = 8  # links; a form has fewer that is not around the page
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
# `document.write("<a href='/local/'>Local</a>")`: whole texts only, none that is joined of parts.
_WRITTEN = re.compile(r"\bdocument\.write(?:ln)?\(\s*([\"'])((?:\\.|(?!\1)[^\\\n]){1,4000})\1\s*\)")
_MOST_SCRIPTS, _MOST_WRITTEN = 60, 200
_UNFILLED = re.compile(r"\bhref\s*=\s*[\"']?[^\"'<>\s]{0,200}(?:\{\{|<%|\$\{|\{\w)")  # a template of a script
# In an item of a list they are its own head, foot and links (HTML, 4.3.8: of the nearest sectioning element).
_OF_ITEMS = frozenset({"header", "footer", "nav"})
_ITEMS = frozenset({"article", "li"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A card says its headline beside the link: "Read more", or a picture, leads to it.
_LONGEST_CALL = 24  # characters of a link that only says that there is more
_MORE_OF_IT = re.compile(
    r"(?:(?:read|view|see|learn|show|find out)\s+)?"
    r"(?:more|on|details|(?:the\s+)?(?:full\s+)?(?:story|article|text|post))(?:\s+\w{2,8})?"
    r"|continue(?:\s+reading)?|open|(?:weiter|mehr)\s?lesen|(?:mehr|weiter|zum (?:artikel|beitrag))"
    r"|lire(?:\s+(?:la\s+suite|plus|l['’]article))?|(?:leer|ver|saber)\s+m[áa]s|(?:ler|ver|saiba|leia)\s+mais"
    r"|(?:leggi|continua)(?:\s+\w+)?|подробнее|читать(?:\s+\w+)*|далее|lees\s+(?:meer|verder)|läs\s+mer|les\s+mer"
    r"|læs\s+mere|czytaj\s+(?:więcej|dalej)|devamı(?:nı\s+oku)?|lue\s+lisää|více|查看详情|阅读全文|查看全文|阅读更多"
    r"|详情|详细|全文|查看|更多|続きを読む|詳しく見る|詳細|더\s?보기|자세히(?:\s?보기)?|اقرأ المزيد|और पढ़ें",
    re.IGNORECASE,
)
_CALLING = " \u00a0.…»›>→⟩▶+[]()（）【】"
_NO_CARDS = frozenset({"body", "html", "nav", "footer", "header"})
_HIGHEST_CARD, _MOST_IN_CARD = 4, 60  # steps up from a link, and elements of a card
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:title|headline|heading|titre|titel|titulo|titolo|biaoti|tit)(?:\s|$)", re.IGNORECASE
)
_SHORTEST_HEADLINE = 14  # letters (Chinese ones count threefold)
_ITEM = re.compile(r"\d|[^/?#-]{2,}-[^/?#-]{2,}-[^/?#]{2,}|%[0-9A-Fa-f]{2}")


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
        if element.tag == "a" and (href or "").lstrip().lower().startswith(("#", "javascript:")):
            href = _scripted_href(element) or href
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
    for script in islice(root.iter("script"), _MOST_SCRIPTS):
        text = (script.text or "")[:LARGEST_KEPT]
        if "write" in text and _LINKED.search(text):
            yield "".join(_unescaped(found[2]) for found in islice(_WRITTEN.finditer(text), _MOST_WRITTEN))


def _unescaped(text: str) -> str:
    return text.replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")


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
    words = " ".join("".join(element.itertext()).split())
    if element.tag == "a" and len(words) <= _LONGEST_CALL:
        if not words or _MORE_OF_IT.fullmatch(words.strip(_CALLING)):
            words = _heading_beside(element) or words
        words = words or _label_of(element)
    return words or (element.get("title") or element.get("alt") or "").strip()


def _label_of(element: etree._Element) -> str:
    """Return what a link without words is called: for readers who do not see, or by its picture."""
    labelled: Any = (element.get(name) for name in ("title", "aria-label"))
    pictures: Any = (picture.get("alt") or picture.get("title") for picture in islice(element.iter("img"), 3))
    return next((" ".join(told.split()) for told in (*labelled, *pictures) if told and told.strip()), "")


def _heading_beside(link: etree._Element) -> str | None:
    """Return the headline of the card in which a link only says that there is more; None without one.

    A card has one headline, and leads to no other article; an address without a number or words is a
    section's.
    """
    href = link.get("href") or ""
    if not _ITEM.search(href.partition("://")[2] or href):
        return None
    for card in islice(link.iterancestors(), _HIGHEST_CARD):
        within = list(islice(card.iter(etree.Element), _MOST_IN_CARD + 1))
        if card.tag in _NO_CARDS or len(within) > _MOST_IN_CARD or _leads_elsewhere(within, href):
            return None
        headings = [one for one in within if one.tag in _HEADINGS]
        headings = headings or [
            one for one in within if one.tag != "a" and _TITLED.search(one.get("class") or "")
        ]
        if headings:
            words = " ".join("".join(headings[0].itertext()).split())
            return words if len(headings) == 1 and _is_headline(words) else None
    return None


def _leads_elsewhere(within: Sequence[etree._Element], href: str) -> bool:
    return any(
        one.tag == "a" and (one.get("href") or "") != href and _is_headline("".join(one.itertext()))
        for one in within
    )


def _is_headline(words: str) -> bool:
    return count_letters(words) >= _SHORTEST_HEADLINE


def _in_furniture(element: etree._Element) -> bool:
    """Say whether a link is in the furniture of its page.

    An item's own header and footer are none, nor is a form around the whole page (ASP.NET).
    """
    own = False
    for parent in element.iterancestors():
        if parent.tag in _OF_ITEMS:
            own = True
        elif parent.tag in _FURNITURE or (parent.tag == "form" and not _is_around_page(parent)):
            return True
        elif parent.tag in _ITEMS:
            own = False
    return own


def _is_around_page(form: etree._Element) -> bool:
    return sum(1 for _ in islice(form.iter("a"), _MOST_OF_FORM + 1)) > _MOST_OF_FORM
