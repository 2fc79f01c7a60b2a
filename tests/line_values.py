"""Values of the line for tests that say only what matters to them; the line itself has no defaults."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from newsarchive.hints import NO_HINTS
from newsarchive.items import (
    NO_BOXES,
    NO_FACTS,
    ArticleFacts,
    CleanArticle,
    DecodedPage,
    ExtractedArticle,
    FetchedPage,
)

FACTS = {one.name for one in fields(ArticleFacts)}
NOWHERE = FetchedPage(url="", body=b"")


def facts_of(**told: Any) -> ArticleFacts:
    """Facts of which only these are known."""
    values = {one.name: getattr(NO_FACTS, one.name) for one in fields(ArticleFacts)}
    return ArticleFacts(**(values | told))


def decoded_page(text: str = "", page: FetchedPage = NOWHERE, **told: Any) -> DecodedPage:
    """A page of markup in characters."""
    given: dict[str, Any] = {"charset": None, "media": "html", "error": None, "hints": NO_HINTS}
    return DecodedPage(page=page, text=text, **(given | told))


def extracted_article(page: FetchedPage = NOWHERE, **told: Any) -> ExtractedArticle:
    """An article without text; facts are told beside the other fields."""
    given: dict[str, Any] = {
        "verdict": "article",
        "reason": None,
        "title": None,
        "title_candidates": (),
        "date_statements": 0,
        "clocks": (),
        "paragraphs": (),
        "tags": (),
        "removed": (),
        "boxes": NO_BOXES,
    }
    facts, own = _apart(told)
    return ExtractedArticle(page=page, facts=facts_of(**facts), **(given | own))


def clean_article_of(page: FetchedPage = NOWHERE, **told: Any) -> CleanArticle:
    """An article without text; facts are told beside the other fields."""
    given: dict[str, Any] = {
        "verdict": "article",
        "reason": None,
        "title": None,
        "text": "",
        "tags": (),
        "removed": (),
        "boxes": NO_BOXES,
    }
    facts, own = _apart(told)
    return CleanArticle(page=page, facts=facts_of(**facts), **(given | own))


def _apart(told: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        {name: value for name, value in told.items() if name in FACTS},
        {name: value for name, value in told.items() if name not in FACTS},
    )
