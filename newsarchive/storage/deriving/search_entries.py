"""Entries of the search index for articles that are older than it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, select

from newsarchive.storage.schema import articles, search_entries
from newsarchive.storage.searching.entries import refresh


class SearchEntries:
    """From the highest row number down, so that looking at the lowest tells whether all is done."""

    name = "search entries"

    def __init__(self) -> None:
        self._below: int | None = None

    def missing(self, connection: Connection) -> int:
        return connection.scalar(_lacking(func.count())) or 0

    def fill(self, connection: Connection, limit: int) -> int:
        found = self._next(connection, limit)
        if not found and self._below is not None:
            self._below = None
            found = self._next(connection, limit)
        if found:
            self._below = found[-1]
            refresh(connection, found)
        return len(found)

    def _next(self, connection: Connection, limit: int) -> list[int]:
        query = _lacking(articles.c.id).order_by(articles.c.id.desc()).limit(limit)
        if self._below is not None:
            query = query.where(articles.c.id < self._below)
        return list(connection.scalars(query))


def _lacking(what: Any) -> Select[Any]:
    joined = articles.outerjoin(search_entries, search_entries.c.article_id == articles.c.id)
    return select(what).select_from(joined).where(search_entries.c.id.is_(None))
