"""Refuses a page that kills or hangs its workers, or leaves it for another run."""

from __future__ import annotations

from typing import Any

from newsarchive.items import CleanArticle, FetchedPage, PageToRead, Reading, unread_article
from newsarchive.lifecycle import Undecodable
from newsarchive.stages import LINE

_POISON = Undecodable.POISON
# Nothing is known of the page: it is not stored, and its URL or capture is as it was before.
KILLED = Undecodable.KILLED
KILLED_FROM_OUTSIDE = "lost its workers, each time by a signal from outside"


def refused_article(page: FetchedPage, cause: str) -> CleanArticle:
    """Return what is stored of a page that no stage survives: verdict `undecodable`.

    `cause` says in words what the page did. The reason is `poison`, or `killed` where it did nothing.
    """
    reason = KILLED if cause == KILLED_FROM_OUTSIDE else _POISON
    error = f"{reason}: the page {cause}" + (", twice" if reason == _POISON else "")
    return unread_article(page, reason=reason, error=error)


def refuse_page(value: Any, cause: str) -> Any:
    """Return what a pool gives for a page of which nothing can be made, by what it was given.

    A FetchedPage becomes its article, a PageToRead its reading, in which each stage found it undecodable.
    """
    if isinstance(value, FetchedPage):
        return refused_article(value, cause)
    if isinstance(value, PageToRead):
        article = refused_article(value.page, cause)
        return Reading(
            article=article, outcomes=tuple((stage.name, article.verdict) for stage in LINE.stages)
        )
    raise TypeError(f"no refusal is known for {type(value).__name__}: give the pool a `refuse` of its own")
