"""The page as lines a reader sees, in order: sources and editors stand outside the main text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from newsarchive.text.lines import tidy

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "select", "textarea", "iframe", "svg", "option"}
)
INLINE = frozenset(
    {
        "a",
        "b",
        "i",
        "em",
        "strong",
        "span",
        "font",
        "u",
        "sub",
        "sup",
        "small",
        "big",
        "mark",
        "code",
        "abbr",
        "cite",
        "time",
        "label",
        "s",
        "del",
        "ins",
        "q",
        "var",
        "tt",
        "wbr",
        "img",
        "bdi",
        "data",
    }
)
MOST_ELEMENTS = 60_000


def page_lines(tree: HtmlElement, without: Collection[HtmlElement] = ()) -> tuple[str, ...]:
    """Return the visible lines of the page; text of inline elements stays on the line of its block.

    Elements in `without` (a set, where there are many) are left out with all they hold.
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
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    seen = 0
    while stack:
        element, leaving = stack.pop()
        inline = element.tag in INLINE
        if leaving:
            yield from _edge(inline)
            if element.tail and element is not tree:
                yield element.tail
            continue
        seen += 1
        if seen > MOST_ELEMENTS:
            return
        yield from _edge(inline)
        stack.append((element, True))
        if isinstance(element.tag, str) and element.tag not in UNSEEN and element not in without:
            if element.text:
                yield element.text
            stack.extend((child, False) for child in reversed(element))


def _edge(inline: bool) -> tuple[None, ...]:
    return () if inline else (None,)
