"""Articles their publisher took away, and those that came back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select, update

from newsarchive.storage.article_pasts import remember
from newsarchive.storage.schema import articles, urls


def withdraw(
    connection: Connection, url_id: int, article_id: int | None, at: datetime, now: datetime
) -> bool:
    """Mark the address's article withdrawn, `at` its fetch; say whether this call did it.

    Not while another fetched address of the article still answers: a dead duplicate takes nothing away.
    """
    if article_id is None or _withdrawn_at(connection, article_id) is not None:
        return False
    elsewhere = exists().where(
        urls.c.article_id == article_id,
        urls.c.id != url_id,
        urls.c.state == "stored",
        urls.c.last_fetched_at.is_not(None),
    )
    if connection.scalar(select(elsewhere)):
        return False
    _mark(connection, article_id, at, now)
    return True


def bring_back(connection: Connection, article_id: int | None, at: datetime, now: datetime) -> bool:
    """Clear the mark; say whether there was one. A capture from before the withdrawal brings nothing back."""
    gone = None if article_id is None else _withdrawn_at(connection, article_id)
    if article_id is None or gone is None or at < gone:
        return False
    _mark(connection, article_id, None, now)
    return True


def _withdrawn_at(connection: Connection, article_id: int) -> datetime | None:
    return connection.scalar(select(articles.c.withdrawn_at).where(articles.c.id == article_id))


def _mark(connection: Connection, article_id: int, at: datetime | None, now: datetime) -> None:
    remember(connection, article_id, now)
    connection.execute(update(articles).where(articles.c.id == article_id).values(withdrawn_at=at))
