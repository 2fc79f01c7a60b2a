"""Ask an archive in SQL, or change it behind its back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def asking_engine(url: str) -> Iterator[Engine]:
    """Yield the engine that is kept for the archive, or one of its own, which is closed afterwards."""
    location = parsed(url)
    if location in _kept:
        yield _kept[location]
        return
    engine = create_engine(location)
    try:
        yield engine
    finally:
        engine.dispose()


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows."""
    with asking_engine(url) as engine, engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def change(url: str, *statements: str) -> None:
    """Run the statements in one transaction."""
    with asking_engine(url) as engine, engine.begin() as connection:
        for sql in statements:
            connection.execute(text(sql))
