"""The results for a page that no worker could read."""

from __future__ import annotations

from typing import Any

from newsarchive.items import CleanArticle, FetchedPage, PageToRead, Reading, unread_article
from newsarchive.lifecycle import Undecodable
from newsarchive.stages import LINE

_POISON = Undecodable.POISON
# Nothing is known about the page. It is not stored, and its URL or capture stays as it was.
KILLED = Undecodable.KILLED
KILLED_FROM_OUTSIDE = "lost its workers, each time by a signal from outside"


def refused_article(page: FetchedPage, cause: str) -> CleanArticle:
    """Return the article for a page that ends every worker; its verdict is `undecodable`.

    `cause` says in words what the page did. The reason is `poison`, or `killed` if it was not the page.
    """
    reason = KILLED if cause == KILLED_FROM_OUTSIDE else _POISON
    error = f"{reason}: the page {cause}" + (", twice" if reason == _POISON else "")
    return unread_article(page, reason=reason, error=error)


def refuse_page(value: Any, cause: str) -> Any:
    """Return the result of a pool for a value that no worker could read.

    For a FetchedPage it is an article, for a PageToRead a reading in which each stage found it undecodable.
    """
    if isinstance(value, FetchedPage):
        return refused_article(value, cause)
    if isinstance(value, PageToRead):
        article = refused_article(value.page, cause)
        return Reading(
            article=article, outcomes=tuple((stage.name, article.verdict) for stage in LINE.stages)
        )
    raise TypeError(f"there is no refusal for {type(value).__name__}: pass the pool a `refuse` of its own")
