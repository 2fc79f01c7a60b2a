"""Derived data made complete, in batches: a crawl may write in between, and a stop loses little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from newsarchive.storage.deriving.step import Step
from newsarchive.storage.deriving.steps import STEPS
from newsarchive.storage.engine import WAIT
from newsarchive.storage.folders import require_file
from newsarchive.storage.location import parsed
from newsarchive.storage.schema_revision import head_revision, stored_revision
from newsarchive.storage.transactions import Database

# Rows a transaction: at 300 to 1,000 rows/s other writers wait a second at most.
BATCH = 250


class Progress(Protocol):
    """Told how many more rows are done."""

    def step(self, count: int = 1) -> None:
        """Say that so many more are done."""


# Gives a progress for a label and a total; entered before the first row.
Show = Callable[[str, int], AbstractContextManager[Progress]]


def complete(url: str, show: Show, *, steps: Sequence[Step] = STEPS) -> dict[str, int]:
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
