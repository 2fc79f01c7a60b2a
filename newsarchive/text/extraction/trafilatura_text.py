"""The main text as trafilatura sees it, on a tree parsed and cleaned; a failure is an empty answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from newsarchive.text.page.html_display import BLOCK, is_box, stands_in_words
from newsarchive.text.page.page_model import Page, PageModel, model_of
from newsarchive.text.tidy_lines import split_paragraphs

# xmltotxt draws list items as "- item" and table rows as "| cell | cell |"; a reader saw neither.
_BULLET = re.compile(r"^[-•] (?=\S)")
_RULE = re.compile(r"^[|\s:-]+$")
# trafilatura counts the cells of a row again at each (24,000 in one took 1.7 s). The widest rows of 400 real
# pages have 37.
WIDEST_ROW = 2_000
# It collects what stands in paragraphs by an XPath that is quadratic in them (9,000 take .03 s, 36,000 .76).
# More than the real pages have tags (19,437 at most).
MOST_PARAGRAPHS = 20_000
# Its second opinion jusText looks from each paragraph over all short ones around it: 12,000 take 11 s,
# 5,000 1.8. Of 1,868 real pages one has 9,539 blocks, all others 2,776 at most (2026-11).
MOST_OPINED = 5_000
# It takes inline elements out of their box, which leaves their words as so many texts side by side, and lxml
# passes over all of them for each (2,000 in a paragraph take .04 s, 8,000 .7, 47,000 minutes). Of 1,500 real
# pages one has 3,765, all others 1,808 at most.
MOST_PHRASES = 5_000
# Blocks that it takes out likewise.
_TAKEN_OUT = frozenset({"address", "hgroup"})
# Inline elements it throws away with their words, or sets on a line of its own (q); one it sees through.
DROPPED = (
    *(
        "applet",
        "blink",
        "button",
        "label",
        "legend",
        "map",
        "marquee",
        "math",
        "menuitem",
        "noindex",
        "object",
        "output",
    ),
    *("picture", "progress", "q", "time"),
)
# The parser takes these for containers, of the words behind them too: trafilatura throws all away.
_VOID = ("embed", "source", "track")
_SEEN_THROUGH = "bdi"


def trafilatura_paragraphs(page: Page, url: str | None, *, fast: bool = True) -> tuple[str, ...]:
    """Return the paragraphs trafilatura keeps; () where it finds none or fails. The tree stays as it was.

    A page of more paragraphs, cells in a row or inline elements in a box than any has is not given to it:
    others must read that; one of more blocks gets no second opinion.

    `fast` leaves out its second opinions (readability, jusText), which cost a third of its time (18.5 against
    11.9 ms a page over 1,472): the judge of blocks and the densest container nearly always give better ones.
    """
    model = model_of(page)
    if _is_outsized(model):
        return ()
    fast = fast or _has_too_many_blocks(model)
    try:
        with _phrases_seen_through(model):
            document = bare_extraction(
                model.tree, url=url, fast=fast, include_comments=False, with_metadata=False
            )
    except Exception:  # any failure of the library means: no answer from it
        return ()
    text = getattr(document, "text", None) or ""
    return tuple(line for raw in split_paragraphs(text) if (line := _as_read(raw)))


@contextmanager
def _phrases_seen_through(model: PageModel) -> Iterator[None]:
    """Rename what trafilatura drops where it stands in a sentence; alone, such are controls and dates.

    A formula with its source beside it stays: trafilatura gives the source.
    """
    renamed = [
        (element, tag)
        for element in model.iter(*DROPPED, *_VOID)
        if (stands_in_words(element) or (element.tag in _VOID and _holds_words(element)))
        and not is_box(element, tag := str(element.tag))
        and not (tag == "math" and (element.get("alttext") or element.find(".//annotation") is not None))
    ]
    for element, _ in renamed:
        element.tag = _SEEN_THROUGH
    try:
        yield
    finally:
        for element, tag in renamed:
            element.tag = tag


def _holds_words(element: HtmlElement) -> bool:
    return any(text and not text.isspace() for text in (element.text, *(child.tail for child in element)))


def _is_outsized(model: PageModel) -> bool:
    if len(model.places("p")) > MOST_PARAGRAPHS or any(len(row) > WIDEST_ROW for row in model.iter("tr")):
        return True
    return len(model.places()) > MOST_PHRASES and _most_phrases(model.tree) > MOST_PHRASES


def _has_too_many_blocks(model: PageModel) -> bool:
    return len(model.places(*BLOCK, "textarea")) > MOST_OPINED  # jusText reads that too


def _most_phrases(tree: HtmlElement) -> int:
    """Return how many inline elements the box has that has the most, those within others among them."""
    box_of: dict[HtmlElement, HtmlElement] = {}
    phrases: Counter[HtmlElement] = Counter()
    for element in tree.iter("*"):
        parent = element.getparent()
        if parent is not None and (element.tag not in BLOCK or element.tag in _TAKEN_OUT):
            box_of[element] = box = box_of.get(parent, parent)
            phrases[box] += 1
    return max(phrases.values(), default=0)


def _as_read(line: str) -> str:
    if line.startswith("|"):
        if _RULE.match(line):
            return ""
        return " ".join(cell.strip() for cell in line.strip("|").split("|") if cell.strip())
    return _BULLET.sub("", line)
