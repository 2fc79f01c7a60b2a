"""The links of every element, counted once from the links up: nested holders cost no second look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.text.spam.shape import content_length


@dataclass(slots=True)
class LinkCount:
    """Links in an element, how many of them are spam, and the letters of all."""

    links: int = 0
    spam: int = 0
    letters: int = 0


def count_links(texts: Mapping[HtmlElement, str], spam: Set[HtmlElement]) -> dict[HtmlElement, LinkCount]:
    """The counts of all elements around the links whose texts are given."""
    direct: defaultdict[HtmlElement | None, LinkCount] = defaultdict(LinkCount)
    for link, text in texts.items():
        _add(direct[link.getparent()], LinkCount(1, int(link in spam), content_length(text)))
    whole: defaultdict[HtmlElement, LinkCount] = defaultdict(LinkCount)
    for parent, count in direct.items():
        node = parent
        while node is not None:
            _add(whole[node], count)
            node = node.getparent()
    return whole


def _add(total: LinkCount, more: LinkCount) -> None:
    total.links += more.links
    total.spam += more.spam
    total.letters += more.letters
