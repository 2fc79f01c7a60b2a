"""What an article's row said before a change, kept so that the archive can be asked as it stood."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, literal, select

from newsarchive.storage.schema import article_pasts, articles
from newsarchive.storage.types import UtcDateTime

# What changes without a revision. `last_seen_at` changes with every look and is read from the fetches.
REMEMBERED = ("url", "first_seen_at", "withdrawn_at")


def remember(connection: Connection, article_id: int, now: datetime) -> None:
    """Keep the row as it is; to be called before any of REMEMBERED changes, with the time of recording."""
    before = select(func.coalesce(func.max(article_pasts.c.number), 0) + 1).where(
        article_pasts.c.article_id == article_id
    )
    row = select(
        articles.c.id,
        before.scalar_subquery(),
        literal(now, UtcDateTime),
        *(articles.c[name] for name in REMEMBERED),
    ).where(articles.c.id == article_id)
    columns = ["article_id", "number", "replaced_at", *REMEMBERED]
    connection.execute(insert(article_pasts).from_select(columns, row))
