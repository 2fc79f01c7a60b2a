"""The extract stage's one function: a decoded page in, the article and its facts out."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsarchive.items import DecodedPage, ExtractedArticle
from newsarchive.text.extraction.paragraphs import split_paragraphs, tidy
from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs
from newsarchive.text.extraction.trees import LONGEST_SOURCE, parse_html
from newsarchive.text.language import detect_language


def extract_article(page: DecodedPage) -> ExtractedArticle:
    """Return the main text of `page`, its facts and what was cut; never raises, bounded by the page's length."""
    if page.error is not None:
        return ExtractedArticle(
            page=page.page, verdict="undecodable", charset=page.charset, media=page.media, error=page.error
        )
    if len(page.text) > LONGEST_SOURCE:
        return _refused(page, "too_large")
    if page.media == "text":
        lines = split_paragraphs(page.text)
        return _article(page, lines[0] if lines else None, lines)
    tree = parse_html(page.text)
    if tree is None:
        return _refused(page, "no_markup")
    return _article(page, _title(tree), trafilatura_paragraphs(tree, page.page.url or None))


def _refused(page: DecodedPage, reason: str) -> ExtractedArticle:
    return ExtractedArticle(
        page=page.page, verdict="not_article", charset=page.charset, media=page.media, reason=reason
    )


def _title(tree: HtmlElement) -> str | None:
    found = tree.find(".//title")
    return tidy(found.text or "") or None if found is not None else None


def _article(page: DecodedPage, title: str | None, paragraphs: tuple[str, ...]) -> ExtractedArticle:
    language, script = detect_language("\n".join(paragraphs))
    return ExtractedArticle(
        page=page.page,
        verdict="article" if paragraphs else "not_article",
        charset=page.charset,
        media=page.media,
        reason=None if paragraphs else "too_short",
        title=title,
        paragraphs=paragraphs,
        language=language,
        script=script,
    )
