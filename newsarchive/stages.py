"""The three stages: one value in, the next value out. Pure, total: no input makes them raise."""

from __future__ import annotations

from dataclasses import replace

from newsarchive.hints import NO_HINTS, PageHints
from newsarchive.items import CleanArticle, DecodedPage, ExtractedArticle, FetchedPage
from newsarchive.text.cleaning import clean_article
from newsarchive.text.decoding import decode_page
from newsarchive.text.extraction import extract_article
from newsarchive.text.rights import reservations_of, withheld


def decode(page: FetchedPage) -> DecodedPage:
    """Bytes to characters, with the evidence for the charset."""
    return decode_page(page)


def extract(page: DecodedPage) -> ExtractedArticle:
    """Characters to the main text and its facts, damage undone, hidden and farmed parts cut.

    `page.hints` say what is known of its source and host beforehand.
    """
    reserved = reservations_of(page.page.headers, page.text if page.media == "html" else "")
    why, keep_body = withheld(reserved, page.hints.rights)
    return replace(extract_article(page), reservations=reserved, withheld=why, keep_body=keep_body)


def clean(article: ExtractedArticle) -> CleanArticle:
    """The article without injected spam, and the verdict on what is left."""
    return clean_article(article)


def run_stages(page: FetchedPage, hints: PageHints = NO_HINTS) -> CleanArticle:
    """All three, as import, `extract` and the worker processes run them."""
    return clean(extract(replace(decode(page), hints=hints)))
