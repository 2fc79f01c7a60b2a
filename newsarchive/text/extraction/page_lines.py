"""The page as lines a reader sees, in order: sources and editors stand outside the main text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from newsarchive.text.display import UNSEEN, is_box
from newsarchive.text.lines import tidy

MOST_ELEMENTS = 60_000
EDGE = (None,)


def page_lines(tree: HtmlElement, without: Collection[HtmlElement] = ()) -> tuple[str, ...]:
    """Return the visible lines of the page; text of inline elements stays on the line of its block.

    Elements in `without` (a set, where there are many) are left out with all they hold; `tree` itself is read
    whatever it is.
    """
    lines: list[str] = []
    current: list[str] = []
    for piece in _pieces(tree, without):
        if piece is None:
            _close(lines, current)
        else:
            current.append(piece)
    _close(lines, current)
    return tuple(lines)


def _close(lines: list[str], current: list[str]) -> None:
    if current:
        line = tidy("".join(current))
        current.clear()
        if line:
            lines.append(line)


def _pieces(tree: HtmlElement, without: Collection[HtmlElement]) -> Iterator[str | None]:
    """Text in document order, None where a line ends; iterative, since pages nest deeper than Python does."""
    entering = True
    stack: list[tuple[HtmlElement, bool, tuple[None, ...]]] = [(tree, entering, ())]
    seen = 0
    while stack:
        element, entered, edge = stack.pop()
        if entered is not entering:
            yield from edge
            if element.tail and element is not tree:
                yield element.tail
            continue
        seen += 1
        if seen > MOST_ELEMENTS:
            return
        tag = element.tag if isinstance(element.tag, str) else ""
        edge = EDGE if tag and is_box(element, tag) else ()
        yield from edge
        stack.append((element, not entering, edge))
        if tag and (tag not in UNSEEN or element is tree) and element not in without:
            if element.text:
                yield element.text
            stack.extend((child, entering, ()) for child in reversed(element))
