"""Days of articles and answers that were stored before the archive counted by day."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from newsarchive.storage.days import place_articles, place_fetches
from newsarchive.storage.schema import articles, fetches


class ArticleDays:
    """A step: see newsarchive.storage.deriving.step."""

    name = "days of articles"

    def missing(self, connection: Connection) -> int:
        """Return how many articles have no day."""
        return _without_day(connection, articles)

    def fill(self, connection: Connection, limit: int) -> int:
        """Work out the days of up to `limit` articles."""
        return place_articles(connection, select(articles.c.id).where(articles.c.day.is_(None)).limit(limit))


class FetchDays:
    """A step: see newsarchive.storage.deriving.step."""

    name = "days of answers"

    def missing(self, connection: Connection) -> int:
        """Return how many answers have no day."""
        return _without_day(connection, fetches)

    def fill(self, connection: Connection, limit: int) -> int:
        """Work out the days of up to `limit` answers."""
        return place_fetches(connection, select(fetches.c.id).where(fetches.c.day.is_(None)).limit(limit))


def _without_day(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(table.c.day.is_(None))) or 0
