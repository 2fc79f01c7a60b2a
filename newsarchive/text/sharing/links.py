"""Blocks of links to hosts that cut spam of this host led to: the next advertisement of the same people."""

from __future__ import annotations

from collections.abc import Collection

from lxml.html import HtmlElement

from newsarchive.items import RemovedBlock
from newsarchive.text.sanitising.cutting import cut_element, text_of
from newsarchive.text.sanitising.hosts import host_of
from newsarchive.text.sanitising.layout import BLOCKS, article_span, leaves, place_of
from newsarchive.text.sharing.rules import SPAM_LINKS
from newsarchive.text.spam import Judgement, judge
from newsarchive.text.spam.shape import content_length

# As for farms: of such a block's letters at least these stand in its links; words around a link in a sentence
# are the writer's.
LINKED = 0.6
SCORE = 0.9


def cut_spam_links(tree: HtmlElement, hosts: Collection[str]) -> tuple[RemovedBlock, ...]:
    """Cut from `tree` the innermost blocks that are links, all of them to `hosts`; return what was cut."""
    if not hosts:
        return ()
    links = [link for link in tree.iter("a") if host_of(link.get("href", "")) in hosts]
    blocks = dict.fromkeys(block for link in links if (block := _block(link)) is not None)
    farmed = [block for block in blocks if _is_farmed(block, hosts)]
    if not farmed:
        return ()
    found = leaves(tree)
    at = {leaf.element: index for index, leaf in enumerate(found)}
    span = article_span(["" if leaf.element in farmed else leaf.text for leaf in found])
    return tuple(
        cut_element(block, place_of(at.get(block, 0), span), _judgement(text_of(block))) for block in farmed
    )


def _block(link: HtmlElement) -> HtmlElement | None:
    block = next((node for node in link.iterancestors() if node.tag in BLOCKS), None)
    return None if block is None or block.tag in {"html", "body"} else block


def _is_farmed(block: HtmlElement, hosts: Collection[str]) -> bool:
    links = list(block.iter("a"))
    if any(host_of(link.get("href", "")) not in hosts for link in links):
        return False
    return sum(content_length(text_of(link)) for link in links) >= LINKED * content_length(text_of(block))


def _judgement(text: str) -> Judgement:
    """Of the kind its words tell, else a link farm's."""
    judged = judge(text)
    return Judgement(SCORE, judged.kind if judged.spam else "seo", SPAM_LINKS)
