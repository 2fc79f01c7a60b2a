"""Where on a page dates stand: the elements and texts that hold one, and what their surroundings tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy

Region = Literal["before", "head", "inside", "after"]

# Years of our calendar in Arabic and Persian digits, of the Thai and Persian calendars, Japanese eras.
NATIVE_YEARS = re.compile("[٢۲]٠|[۱][۳۴]|۲۰|256|๒๕|令和|平成|民[國国]")
LONGEST_SHORT = 40
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|^1\d{9}(?:\d{3})?$")
UNSEEN = frozenset({"script", "style", "noscript", "template", "textarea", "select", "svg", "iframe"})
# Elements with a machine-readable date, and the attribute that holds it; hAtom has it in a title.
STAMPED = {
    "time": "datetime",
    "relative-time": "datetime",
    "abbr": "title",
    "span": "title",
    "meta": "content",
}
STAMP_NAME = re.compile(r"time|date|publish|updat|stamp")
MOST_ELEMENTS, MOST_PLACES = 60_000, 1_500
LEADS = 3  # paragraphs of which one marks where the text begins; the first may be a summary not found again
PROBE = 24  # characters of a paragraph by which it is found again
NOWHERE = "\u2063\u2063"  # invisible separators, which no page has in a row
LONGEST_LINE = 300

OTHER_STORY = re.compile(
    r"relat|comment|sidebar|teaser|card|widget|latest|popular|recent|recirc|promo|trending|similar|recommend"
    r"|more-|footer|archiv|calendar|nav|menu|weather|ticker|banner|author-bio|reply|respon|carousel|slider|aside"
)
CHANGED = re.compile(r"modif|updat|revis|aktualis")
MARKED = re.compile(
    r"publish|pubdate|dt-published|entry-date|posted-on|post-date|date-publ|article[-_]?date|artikeldat"
)
DATED = re.compile(r"date|time|publi|posted|fecha|datum|tarih|stamp|byline|entry-meta|post-meta|info")
BODIES = frozenset({"article", "main", "body"})
ASIDES = frozenset({"aside", "nav", "footer"})
TOLD_TAGS = ("a", "li", "td", "p", "article")
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A text node or an element with a machine-readable date, in page order."""

    element: HtmlElement
    text: str
    region: Region
    stamp: str | None = None


def date_places(tree: HtmlElement, paragraphs: tuple[str, ...]) -> list[Place]:
    """Return the places that may hold a date, told apart by headline, first and last paragraph."""
    leads = tuple(filter(None, (paragraph[:PROBE].strip() for paragraph in paragraphs[:LEADS])))
    tail = (paragraphs[-1][:PROBE].strip() if paragraphs else "") or NOWHERE
    found: list[Place] = []
    region: Region = "before"
    body = tree.find("body")
    for element, text, is_stamp in _pieces(tree if body is None else body):
        if text is None:
            region = "head" if region == "before" else region
        elif is_stamp:
            shown = tidy("".join(element.itertext())[:LONGEST_LINE])
            found.append(Place(element, shown, region, text))
        else:
            region = _next_region(region, text, leads, tail)
            if _may_hold_date(text) and not element.get("datetime"):
                found.append(Place(element, tidy(text[:LONGEST_LINE]), region))
        if len(found) >= MOST_PLACES:
            break
    return found


def _next_region(region: Region, text: str, leads: tuple[str, ...], tail: str) -> Region:
    if region == "after":
        return region
    if region != "inside" and not any(lead in text for lead in leads):
        return region
    return "after" if tail in text else "inside"


def _pieces(body: HtmlElement) -> Iterator[tuple[HtmlElement, str | None, bool]]:
    """(element, text, is it a machine-readable date) in page order.

    A heading is (h1, None, False).
    A tail comes before what stands inside its element: lxml's plain iteration is five times faster than a
    walk of our own, and within a by-line that order does not matter.
    """
    for element, _ in zip(body.iter(), range(MOST_ELEMENTS), strict=False):
        tag = element.tag
        if tag == "h1":
            yield element, None, False
        elif stamp := (_stamp(element, tag) if tag in STAMPED else element.get("datetime")):
            yield element, stamp, True
        text = element.text
        if text and not text.isspace() and tag not in UNSEEN:
            yield element, text, False
        tail = element.tail
        if tail and not tail.isspace() and (parent := element.getparent()) is not None:
            yield parent, tail, False


def _stamp(element: HtmlElement, tag: str) -> str | None:
    stamp = element.get(STAMPED[tag])
    if stamp is None or not YEAR.search(stamp):
        return None
    if tag == "meta":
        return stamp if element.get("itemprop") == "datePublished" else None
    return stamp if tag != "span" or STAMP_NAME.search(element.get("class", "").lower()) else None


def _may_hold_date(text: str) -> bool:
    if "20" in text or "19" in text:
        return True
    if len(text) < LONGEST_SHORT and (".2" in text or "/2" in text or ".1" in text or "/1" in text):
        return True  # short years since 2010
    return not text.isascii() and NATIVE_YEARS.search(text) is not None


def signature(element: HtmlElement) -> tuple[str | None, ...]:
    """Return what elements of one list have in common: tags and classes of the element and its parent."""
    parent = element.getparent()
    above = (None, None) if parent is None else (parent.tag, parent.get("class"))
    return (element.tag, element.get("class"), *above)


def context_traits(element: HtmlElement) -> Iterator[str]:
    """Yield what names and tags of `element` and those around it say about a date in it."""
    names: list[str] = []
    tags: set[str] = set()
    for node in (element, *islice(element.iterancestors(), DEEPEST - 1)):
        tags.add(str(node.tag))
        names.append(f"{node.get('class', '')} {node.get('id', '')} {node.get('itemprop', '')}".lower())
        if node.tag in BODIES:
            break
    yield from _name_traits(names[0], " ".join(names[:3]), " ".join(names))
    if tags & ASIDES:
        yield "tag:aside"
    yield from (f"tag:{tag}" for tag in TOLD_TAGS if tag in tags)


def _name_traits(own: str, close: str, all_names: str) -> Iterator[str]:
    if "publish" in own:
        yield "own:published"
    elif CHANGED.search(own):
        yield "own:changed"
    if CHANGED.search(close):
        yield "class:changed"
    if MARKED.search(close):
        yield "class:marked"
    elif DATED.search(close):
        yield "class:dated"
    if OTHER_STORY.search(all_names):
        yield "class:other"
