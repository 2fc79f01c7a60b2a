"""What becomes of a page that kills or hangs its workers: refused, or left for another run; never lost."""

from __future__ import annotations

from typing import Any

from newsarchive.items import CleanArticle, DecodedPage, ExtractedArticle, FetchedPage
from newsarchive.lifecycle import Undecodable

POISON = Undecodable.POISON
# Nothing is known of the page: it is not stored, and its address or capture is as it was before.
KILLED = Undecodable.KILLED
KILLED_FROM_OUTSIDE = "lost its workers, each time by a signal from outside"


def refuse_page(value: Any, cause: str) -> Any:
    """Return the result of the stage for a page nothing can be made of.

    A FetchedPage becomes the CleanArticle, a DecodedPage the ExtractedArticle with verdict `undecodable`;
    `cause` says in words what the page did. Its reason is `poison`, or `killed` where it did nothing.
    """
    reason = KILLED if cause == KILLED_FROM_OUTSIDE else POISON
    error = f"{reason}: the page {cause}" + (", twice" if reason == POISON else "")
    if isinstance(value, FetchedPage):
        return CleanArticle(page=value, verdict="undecodable", reason=reason, error=error, charset=None)
    if isinstance(value, DecodedPage):
        return ExtractedArticle(
            page=value.page,
            verdict="undecodable",
            reason=reason,
            error=error,
            charset=value.charset,
            media=value.media,
        )
    raise TypeError(f"no refusal is known for {type(value).__name__}: give the pool a `refuse` of its own")
