"""Ask an archive in SQL, or change it behind its back: one connection, closed at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, text

from newsarchive.storage.database.location import parsed


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows."""
    engine = create_engine(parsed(url))
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return rows


def change(url: str, *statements: str) -> None:
    """Run the statements in one transaction."""
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        for sql in statements:
            connection.execute(text(sql))
    engine.dispose()
