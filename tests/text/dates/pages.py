"""Small pages for the tests of dates."""

from __future__ import annotations

from lxml.html import HtmlElement, document_fromstring

from newsarchive.text.dates.markup_dates import Claim, DatedPage

LEAD = "The ferry across the sound runs again after a winter of repairs."
TAIL = "Tickets are sold on board and cost the same as before the storm."


def tree_of(head: str, inside: str = "", after: str = "", meta: str = "", *, below: str = "") -> HtmlElement:
    """Return a page with `head` under the headline, `inside` the text, `below` it and `after` its box."""
    return document_fromstring(
        f"<html><head>{meta}<title>Ferry runs</title></head><body><h1>Ferry runs</h1>{head}"
        f"<article><p>{LEAD}</p>{inside}<p>{TAIL}</p>{below}</article>{after}</body></html>"
    )


def page_of(
    tree: HtmlElement,
    *,
    published: tuple[Claim, ...] = (),
    modified: tuple[Claim, ...] = (),
    url: str = "https://news.example/ferry",
    language: str = "en",
) -> DatedPage:
    """Return `tree` with what else is known of it."""
    return DatedPage(
        url=url,
        tree=tree,
        published=published,
        modified=modified,
        paragraphs=(LEAD, TAIL),
        language=language,
    )
