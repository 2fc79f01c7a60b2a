"""The page as blocks: each line a reader sees, with the boxes of markup it stands in. One walk for all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from urllib.parse import unquote

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.letters import count_letters
from newsarchive.text.page.html_display import (
    BLOCK,
    PLAIN_PHRASES,
    SURE_BOXES,
    UNSEEN_TAGS,
    is_box,
    is_link_target,
)
from newsarchive.text.page.page_lines import MOST_ELEMENTS
from newsarchive.text.tidy_lines import PARAGRAPH_END, tidy

# The parts a page is made of: boxes of markup, and the blocks of text that stand in them.

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
# What stands in these is no text of an article by its elements.
NO_TEXT_BITS = sum(TAG_BIT[tag] for tag in ("footer", "nav", "aside", "form", "button"))
SUBHEADING_BITS = sum(TAG_BIT[tag] for tag in ("h2", "h3", "h4"))
_HEADINGS = TAG_BIT["h1"] | SUBHEADING_BITS


@dataclass(slots=True, eq=False)
class Box:
    """A block element: `first` to `end` are the blocks in it, the bits what it and those above it are.

    `signature` is its tag and class, `ident` its id, as the page writes them; `element` is what it was made
    of, None for the page.
    """

    number: int
    parent: Box | None
    depth: int
    signature: str
    tag: int
    tags: int
    hints: int
    hints_above: int
    first: int
    ident: str
    end: int = 0
    element: HtmlElement | None = None


@dataclass(slots=True, eq=False)
class Block:
    """One line of the page: its text, the box it stands in, characters of it in links and bold, its links.

    `letters` are those of its text (`count_letters`): one judge after another weighs blocks by them.
    """

    text: str
    box: Box
    linked: int
    bold: int
    links: int
    letters: int


# What the names authors gave to a page's parts hint at: share bars, captions, comments, the story itself.

# The attributes whose words name a part; `style` is read for `display: none`.
NAMING_ATTRIBUTES = frozenset(
    {
        "class",
        "id",
        "itemprop",
        "role",
        "style",
        "data-testid",
        "data-component",
        "data-type",
        "data-module",
        "aria-hidden",
        "aria-label",
        "name",
        "property",
    }
)
NAMING_WORD = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+")
# A value longer than this is an inline style sheet or data, not a name.
LONGEST_NAMING = 400


def hint_bits(value: str) -> int:
    """Return the kinds the words of an attribute's value hint at, one bit a kind of `hint_kinds()`."""
    return _bits_of(value[:LONGEST_NAMING])


@lru_cache(maxsize=5_000)  # pages of one site have the same names
def _bits_of(name: str) -> int:
    bits, table = 0, _table()
    for word in NAMING_WORD.findall(name):
        if word in table:  # few are: to ask first takes less time than `get`
            bits |= table[word]
    return bits


@cache
def hint_kinds() -> tuple[str, ...]:
    """The kinds of the data file, in its order."""
    return tuple(kind for kind, _ in _lines())


# What boxes are called that are no part of a story.
APART = ("share", "related", "promo", "ad", "comment", "nav", "footer", "author", "legal")


@cache
def kind_bits(*kinds: str) -> int:
    """Return the bits of these kinds."""
    return sum(1 << number for number, kind in enumerate(hint_kinds()) if kind in kinds)


def is_called(kinds: int, boxes: Sequence[Box], beside: Box) -> bool:
    """Say whether boxes, but those that hold `beside` too, have names of the kinds of a mask."""
    outside, hints = set[int](), 0
    above: Box | None = beside
    while above is not None:
        outside.add(above.number)
        above = above.parent
    for start in boxes:
        box: Box | None = start
        while box is not None and box.number not in outside:
            hints |= box.hints
            box = box.parent
    return bool(hints & kinds)


@cache
def _table() -> dict[str, int]:
    """The bits of each word in the three ways in which `NAMING_WORD` finds it: share, Share, SHARE."""
    table: dict[str, int] = {}
    for number, (_, words) in enumerate(_lines()):
        for word in words:
            for written in {word, word.capitalize(), word.upper()}:
                table[written] = table.get(written, 0) | 1 << number
    return table


