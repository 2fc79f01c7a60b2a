"""The main text of a parsed page, by the extractor that does best on its kind."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs


def main_paragraphs(tree: HtmlElement, url: str) -> tuple[str, ...]:
    """Return the paragraphs of the main text, furniture still among them."""
    return trafilatura_paragraphs(tree, url or None)
