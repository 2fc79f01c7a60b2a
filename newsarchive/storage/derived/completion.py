"""Derived data: what our code computes from stored revisions, made anew for rows that are older than it.

A migration knows none of our code, so it leaves such columns and tables empty; the steps here fill them when
`newsarchive db upgrade` has brought the schema to head. New revisions get theirs in the savepoint of their
save. A step is a module of this package; its object is listed in `steps.STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Select, Table, func, select

from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.derived.fingerprints import Fingerprints
from newsarchive.storage.derived.revision_changes import ChangesStep
from newsarchive.storage.derived.search_entries import refresh
from newsarchive.storage.migrating.revision import head_revision, stored_revision
from newsarchive.storage.rows.local_days import place_articles, place_fetches
from newsarchive.storage.schema import articles, fetches, search_entries

# What one kind of derived data must be able to do.


class Step(Protocol):
    """One kind of derived data. `fill` until it returns 0 leaves nothing `missing`."""

    @property
    def name(self) -> str:
        """What is made, in the plural, as shown to the operator: `search entries`."""

    def missing(self, connection: Connection) -> int:
        """Return how many rows lack it (0 costs no more than one look through an index)."""

    def fill(self, connection: Connection, limit: int) -> int:
        """Make it for up to `limit` rows; return for how many.

        The caller's transaction is writing and is committed afterwards. What was made before, by a save or
        by an interrupted run, is left alone; no row is given up on, so that the last call returns 0.
        """


# Days of articles and answers that were stored before the archive counted by day.


class ArticleDays:
    """A step: see newsarchive.storage.derived.completion."""

    name = "days of articles"

    def missing(self, connection: Connection) -> int:
        """Return how many articles have no day."""
        return _without_day(connection, articles)

    def fill(self, connection: Connection, limit: int) -> int:
        """Work out the days of up to `limit` articles."""
        return place_articles(connection, select(articles.c.id).where(articles.c.day.is_(None)).limit(limit))


class FetchDays:
    """A step: see newsarchive.storage.derived.completion."""

    name = "days of answers"

    def missing(self, connection: Connection) -> int:
        """Return how many answers have no day."""
        return _without_day(connection, fetches)

    def fill(self, connection: Connection, limit: int) -> int:
        """Work out the days of up to `limit` answers."""
        return place_fetches(connection, select(fetches.c.id).where(fetches.c.day.is_(None)).limit(limit))


def _without_day(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(table.c.day.is_(None))) or 0


# Entries of the search index for articles that are older than it.


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


# All steps, in the order they run: one that reads what another makes comes after it.

STEPS: tuple[Step, ...] = (ArticleDays(), FetchDays(), ChangesStep(), SearchEntries(), Fingerprints())


# Derived data made complete, in batches: a crawl may write in between, and a stop loses little.

# Rows a transaction: at 300 to 1,000 rows/s other writers wait a second at most.
BATCH = 250


class Progress(Protocol):
    """Told how many more rows are done."""

    def step(self, count: int = 1) -> None:
        """Say that so many more are done."""


# Gives a progress for a label and a total; entered before the first row.
Show = Callable[[str, int], AbstractContextManager[Progress]]


def complete_derived(url: str, show: Show, *, steps: Sequence[Step] = STEPS) -> dict[str, int]:
    """Make what is missing; return by step how many rows that were (absent: none).

    Does nothing while the schema is not at head. May be stopped at any time: the next call goes on.
    Raises ArchiveLockedError or ArchiveUnavailableError.
    """
    if not steps or stored_revision(url) != head_revision():
        return {}
    database = Database(parsed(url), wait=WAIT)
    try:
        made = {step.name: _complete_step(database, step, show) for step in steps}
    finally:
        database.close()
    return {name: count for name, count in made.items() if count}


def lacking(url: str, *, steps: Sequence[Step] = STEPS) -> list[str]:
    """Return a line for each step whose data is not complete; empty when all is there."""
    address = parsed(url)
    require_file(address)
    database = Database(address, wait=WAIT)
    try:
        with database.reading() as connection:
            missing = [(step.name, step.missing(connection)) for step in steps]
    finally:
        database.close()
    return [f"{count:,} {name} are missing: run 'newsarchive db upgrade'" for name, count in missing if count]


def _complete_step(database: Database, step: Step, show: Show) -> int:
    with database.reading() as connection:
        missing = step.missing(connection)
    if not missing:
        return 0
    total = 0
    with show(step.name, missing) as progress:
        while done := _fill(database, step):
            progress.step(done)
            total += done
    return total


def _fill(database: Database, step: Step) -> int:
    with database.writing() as connection:
        return step.fill(connection, BATCH)


__all__ = ["STEPS", "Step", "complete_derived", "lacking"]
