"""Taking an element out of a tree without losing the text behind it."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.items import Place, RemovedBlock
from newsarchive.text.sanitising.hosts import link_hosts
from newsarchive.text.spam import Judgement

# No text: their content is code.
_SILENT = frozenset({"script", "style", "template"})


def text_of(element: HtmlElement) -> str:
    """The element's text as a reader of the source would copy it: white space folded, no code."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: HtmlElement) -> list[str]:
    found: list[str] = []
    for node in element.iter():
        spoken = isinstance(node.tag, str) and node.tag not in _SILENT
        if spoken and node.text:
            found.append(node.text)
        if node is not element:
            # A neighbouring block or cell is another word, an inline tag need not be.
            found.append(node.tail or ("" if node.tag in _INLINE else " "))
    return found


_INLINE = frozenset(
    {"a", "b", "i", "em", "strong", "span", "font", "u", "small", "sub", "sup", "mark", "wbr"}
)


def cut_element(element: HtmlElement, place: Place, judgement: Judgement) -> RemovedBlock:
    """Remove the element, keep its tail, and return the evidence."""
    block = RemovedBlock(
        place=place,
        kind=judgement.kind,
        rule=judgement.rule,
        score=round(judgement.score, 3),
        text=text_of(element),
        hosts=link_hosts(element.iter("a")),
    )
    drop(element)
    return block


def drop(element: HtmlElement) -> None:
    """Remove the element and all in it; its tail joins the text before it. The root is emptied instead."""
    parent = element.getparent()
    if parent is None:
        tail = element.tail
        element.clear()
        element.tail = tail
        return
    tail = element.tail or ""
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)
