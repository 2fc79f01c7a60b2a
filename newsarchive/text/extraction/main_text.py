"""The main text of a page: trafilatura's balanced reading, its precise one where nothing is lost."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsarchive.text.extraction.density import densest_paragraphs
from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs

HAN = re.compile("[\u4e00-\u9fff]")
FEWEST_HAN = 20
SENTENCE = re.compile("[。！？；]")
# On old Chinese table layouts the balanced reading keeps navigation; on others the precise one drops the
# article (measured 2026-11). Share of the sentences' characters the precise one must keep to be believed.
KEPT_BY_PRECISION = 0.9
# Characters below which trafilatura's answer is in doubt, and how much longer another must be to win.
TOO_SHORT, MUCH_LONGER = 120, 3


def main_paragraphs(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the paragraphs of the main text, furniture still among them."""
    balanced = trafilatura_paragraphs(tree, url or None)
    if sum(map(len, balanced)) < TOO_SHORT:
        dense = densest_paragraphs(tree)
        if sum(map(len, dense)) > MUCH_LONGER * max(sum(map(len, balanced)), 1):
            return dense
    if not is_chinese(balanced):
        return balanced
    precise = trafilatura_paragraphs(tree, url or None, precise=True)
    return precise if _sentences(precise) >= KEPT_BY_PRECISION * _sentences(balanced) > 0 else balanced


def is_chinese(paragraphs: tuple[str, ...]) -> bool:
    """Whether the text has a few dozen Chinese characters."""
    return sum(len(HAN.findall(line)) for line in paragraphs) >= FEWEST_HAN


def _sentences(paragraphs: tuple[str, ...]) -> int:
    """Characters of the lines that hold sentences: navigation and headlines have none."""
    return sum(len(line) for line in paragraphs if len(line) > 15 and SENTENCE.search(line))