def _lines() -> list[tuple[str, list[str]]]:
    text = files("newsarchive.text.page").joinpath("data/hint_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(kind, words.split()) for kind, words in rows]


# Rows of a table of data as one block each: its cells say something only together.

CELL, ROW, _PARAGRAPH = TAG_BIT["td"], TAG_BIT["tr"], TAG_BIT["p"]
# A longer cell holds a text of its own: tables also lay pages out.
_LONGEST_CELL = 200


def join_rows(blocks: Sequence[Block], boxes: Sequence[Box]) -> tuple[Block, ...]:
    """Return `blocks` with the cells of each row of data joined; the boxes' bounds move along."""
    joined: list[Block] = []
    places = [0] * (len(blocks) + 1)
    number = 0
    for row, members in groupby(blocks, key=_row):
        cells = list(members)
        if row is None or len(cells) == 1:
            places[number : number + len(cells)] = range(len(joined), len(joined) + len(cells))
            joined += cells
        else:
            places[number : number + len(cells)] = [len(joined)] * len(cells)
            joined.append(_join(cells))
        number += len(cells)
    places[len(blocks)] = len(joined)
    for box in boxes:
        # A cell after the first of its row begins where the row does, and ends behind it.
        box.first, box.end = (
            places[box.first],
            places[box.end - 1] + 1 if box.end > box.first else places[box.end],
        )
    return tuple(joined)


def _row(block: Block) -> int | None:
    """The number of the row the block is a whole short cell of, or a paragraph that is one."""
    box, above = block.box, block.box.parent
    if box.tag & _PARAGRAPH and above is not None and above.tag & CELL:
        box, above = above, above.parent  # word processors set each cell so
    if not box.tag & CELL or above is None or not above.tag & ROW:
        return None
    return above.number if box.end - box.first == 1 and len(block.text) <= _LONGEST_CELL else None


def _join(cells: Sequence[Block]) -> Block:
    text = " ".join(cell.text for cell in cells)
    first = cells[0].box
    return Block(
        text,
        first if first.tag & CELL or first.parent is None else first.parent,
        sum(cell.linked for cell in cells),
        sum(cell.bold for cell in cells),
        sum(cell.links for cell in cells),
        count_letters(text),
    )


_UNNAMED = frozenset({"html", "body"})
# Inline elements whose characters are counted: links, and bold words.
_COUNTED = frozenset({"a", "b", "strong"})


@dataclass(slots=True)
class _Walk:
    boxes: list[Box]
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    opened: list[HtmlElement] = field(default_factory=list)
    are_links: list[bool] = field(default_factory=list)
    box: Box = field(init=False)
    home: Box | None = None
    in_link: int = 0
    in_bold: int = 0
    linked: int = 0
    bold: int = 0
    links: int = 0

    def __post_init__(self) -> None:
        self.box = self.boxes[0]

    def add(self, text: str) -> None:
        """Put text on the open line; paragraph separators in it end that line."""
        if PARAGRAPH_END in text:
            first, *others = text.split(PARAGRAPH_END)
            self.add(first)
            for other in others:
                self.close()
                self.add(other)
            return
        if text.isspace():
            if self.pieces:  # a line begins with no blank
                self.pieces.append(text)
        else:
            self.pieces.append(text)
            if self.home is None:
                self.home = self.box
            if self.in_link:
                self.linked += len(text)
            if self.in_bold:
                self.bold += len(text)

    def close(self) -> None:
        """End the line: a block, unless it is blank."""
        if self.home is not None and (line := tidy("".join(self.pieces))):
            letters = count_letters(line)
            self.blocks.append(Block(line, self.home, self.linked, self.bold, self.links, letters))
        self.pieces.clear()
        self.home = None
        self.linked = self.bold = self.links = 0

    def pass_over(self, element: HtmlElement, tag: object) -> None:
        """Note an element that shows nothing: a block ends the line all the same."""
        if tag in BLOCK:
            self.close()
        elif isinstance(tag, str) and tag in _COUNTED:
            self.begin(element, tag)  # its end is noted too

    def begin(self, element: HtmlElement, tag: str) -> None:
        """Note that a link or bold words begin."""
        if tag == "a":
            is_link = not self._is_anchor(element)
            self.are_links.append(is_link)
            self.in_link += is_link
            self.links += is_link
        else:
            self.in_bold += 1

    def finish(self, tag: str) -> None:
        """Note that a link or bold words end."""
        if tag == "a":
            self.in_link -= self.are_links.pop()
        else:
            self.in_bold -= 1

    def enter(self, element: HtmlElement, tag: str) -> None:
        """Open a box."""
        if self.pieces or self.links:
            self.close()
        self.opened.append(element)
        self.box = self._open(element, tag)

    def leave(self) -> None:
        """Shut the box that was opened last."""
        self.opened.pop()
        if self.pieces or self.links:
            self.close()
        self.box.end = len(self.blocks)
        if self.box.parent is not None:
            self.box = self.box.parent

    def ended(self) -> PageBlocks:
        """Shut what is still open, and return what was found."""
        self.close()
        box: Box | None = self.box
        while box is not None:
            box.end = len(self.blocks)
            box = box.parent
        lines = tuple(block.text for block in self.blocks)
        return PageBlocks(join_rows(self.blocks, self.boxes), tuple(self.boxes), lines)

    def _is_anchor(self, link: HtmlElement) -> bool:
        """Whether a link leads nowhere: a place to link to, or a heading wrapped in the link to itself."""
        if (target := link.get("href")) is None:
            return is_link_target(link)
        if not self.box.tag & _HEADINGS or not target.startswith("#"):
            return False
        heading = self.box.element
        own = (heading.get("id") if heading is not None else None, link.get("id"), link.get("name"))
        return len(target) > 1 and unquote(target[1:]) in own

    def _open(self, element: HtmlElement, tag: str) -> Box:
        above, bit, names = self.box, TAG_BIT.get(tag, 0), self.names
        hints, signature, ident = 0, tag, ""
        if tag not in _UNNAMED:
            for name, value in element.items():
                if name in NAMING_ATTRIBUTES:
                    bits = names.get(value)
                    if bits is None:
                        bits = names[value] = hint_bits(value)
                    hints |= bits
                    if name == "class":
                        signature = f"{tag} {value}"
                    elif name == "id":
                        ident = value
        # By place, not by name: pages have hundreds of boxes, and names take half as long again.
        box = Box(
            len(self.boxes),
            above,
            above.depth + 1,
            signature,
            bit,
            above.tags | bit,
            hints,
            above.hints_above | hints,
            len(self.blocks),
            ident,
            0,
            element,
        )
        self.boxes.append(box)
        return box


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page in order; its boxes, parents before what they hold; what `page_lines` gives."""

    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]


def page_blocks(tree: HtmlElement, without: Collection[HtmlElement] = ()) -> PageBlocks:
    """Return the visible blocks of the page: text of inline elements stays on the line of its block.

    The short cells of a table's row are one block. Elements in `without` (a set, where there are many) are
    left out with all they hold.
    """
    walk = _Walk([Box(0, None, 0, "", 0, 0, 0, 0, first=0, ident="")])
    events = iterwalk(tree, events=("start", "end"))
    seen = 0
    opened, pieces = walk.opened, walk.pieces
    for event, element in events:
        tag = element.tag
        if event == "start":
            seen += 1
            if seen > MOST_ELEMENTS:
                break
            if tag in UNSEEN_TAGS or not isinstance(tag, str) or element in without:
                walk.pass_over(element, tag)
                events.skip_subtree()
                continue
            if tag in _COUNTED:
                walk.begin(element, tag)
            elif tag not in PLAIN_PHRASES and (tag in SURE_BOXES or is_box(element, tag)):
                walk.enter(element, tag)
            text = element.text
        else:
            if tag in _COUNTED:
                walk.finish(tag)
            elif opened and opened[-1] is element:
                walk.leave()
            text = element.tail if element is not tree else None
        # Most is the white space between boxes: no line begins with it.
        if text and (pieces or PARAGRAPH_END in text or not text.isspace()):
            walk.add(text)
    return walk.ended()
