"""The headings a page shows and how each stands: marked as headline, in a menu, above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy
from newsarchive.text.metadata.elements import PageElements

MOST_PIECES = 6
LONGEST_MARKED = 200
HINT = re.compile(
    r"(?:^|[\s_-])(?:h-title|(?:article|post|entry|news|main|content|story|page|arti|con|text"
    r"|detail)[_-]?(?:title|tit|headline)"
    r"|headline|title|tit|biaoti|titles?_?h1)(?:$|[\s_-])",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"logo|site-?(?:name|title)|nav|menu|sidebar|related|footer|comment|recommend|widget|modal|cookie|brand"
    r"|masthead|popup|banner|teaser|promo|newsletter|subscri",
    re.IGNORECASE,
)
HOLDERS = frozenset({"article", "main", "header", "nav", "aside", "footer", "form", "li", "dialog"})
HIGHEST = 8
HOME = frozenset({"/", "", "./"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading: its kind, its text, the texts of its parts where it has several, and how it stands."""

    kind: str
    text: str
    pieces: tuple[str, ...] = ()
    traits: frozenset[str] = field(default_factory=frozenset)


def page_headings(elements: PageElements) -> Iterator[Heading]:
    """Yield h1 to h3 and elements marked as headline, in page order, those with text."""
    counts: dict[str, int] = {}
    for number, (kind, element) in enumerate(elements.headings):
        if kind == "marked" and not _is_headline(element):
            continue
        text = _text(element)
        if not text or (kind == "marked" and len(text) > LONGEST_MARKED):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        traits = {_place(number, elements.headings_above), f"order_{min(counts[kind], 4)}", *_traits(element)}
        yield Heading(kind=kind, text=text, pieces=_pieces(element), traits=frozenset(traits))


def _is_headline(element: HtmlElement) -> bool:
    if len(element) > MOST_PIECES:
        return False
    names = _names(element)
    return element.get("itemprop") == "headline" or (bool(HINT.search(names)) and not FURNITURE.search(names))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _text(element: HtmlElement) -> str:
    strings = (text for _, text in zip(range(200), element.itertext(), strict=False))
    return tidy(" ".join(strings)[:2000])


def _pieces(element: HtmlElement) -> tuple[str, ...]:
    """The texts of the element's parts where it has more than one: a kicker and a headline, say."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
    if not len(element):
        return ()
    parts = [tidy(element.text or "")]
    for child in element[:MOST_PIECES]:
        parts += [_text(child), tidy(child.tail or "")]
    found = tuple(part for part in parts if part)
    return found if len(found) > 1 else ()


def _place(number: int, above: int | None) -> str:
    if above is None:
        return "lead_unknown"
    return "below_lead" if number >= above else f"above_lead_{min(above - number, 4)}"


def _traits(element: HtmlElement) -> Iterator[str]:
    names = _names(element)
    if HINT.search(names) or element.get("itemprop") in {"headline", "name"}:
        yield "hinted"
    if FURNITURE.search(names):
        yield "furniture"
    links = [link.get("href") for link in element.iter("a")]
    if links:
        yield "links_home" if HOME.intersection(links) else "links"
    holder = element.getparent()
    if holder is not None and FURNITURE.search(_names(holder)):
        yield "in_furniture"
    for _ in range(HIGHEST):
        if holder is None or holder.tag == "body":
            return
        if holder.tag in HOLDERS:
            yield f"in_{holder.tag}"
        elif holder.tag == "a":
            yield "links_home" if holder.get("href") in HOME else "links"
        holder = holder.getparent()
