"""What becomes of a page that kills or hangs a worker twice: refused, never lost."""

from __future__ import annotations

from typing import Any

from newsarchive.items import CleanArticle, DecodedPage, ExtractedArticle, FetchedPage

POISON = "poison"


def refuse_page(value: Any, cause: str) -> Any:
    """Return the result of the stage for a page nothing can be made of.

    A FetchedPage becomes the CleanArticle, a DecodedPage the ExtractedArticle with verdict `undecodable`;
    `cause` says in words what the page did.
    """
    error = f"{POISON}: the page {cause}, twice"
    if isinstance(value, FetchedPage):
        return CleanArticle(page=value, verdict="undecodable", reason=POISON, error=error, charset=None)
    if isinstance(value, DecodedPage):
        return ExtractedArticle(
            page=value.page,
            verdict="undecodable",
            reason=POISON,
            error=error,
            charset=value.charset,
            media=value.media,
        )
    raise TypeError(f"no refusal is known for {type(value).__name__}: give the pool a `refuse` of its own")
