"""Boxes that announce other stories: one heading that is a link, and a few words about what it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
HOLDERS = frozenset({"li", "div", "td", "dt", "p", "section", "article", "header"})
MOST_HEADINGS = 300
SHORTEST_HEADLINE = 12  # characters; a menu's words are shorter, Chinese headlines hardly
# Steps from a heading up to the box of its teaser.
HIGHEST = 5
MOST_PIECES = 20


def leads_away(link: HtmlElement | None) -> bool:
    """Say whether an element is a link to another page."""
    if link is None or link.tag != "a":
        return False
    target = (link.get("href") or "").strip()
    return bool(target) and not target.startswith(("#", "javascript:"))


def linked_headings(tree: HtmlElement) -> list[HtmlElement]:
    """Return the headings that are links, and links that stand where a heading would."""
    headings = [
        heading
        for heading in islice(tree.iter(*HEADINGS), MOST_HEADINGS)
        if leads_away(heading.find(".//a")) or leads_away(heading.getparent())
    ]
    inside = {link for heading in headings for link in (heading.getparent(), *heading.iter("a"))}
    links = (link for link in tree.iter("a") if link not in inside and _heads(link))
    return [*headings, *islice(links, MOST_HEADINGS)]


def _heads(link: HtmlElement) -> bool:
    """Whether a link begins its box and no words stand beside it, and is as long as a headline."""
    holder = link.getparent()
    if holder is None or holder.tag not in HOLDERS or link.getprevious() is not None:
        return False
    if (holder.text or "").strip() or (link.tail or "").strip() or not leads_away(link):
        return False
    letters = sum(len(text.strip()) for text in islice(link.itertext(), 20))
    return letters >= SHORTEST_HEADLINE


def teasers(headings: list[HtmlElement]) -> Iterator[list[str]]:
    """Yield the pieces of text of the largest box around each heading that holds no other of `headings`."""
    held = Counter(holder for heading in headings for holder in islice(heading.iterancestors(), HIGHEST))
    for heading in headings:
        box = heading
        for holder in islice(heading.iterancestors(), HIGHEST):
            if held[holder] > 1:
                break
            box = holder
        texts = (text for text in box.itertext() if text.strip())
        yield list(islice(texts, MOST_PIECES))
