"""The lines of a text that lead to other stories: told by their label, or by what stands in links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from newsarchive.text.extraction.page_blocks import Block, PageBlocks
from newsarchive.text.furniture.see_also import LINKED, heads_links, is_cried, refers
from newsarchive.text.sentences import says_something

# Headlines in capitals that a story has between its paragraphs; a list of more is what the story lists.
_MOST_CRIED = 4


def references(page: PageBlocks, lines: frozenset[str], url: str) -> frozenset[str]:
    """Return those of `lines` that only lead to another story."""
    shown = [block for block in page.blocks if block.text in lines]
    if not any(block.linked for block in shown):
        return frozenset()
    found = {block.text for block in shown if block.linked and refers(block.text, block.linked)}
    found.update(_below_labels(shown))
    cried = {*_cried(shown, urlsplit(url).netloc)}
    return frozenset(found | cried if len(cried) <= _MOST_CRIED else found)


def _below_labels(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of paragraphs that are a label and links below it."""
    for _, group in groupby(blocks, lambda block: block.box.number):
        told = [*group]
        if len(told) > 1 and told[-1].linked and heads_links([(block.text, block.linked) for block in told]):
            yield from (block.text for block in told)


def _cried(blocks: Sequence[Block], host: str) -> Iterator[str]:
    """Headlines in capitals, each a paragraph and a link to the same site, between sentences of the story."""
    for (before, block), (_, behind) in pairwise(pairwise(blocks)):
        if not block.linked or not is_cried(block.text, block.linked):
            continue
        if _is_told(before) and _is_told(behind) and _leads_to(block, host):
            yield block.text


def _is_told(block: Block) -> bool:
    return says_something(block.text) and block.linked < LINKED * len(block.text)


def _leads_to(block: Block, host: str) -> bool:
    """Whether a paragraph is one link, to the host."""
    box = block.box.element
    if box is None or box.tag != "p" or block.box.end - block.box.first != 1:
        return False
    targets = [_host_of_link(link.get("href") or "") for link in box.iter("a")]
    return len(targets) == 1 and targets[0] in ("", host)


def _host_of_link(target: str) -> str | None:
    """The host a link leads to, "" for a relative link, None for what is no address."""
    try:
        return urlsplit(target.strip()).netloc if target.strip() else None
    except ValueError:
        return None
