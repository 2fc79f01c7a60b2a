"""The path of a page of markup: parse once, cut what is hidden or farmed, read the facts, find the text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsarchive.items import DecodedPage, RemovedBlock
from newsarchive.text.dates.other_stories import OtherStories
from newsarchive.text.extraction.blocks import PageBlocks, page_blocks
from newsarchive.text.extraction.draft import Draft
from newsarchive.text.extraction.hidden_parts import read_shown
from newsarchive.text.extraction.main_text import article_paragraphs, is_chinese
from newsarchive.text.extraction.marked_parts import MarkedParts, marked_parts
from newsarchive.text.extraction.page_lines import page_lines
from newsarchive.text.extraction.repairing import RepairedSource
from newsarchive.text.extraction.selecting import choose_facts, chosen_paragraphs
from newsarchive.text.extraction.slivers import evidence
from newsarchive.text.extraction.trees import Refusal, parse_html
from newsarchive.text.metadata.markup import read_markup
from newsarchive.text.sanitising import sanitise_tree
from newsarchive.text.sharing.links import cut_spam_links


@dataclass(frozen=True, slots=True)
class _Reading:
    """The main text, whether the source's selector found it, all blocks of the page, and its named parts."""

    paragraphs: tuple[str, ...]
    is_selected: bool
    blocks: PageBlocks
    parts: MarkedParts


def draft_markup(page: DecodedPage, source: RepairedSource) -> Draft | Refusal:
    """Return the draft of an HTML page, or why there is none."""
    tree = parse_html(source.text)
    if isinstance(tree, str):
        return tree
    url, selectors = page.page.url, page.hints.selectors
    chosen = choose_facts(tree, selectors)
    removed = (*sanitise_tree(tree, url), *cut_spam_links(tree, page.hints.shared.spam_hosts))
    reading, hidden = read_shown(
        tree, lambda: _read(tree, url, selectors.body), lambda found: found.paragraphs
    )
    paragraphs = reading.paragraphs
    lost = () if reading.is_selected else _left_out(reading)
    others = OtherStories(tree, url, paragraphs, reading.parts.others)
    facts = chosen.over(read_markup(tree, url, paragraphs, others))
    return Draft(
        page=page,
        paragraphs=paragraphs,
        lines=reading.blocks.lines if not facts.authors or is_chinese(paragraphs) else (),
        tree=tree,
        parts=reading.parts,
        others=others,
        facts=facts,
        repairs=source.repairs,
        removed=(*removed, *hidden, *lost),
        is_mirror=source.is_mirror,
        chosen_authors=chosen.authors,
        missed=chosen.missed if reading.is_selected or not selectors.body else ("body", *chosen.missed),
    )


def _read(tree: HtmlElement, url: str, body: str | None) -> _Reading:
    selected = chosen_paragraphs(tree, body)
    blocks = page_blocks(tree)
    parts = marked_parts(tree)
    paragraphs = selected or article_paragraphs(tree, url, blocks, parts)
    return _Reading(paragraphs, bool(selected), blocks, parts)


def _left_out(reading: _Reading) -> tuple[RemovedBlock, ...]:
    """What the reading leaves out, but comments and other stories that the page names so."""
    lost = evidence(reading.blocks, reading.paragraphs)
    apart = {line for part in reading.parts.others for line in page_lines(part)} if lost else set()
    return tuple(block for block in lost if block.text not in apart)
