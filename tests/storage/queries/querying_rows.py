"""Rows of a query, as a list."""

from __future__ import annotations

from typing import Any

from newsarchive.storage.queries.run_query import run_query


def rows_of(url: str, sql: str) -> list[tuple[Any, ...]]:
    """Run a query and read it to its end."""
    with run_query(url, sql, timeout=30) as result:
        return list(result.rows)
