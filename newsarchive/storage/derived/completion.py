"""Completes derived data: what our code computes from stored revisions, for rows older than that code.

A migration imports none of our code, so it leaves such columns and tables empty; the steps here fill them
once `newsarchive db upgrade` has brought the schema to head, in batches, so that a crawl may write in
between and an interruption loses little. New revisions get theirs in the savepoint of their save. To add a
kind of derived data, write a class like `Step` and list it in `_STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Select, Table, func, select

from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import LOCK_WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.derived.fingerprints import Fingerprints
from newsarchive.storage.derived.revision_changes import ChangesStep
from newsarchive.storage.derived.search_entries import refresh
from newsarchive.storage.migrating.revision import head_revision, stored_revision
from newsarchive.storage.rows.local_days import place_articles, place_fetches
from newsarchive.storage.schema import articles, fetches, search_entries


class Step(Protocol):
    """One kind of derived data. Once `fill` has returned 0, nothing is `missing`."""

    @property
    def name(self) -> str:
        """What is computed, in the plural, as shown to the operator: `search entries`."""

    def missing(self, connection: Connection) -> int:
        """Return how many rows lack it; 0 must cost no more than one index lookup."""

    def fill(self, connection: Connection, limit: int) -> int:
        """Compute it for up to `limit` rows; return for how many.

        The caller commits its writing transaction afterwards. Rows that a save or an interrupted run has
        filled stay as they are. No row may be skipped for good, so that the last call returns 0.
        """


class ArticleDays:
    """Days of articles stored before the archive counted by day."""

    name = "days of articles"

    def missing(self, connection: Connection) -> int:
        """Return how many articles have no day."""
        return _without_day(connection, articles)

    def fill(self, connection: Connection, limit: int) -> int:
        """Compute the days of up to `limit` articles."""
        return place_articles(connection, select(articles.c.id).where(articles.c.day.is_(None)).limit(limit))


class FetchDays:
    """Days of fetches stored before the archive counted by day."""

    name = "days of answers"

    def missing(self, connection: Connection) -> int:
        """Return how many fetches have no day."""
        return _without_day(connection, fetches)

    def fill(self, connection: Connection, limit: int) -> int:
        """Compute the days of up to `limit` fetches."""
        return place_fetches(connection, select(fetches.c.id).where(fetches.c.day.is_(None)).limit(limit))


def _without_day(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(table.c.day.is_(None))) or 0


class SearchEntries:
    """Search entries of articles older than the index.

    It works from the highest row number down, so that a missing lowest one tells whether all is done.
    """

    name = "search entries"

    def __init__(self) -> None:
        self._below: int | None = None

    def missing(self, connection: Connection) -> int:
        return connection.scalar(_lacking(func.count())) or 0

    def fill(self, connection: Connection, limit: int) -> int:
        article_ids = self._next(connection, limit)
        if not article_ids and self._below is not None:
            self._below = None
            article_ids = self._next(connection, limit)
        if article_ids:
            self._below = article_ids[-1]
            refresh(connection, article_ids)
        return len(article_ids)

    def _next(self, connection: Connection, limit: int) -> list[int]:
        query = _lacking(articles.c.id).order_by(articles.c.id.desc()).limit(limit)
        if self._below is not None:
            query = query.where(articles.c.id < self._below)
        return list(connection.scalars(query))


def _lacking(what: Any) -> Select[Any]:
    joined = articles.outerjoin(search_entries, search_entries.c.article_id == articles.c.id)
    # An article of which nothing is shown has none.
    return select(what).select_from(joined).where(search_entries.c.id.is_(None), articles.c.latest_number > 0)


# All steps, in the order they run: a step that reads another's result comes after it.
_STEPS: tuple[Step, ...] = (ArticleDays(), FetchDays(), ChangesStep(), SearchEntries(), Fingerprints())


# Rows per transaction: at 300 to 1,000 rows/s other writers wait at most a second.
COMPLETION_BATCH = 250


class Progress(Protocol):
    """Is told how many more rows are done."""

    def step(self, count: int = 1) -> None:
        """Report that `count` more rows are done."""


# Returns the progress display for a label and a total; it is entered before the first row.
Show = Callable[[str, int], AbstractContextManager[Progress]]


def complete_derived(url: str, show: Show, *, steps: Sequence[Step] = _STEPS) -> dict[str, int]:
    """Compute what is missing; return the number of rows by step, without steps that had none.

    Does nothing while the schema is not at head. It can be interrupted; the next call continues. Raises
    ArchiveLockedError or ArchiveUnavailableError.
    """
    if not steps or stored_revision(url) != head_revision():
        return {}
    database = Database(parsed(url), wait=LOCK_WAIT)
    try:
        completed = {step.name: _complete_step(database, step, show) for step in steps}
    finally:
        database.close()
    return {name: count for name, count in completed.items() if count}


def lacking(url: str, *, steps: Sequence[Step] = _STEPS) -> list[str]:
    """Return a line for each step whose data is incomplete; empty if all is complete."""
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
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
        while filled := _fill(database, step):
            progress.step(filled)
            total += filled
    return total


def _fill(database: Database, step: Step) -> int:
    with database.writing() as connection:
        return step.fill(connection, COMPLETION_BATCH)


__all__ = ["Step", "complete_derived", "lacking"]
