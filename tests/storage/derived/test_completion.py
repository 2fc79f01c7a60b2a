"""Derived data made complete: resumable, in batches, only at head, with progress."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import pytest
from sqlalchemy import Connection, func, select, text

from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed
from newsarchive.storage.derived.completion import COMPLETION_BATCH, complete_derived, lacking
from newsarchive.storage.migrating.commands import downgrade_schema
from newsarchive.storage.schema import sources

ROWS = 2 * COMPLETION_BATCH + 7
UNTITLED = sources.c.title.is_(None)


class Titles:
    """A step over real rows: sources get a title; it fails where it meets the name `bad`."""

    name = "titles"

    def missing(self, connection: Connection) -> int:
        return connection.scalar(select(func.count()).where(UNTITLED)) or 0

    def fill(self, connection: Connection, limit: int) -> int:
        query = select(sources.c.id, sources.c.name).where(UNTITLED).order_by(sources.c.id).limit(limit)
        rows = connection.execute(query).all()
        for row in rows:
            if row.name == "bad":
                raise RuntimeError("stopped")
            values = {"title": row.name.upper()}
            connection.execute(sources.update().where(sources.c.id == row.id).values(values))
        return len(rows)


class Shown:
    """Keeps what a terminal would have shown."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def __call__(self, label: str, total: int) -> Self:
        self.said += [label, total]
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.said.append("end")

    def step(self, count: int = 1) -> None:
        self.said.append(count)


def add_sources(url: str, names: list[str]) -> None:
    database = Database(parsed(url), wait=5)
    with database.writing() as connection:
        rows = [{"name": name, "keep_payloads": "all", "declared": False} for name in names]
        connection.execute(sources.insert(), rows)
    database.close()


def rename_bad(url: str) -> None:
    database = Database(parsed(url), wait=5)
    with database.writing() as connection:
        connection.execute(text("UPDATE sources SET name = 'good' WHERE name = 'bad'"))
    database.close()


def test_all_is_made_in_batches_and_then_nothing(archive_url: str) -> None:
    add_sources(archive_url, [f"s{number}" for number in range(ROWS)])
    shown = Shown()
    assert lacking(archive_url, steps=[Titles()]) == [
        f"{ROWS} titles are missing: run 'newsarchive db upgrade'"
    ]
    assert complete_derived(archive_url, shown, steps=[Titles()]) == {"titles": ROWS}
    assert shown.said == ["titles", ROWS, COMPLETION_BATCH, COMPLETION_BATCH, 7, "end"]
    assert lacking(archive_url, steps=[Titles()]) == []
    assert complete_derived(archive_url, shown, steps=[Titles()]) == {}


def test_a_stop_keeps_the_batches_before_it_and_the_next_run_goes_on(archive_url: str) -> None:
    add_sources(archive_url, [f"s{number}" for number in range(COMPLETION_BATCH + 3)] + ["bad"])
    with pytest.raises(RuntimeError, match="stopped"):
        complete_derived(archive_url, Shown(), steps=[Titles()])
    assert lacking(archive_url, steps=[Titles()]) == ["4 titles are missing: run 'newsarchive db upgrade'"]
    rename_bad(archive_url)
    assert complete_derived(archive_url, Shown(), steps=[Titles()]) == {"titles": 4}


def test_nothing_is_made_below_head(own_url: str) -> None:
    add_sources(own_url, ["one"])
    downgrade_schema(own_url, "-1", lose_data=True)
    assert complete_derived(own_url, Shown(), steps=[Titles()]) == {}
