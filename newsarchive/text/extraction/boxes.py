"""The parts a page is made of: boxes of markup, and the blocks of text that stand in them."""

from __future__ import annotations

from dataclasses import dataclass

# The tags told apart, one bit each in this order; others have none. Heads 5 and 6 count as 4, th as td.
TAGS = [
    "p",
    "li",
    "figure",
    "figcaption",
    "aside",
    "footer",
    "nav",
    "header",
    "blockquote",
    "table",
    "form",
    "article",
    "main",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "dl",
    "pre",
    "button",
    "details",
    "div",
    "address",
    "td",
    "a",
    "video",
    "tr",
    "ul",
    "ol",
    "center",
    "font",
    "body",
    "br",
]
TAG_BIT = {tag: 1 << number for number, tag in enumerate(TAGS)}
TAG_BIT |= {"h5": TAG_BIT["h4"], "h6": TAG_BIT["h4"], "th": TAG_BIT["td"]}
TAG_BIT |= {"dd": TAG_BIT["dl"], "dt": TAG_BIT["dl"]}


@dataclass(slots=True, eq=False)
class Box:
    """A block element: `first` to `end` are the blocks in it, the bits what it and those above it are."""

    number: int
    parent: Box | None
    depth: int
    signature: str
    tag: int
    tags: int
    hints: int
    hints_above: int
    first: int
    end: int = 0


@dataclass(slots=True, eq=False)
class Block:
    """One line of the page: its text, the box it stands in, characters of it in links and bold, its links."""

    text: str
    box: Box
    linked: int
    bold: int
    links: int
