"""Ask an archive in SQL, or change it behind its back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL

from newsarchive.storage.database.location import parsed

_kept: dict[URL, Engine] = {}


def kept_engine(url: str) -> Engine:
    """Return an engine whose connection to a PostgreSQL is kept for the next question.

    A new connection costs ten milliseconds of processor time, and a few for each table it is first asked for.
    That of one archive is kept: most tests share one.
    """
    location = parsed(url)
    if location not in _kept:
        forget_engine()
        _kept[location] = create_engine(location, pool_size=1, pool_pre_ping=True)
    return _kept[location]


def forget_engine() -> None:
    """Close the connection that is kept."""
    while _kept:
        _kept.popitem()[1].dispose()


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows."""
    location = parsed(url)
    engine = _kept.get(location) or create_engine(location)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(sql))]
    if location not in _kept:
        engine.dispose()
    return rows


def change(url: str, *statements: str) -> None:
    """Run the statements in one transaction."""
    engine = create_engine(parsed(url))
    with engine.begin() as connection:
        for sql in statements:
            connection.execute(text(sql))
    engine.dispose()
