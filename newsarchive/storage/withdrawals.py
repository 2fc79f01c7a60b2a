"""Articles their publisher took away, and those that came back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select, update

from newsarchive.storage.schema import articles, urls


def withdraw(connection: Connection, url_id: int, article_id: int | None, at: datetime) -> bool:
    """Mark the address's article withdrawn; say whether this call did it.

    Not while another fetched address of the article still answers: a dead duplicate takes nothing away.
    """
    if article_id is None:
        return False
    elsewhere = exists().where(
        urls.c.article_id == article_id,
        urls.c.id != url_id,
        urls.c.state == "stored",
        urls.c.last_fetched_at.is_not(None),
    )
    marked = connection.execute(
        update(articles)
        .where(articles.c.id == article_id, articles.c.withdrawn_at.is_(None), ~elsewhere)
        .values(withdrawn_at=at)
    )
    return bool(marked.rowcount)


def bring_back(connection: Connection, article_id: int | None) -> bool:
    """Clear the mark; say whether there was one."""
    if article_id is None:
        return False
    withdrawn = connection.scalar(select(articles.c.withdrawn_at).where(articles.c.id == article_id))
    if withdrawn is None:
        return False
    connection.execute(update(articles).where(articles.c.id == article_id).values(withdrawn_at=None))
    return True
