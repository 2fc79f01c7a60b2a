"""The main text of a page: trafilatura's reading, corrected by a judge of blocks or the densest container."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsarchive.text.extraction.block_choice import likely_paragraphs
from newsarchive.text.extraction.blocks import PageBlocks
from newsarchive.text.extraction.density import densest_paragraphs
from newsarchive.text.extraction.readings import better_reading
from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs
from newsarchive.text.furniture.trimming import fold

HAN = re.compile("[\u4e00-\u9fff]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
FEWEST_HAN = 20
# Japanese has a Kana for every Han and more; a Chinese text quotes a few. Japanese pages set sentences and
# captions in boxes of their own, so their densest container is not all of the article (fundus, 2026-11).
FEWEST_KANA = 0.2
# Characters below which trafilatura's answer is in doubt, and how much longer another must be to win.
TOO_SHORT, MUCH_LONGER = 120, 3


def main_paragraphs(tree: HtmlElement, url: str, page: PageBlocks) -> tuple[str, ...]:
    """Return the paragraphs of the main text, furniture still among them; `page` are the tree's blocks."""
    usual = trafilatura_paragraphs(tree, url or None)
    length = sum(map(len, usual))
    seen = usual if length >= TOO_SHORT else page.lines
    chinese = is_chinese(seen) and not is_japanese(seen)
    if not chinese:
        if likely := likely_paragraphs(tree, page, usual):
            return likely
        usual = trafilatura_paragraphs(tree, url or None, fast=False)
        length = sum(map(len, usual))
        if likely := likely_paragraphs(tree, page, usual):
            return likely
        if length >= TOO_SHORT:
            return usual
    dense = densest_paragraphs(tree)
    if length < TOO_SHORT and sum(map(len, dense)) > MUCH_LONGER * max(length, 1):
        return dense
    if length < TOO_SHORT:
        usual = _without_links(tree, usual)
    return better_reading(tree, usual, dense) if chinese else usual


def _without_links(tree: HtmlElement, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines that are not a link's whole text: where trafilatura finds nothing it takes the menu too."""
    links = {fold("".join(link.itertext())[:200]) for link in tree.iter("a")}
    return tuple(line for line in lines if fold(line) not in links)


def is_chinese(paragraphs: tuple[str, ...]) -> bool:
    """Whether the text has a few dozen Chinese characters (Japanese ones among them)."""
    return sum(len(HAN.findall(line)) for line in paragraphs) >= FEWEST_HAN


def is_japanese(paragraphs: tuple[str, ...]) -> bool:
    """Whether Kana stands among the Han characters as in Japanese."""
    text = "".join(paragraphs)
    return len(KANA.findall(text)) > FEWEST_KANA * len(HAN.findall(text))
