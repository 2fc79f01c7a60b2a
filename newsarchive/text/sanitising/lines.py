"""Spam without links, in blocks of the page: keyword lines, lists of them, feet."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.cutting import drop
from newsarchive.text.sanitising.hosts import link_hosts
from newsarchive.text.sanitising.layout import Leaf, article_span, leaves, list_numbers, place_of
from newsarchive.text.spam.blocks import spam_blocks


def cut_lines(tree: HtmlElement, chinese: bool = False) -> tuple[RemovedBlock, ...]:
    """Judge the innermost blocks as `clean_article` does paragraphs: what extraction loses is evidence.

    `chinese` says whether the page is: there what is in a foreign script is asked for less.
    """
    found = leaves(tree)
    blocks = spam_blocks(tuple(leaf.text for leaf in found), list_numbers(found), chinese)
    if not blocks:
        return ()
    cut = {index for block in blocks for index in range(block.start, block.end)}
    span = article_span(["" if index in cut else leaf.text for index, leaf in enumerate(found)])
    removed: list[RemovedBlock] = []
    for block in blocks:
        group = found[block.start : block.end]
        removed.append(
            RemovedBlock(
                place=place_of(block.start, span),
                kind=block.judgement.kind,
                rule=block.judgement.rule,
                score=round(block.judgement.score, 3),
                text="\n".join(leaf.text for leaf in group),
                hosts=link_hosts(link for leaf in group for link in leaf.element.iter("a")),
            )
        )
        _drop_all(group)
    return tuple(removed)


def _drop_all(group: list[Leaf]) -> None:
    for leaf in group:
        if leaf.element.tag in ("html", "body"):
            _empty(leaf.element)
        else:
            drop(leaf.element)


def _empty(element: HtmlElement) -> None:
    """Take the content out of an element that must stay."""
    for child in list(element):
        element.remove(child)
    element.text = None
