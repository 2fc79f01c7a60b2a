"""The extract stage's one function: a decoded page in, the article and its facts out."""

from __future__ import annotations

from newsarchive.items import DecodedPage, ExtractedArticle
from newsarchive.text.extraction.assembly import assemble
from newsarchive.text.extraction.markup_page import draft_markup
from newsarchive.text.extraction.plain_page import draft_plain
from newsarchive.text.extraction.repairing import repair_source
from newsarchive.text.extraction.trees import LONGEST_SOURCE


def extract_article(page: DecodedPage) -> ExtractedArticle:
    """Return the main text of `page`, its facts and what was cut; never raises, bounded by the page's length.

    A page that is no article (too short, an index, too large or deep) has verdict `not_article` and says why.
    """
    if page.error is not None:
        return ExtractedArticle(
            page=page.page, verdict="undecodable", charset=page.charset, media=page.media, error=page.error
        )
    if len(page.text) > LONGEST_SOURCE:
        return refused(page, "too_large")
    source = repair_source(page.text)
    draft = draft_plain(page, source) if page.media == "text" else draft_markup(page, source)
    return refused(page, draft) if isinstance(draft, str) else assemble(draft)


def refused(page: DecodedPage, reason: str) -> ExtractedArticle:
    """Return the answer for a page nothing can be read from."""
    return ExtractedArticle(
        page=page.page, verdict="not_article", charset=page.charset, media=page.media, reason=reason
    )
