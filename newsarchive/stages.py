"""The three stages: one value in, the next value out. Pure, total: no input makes them raise.

What reads a page is imported when the first one is there to be read: that takes as long as reading some
twenty, and a crawl that finds everything as it was reads none.
"""

from __future__ import annotations

from dataclasses import replace

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.items import CleanArticle, DecodedPage, ExtractedArticle, FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.text.reservations import reservations_of, withheld


def decode(page: FetchedPage) -> DecodedPage:
    """Bytes to characters, with the evidence for the charset."""
    return decode_page(page)


def extract(page: DecodedPage) -> ExtractedArticle:
    """Characters to the main text and its facts, damage undone, hidden and farmed parts cut.

    `page.hints` say what is known of its source and host beforehand.
    """
    from newsarchive.text.extraction.extract_page import extract_article  # noqa: PLC0415 - see above

    reserved = reservations_of(page.page.headers, page.text if page.media == "html" else "")
    why, keep_body = withheld(reserved, page.hints.rights)
    return replace(extract_article(page), reservations=reserved, withheld=why, keep_body=keep_body)


def clean(article: ExtractedArticle) -> CleanArticle:
    """The article without injected spam, and the verdict on what is left."""
    from newsarchive.text.cleaning.clean import clean_article  # noqa: PLC0415 - see above

    return clean_article(article)


def run_stages(page: FetchedPage, hints: PageHints = NO_HINTS) -> CleanArticle:
    """All three, as import, `extract` and the worker processes run them."""
    return clean(extract(replace(decode(page), hints=hints)))
