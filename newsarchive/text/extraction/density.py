"""A text finder of our own, for when trafilatura fails or finds nearly nothing: the densest container.

After GNE's idea (Sun et al. 2011, "DOM based content extraction via text density"): the element whose own
paragraphs hold most sentence characters outside links.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.html_display import UNSEEN

CONTAINERS = frozenset({"div", "article", "section", "main", "td", "body", "li", "form", "center", "font"})
MOST_ELEMENTS = 30_000
BOXES = frozenset({"div", "ul", "ol", "dl", "table", "section", "aside", "nav", "center"})
# A box of links: two at least (one may be the article's), and of its characters these share in them.
FEWEST_LINKS, MOSTLY_LINKS = 2, 0.6
# A paragraph counts for its container and, half each step, for the two above it (as in Readability).
STEPS = 3
SHORTEST_PIECE = 15


def densest_paragraphs(tree: HtmlElement) -> tuple[str, ...]:
    """Return the lines of the element with most text outside links, () where there is none."""
    scores: dict[HtmlElement, float] = {}
    for number, element in enumerate(tree.iter()):
        if number > MOST_ELEMENTS:
            break
        weight = _own_text(element)
        if weight and not _is_in_link(element):
            _credit(scores, element, weight)
    if not scores:
        return ()
    best = max(scores, key=lambda element: scores[element])
    return _told_once(page_lines(best, link_blocks(best)))


def _told_once(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without repeats, where most are repeated: the article of narrow and that of wide screens."""
    long = [line for line in lines if len(line) >= SHORTEST_PIECE]
    return tuple(dict.fromkeys(lines)) if len(set(long)) * 3 <= len(long) * 2 else lines


def link_blocks(container: HtmlElement) -> frozenset[HtmlElement]:
    """Return the lists, tables and boxes in `container` that are links: related stories, tags, pagers."""
    letters: dict[HtmlElement, list[int]] = {}  # element: characters, of these in links, links
    for element in reversed(
        [element for _, element in zip(range(MOST_ELEMENTS), container.iter(), strict=False)]
    ):
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        own = letters.setdefault(element, [0, 0, 0])
        own[0] += _length(element.text) + sum(_length(child.tail) for child in element)
        if element.tag == "a":
            own[1:] = own[0], 1
        parent = element.getparent()
        if element is not container and parent is not None:
            above = letters.setdefault(parent, [0, 0, 0])
            above[:] = map(sum, zip(above, own, strict=True))
    return frozenset(
        element
        for element, (total, linked, links) in letters.items()
        if element.tag in BOXES
        and element is not container
        and links >= FEWEST_LINKS
        and linked >= MOSTLY_LINKS * total
    )


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _own_text(element: HtmlElement) -> int:
    """Characters of text directly in the element, its children left out, and none of a link."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.tag == "a":
        return 0
    pieces = [element.text, *(child.tail for child in element)]
    return sum(
        len(text)
        for piece in pieces
        if piece and len(text := piece.strip()) >= SHORTEST_PIECE and furniture_kind(text) is None
    )


def _is_in_link(element: HtmlElement) -> bool:
    return next(element.iterancestors("a"), None) is not None


def _credit(scores: dict[HtmlElement, float], element: HtmlElement, weight: float) -> None:
    holder = element if element.tag in CONTAINERS else element.getparent()
    for _ in range(STEPS):
        if holder is None:
            return
        if holder.tag in CONTAINERS:
            scores[holder] = scores.get(holder, 0.0) + weight
            weight /= 2
        holder = holder.getparent()
