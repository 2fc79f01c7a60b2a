"""A text finder of our own, for when trafilatura fails or finds nearly nothing: the densest container.

After GNE's idea (Sun et al. 2011, "DOM based content extraction via text density"): the element whose own
paragraphs hold most sentence characters outside links.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.text.extraction.page_lines import UNSEEN, page_lines

CONTAINERS = frozenset({"div", "article", "section", "main", "td", "body", "li", "form", "center", "font"})
MOST_ELEMENTS = 30_000
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
        if weight:
            _credit(scores, element, weight)
    if not scores:
        return ()
    best = max(scores, key=lambda element: scores[element])
    return page_lines(best)


def _own_text(element: HtmlElement) -> int:
    """Characters of text directly in the element, its children left out, and none of a link."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.tag == "a":
        return 0
    pieces = [element.text, *(child.tail for child in element)]
    return sum(len(text) for piece in pieces if piece and len(text := piece.strip()) >= SHORTEST_PIECE)


def _credit(scores: dict[HtmlElement, float], element: HtmlElement, weight: float) -> None:
    holder = element if element.tag in CONTAINERS else element.getparent()
    for _ in range(STEPS):
        if holder is None:
            return
        if holder.tag in CONTAINERS:
            scores[holder] = scores.get(holder, 0.0) + weight
            weight /= 2
        holder = holder.getparent()
