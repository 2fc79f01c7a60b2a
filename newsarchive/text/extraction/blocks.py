"""The page as blocks: each line a reader sees, with the boxes of markup it stands in. One walk for all."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.text.display import BLOCK, PHRASES, UNSEEN, is_box
from newsarchive.text.extraction.boxes import TAG_BIT, Block, Box
from newsarchive.text.extraction.hints import NAMING, hint_bits
from newsarchive.text.extraction.page_lines import MOST_ELEMENTS
from newsarchive.text.extraction.table_rows import join_rows
from newsarchive.text.lines import tidy

UNNAMED = frozenset({"html", "body"})
BOLD = frozenset({"b", "strong"})


@dataclass(slots=True)
class _Walk:
    boxes: list[Box]
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    opened: list[HtmlElement] = field(default_factory=list)
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
        """Put text on the open line."""
        self.pieces.append(text)
        if not text.isspace():
            if self.home is None:
                self.home = self.box
            if self.in_link:
                self.linked += len(text)
            if self.in_bold:
                self.bold += len(text)

    def close(self) -> None:
        """End the line: a block, unless it is blank."""
        if not self.pieces and not self.links:
            return
        if self.home is not None and (line := tidy("".join(self.pieces))):
            self.blocks.append(Block(line, self.home, self.linked, self.bold, self.links))
        self.pieces.clear()
        self.home = None
        self.linked = self.bold = self.links = 0

    def enter(self, element: HtmlElement, tag: str) -> None:
        if tag in PHRASES:
            if tag == "a":
                self.in_link += 1
                self.links += 1
            elif tag in BOLD:
                self.in_bold += 1
        elif is_box(element, tag):
            self.close()
            self.opened.append(element)
            self.box = self._open(element, tag)
        if text := element.text:
            self.add(text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        if tag in PHRASES:
            self.in_link -= tag == "a"
            self.in_bold -= tag in BOLD
        elif self.opened[-1:] == [element]:
            self.opened.pop()
            self.close()
            self.box.end = len(self.blocks)
            if self.box.parent is not None:
                self.box = self.box.parent

    def _open(self, element: HtmlElement, tag: str) -> Box:
        above, bit, names = self.box, TAG_BIT.get(tag, 0), self.names
        hints, signature = 0, tag
        if tag not in UNNAMED:
            for name, value in element.items():
                if name in NAMING:
                    bits = names.get(value)
                    if bits is None:
                        bits = names[value] = hint_bits(value)
                    hints |= bits
                    if name == "class":
                        signature = f"{tag} {value}"
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
        )
        self.boxes.append(box)
        return box


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page in order; its boxes, parents before what they hold; what `page_lines` gives."""

    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]


def page_blocks(tree: HtmlElement) -> PageBlocks:
    """Return the visible blocks of the page: text of inline elements stays on the line of its block.

    The short cells of a table's row are one block.
    """
    walk = _Walk([Box(0, None, 0, "", 0, 0, 0, 0, first=0)])
    events = iterwalk(tree, events=("start", "end"))
    seen = 0
    for event, element in events:
        named = element.tag
        tag = named if isinstance(named, str) else ""
        shown = tag != "" and tag not in UNSEEN
        if event == "start":
            seen += 1
            if seen > MOST_ELEMENTS:
                break
            if shown:
                walk.enter(element, tag)
                continue
            if tag in BLOCK:
                walk.close()
            events.skip_subtree()
        else:
            if shown:
                walk.leave(element, tag)
            if (text := element.tail) and element is not tree:
                walk.add(text)
    walk.close()
    box: Box | None = walk.box
    while box is not None:
        box.end = len(walk.blocks)
        box = box.parent
    lines = tuple(block.text for block in walk.blocks)
    return PageBlocks(join_rows(walk.blocks, walk.boxes), tuple(walk.boxes), lines)
