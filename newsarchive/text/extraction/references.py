"""The lines of a text that lead to other stories: told by their label, or by what stands in links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from urllib.parse import urljoin, urlsplit

from newsarchive.text.extraction.page_blocks import Block, PageBlocks
from newsarchive.text.furniture.see_also import LINKED, MOST_LINKS, heads_links, is_cried, refers
from newsarchive.text.sentences import says_something

# Headlines in capitals that a story has between its paragraphs; a list of more is what the story lists.
_MOST_CRIED = 4
# How the path of a page ends, if it has an ending at all: a letter, a table, a film are no stories.
_PAGE = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jspx?|do|cfm)$", re.IGNORECASE)
_FILE = re.compile(r"\.[a-z]\w{1,4}$", re.IGNORECASE)


def references(page: PageBlocks, lines: frozenset[str], url: str) -> frozenset[str]:
    """Return those of `lines` that only lead to another story."""
    shown = [block for block in page.blocks if block.text in lines]
    if not any(block.linked for block in shown):
        return frozenset()
    found = {block.text for block in shown if block.linked and refers(block.text, block.linked)}
    found.update(_below_labels(shown, url))
    cried = {*_cried(shown, url)}
    return frozenset(found | cried if len(cried) <= _MOST_CRIED else found)


def _below_labels(blocks: Sequence[Block], url: str) -> Iterator[str]:
    """The lines of paragraphs that are a label and links to other pages of the site below it."""
    for _, group in groupby(blocks, lambda block: block.box.number):
        told = [*group]
        if len(told) > 1 and told[-1].linked and heads_links([(block.text, block.linked) for block in told]):
            box = told[0].box.element
            links = [] if box is None else [*islice(box.iter("a"), MOST_LINKS + 1)]
            if links and all(_is_story(link.get("href") or "", url) for link in links):
                yield from (block.text for block in told)


def _cried(blocks: Sequence[Block], url: str) -> Iterator[str]:
    """Headlines in capitals, each a paragraph and a link to the same site, between sentences of the story."""
    for (before, block), (_, behind) in pairwise(pairwise(blocks)):
        if not block.linked or not is_cried(block.text, block.linked):
            continue
        if _is_told(before) and _is_told(behind) and _leads_to_story(block, url):
            yield block.text


def _is_told(block: Block) -> bool:
    return says_something(block.text) and block.linked < LINKED * len(block.text)


def _leads_to_story(block: Block, url: str) -> bool:
    """Whether a paragraph is one link, to another page of the site."""
    box = block.box.element
    if box is None or box.tag != "p" or block.box.end - block.box.first != 1:
        return False
    links = [*islice(box.iter("a"), 2)]
    return len(links) == 1 and _is_story(links[0].get("href") or "", url)


def _is_story(target: str, url: str) -> bool:
    """Whether a link leads to another page of the same host: to no file, and no place of this page."""
    if not target.strip():
        return False
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, target.strip()))
    except ValueError:
        return False
    if (
        there.netloc.removeprefix("www.") != here.netloc.removeprefix("www.")
        or there.scheme[:4] != here.scheme[:4]
    ):
        return False
    if _FILE.search(there.path) and not _PAGE.search(there.path):
        return False
    return (there.path, there.query) != (here.path, here.query)
