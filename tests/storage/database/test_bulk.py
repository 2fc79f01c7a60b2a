"""Statements made ready once write what the library's own way writes, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from newsarchive.storage import Archive
from newsarchive.storage.database.bulk import BulkStatement, insert_columns, insert_rows
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed
from newsarchive.storage.maintenance.takedown import forget
from newsarchive.storage.rows.journal import insert_numbered
from newsarchive.storage.schema import crawls, sources, urls
from tests.storage.conftest import Rows
from tests.storage.making import NOON, URL, article, minutes

ROWS = [
    {
        "name": "quay",
        "keep_payloads": "all",
        "declared": True,
        "retired_at": minutes(5),
        "title": "5 % 船",
    },
    {"name": "pier", "keep_payloads": "none", "declared": False, "retired_at": None, "title": None},
]
RENAME = BulkStatement(
    update(sources).where(sources.c.name == bindparam("its")).values(title=bindparam("new"))
)


@pytest.fixture
def database(archive_url: str) -> Iterator[Database]:
    made = Database(parsed(archive_url), wait=5)
    yield made
    made.close()


@pytest.mark.parametrize("ours", [insert_rows, insert_columns])
def test_rows_are_those_of_the_library(
    database: Database, ours: Callable[[Connection, Table, Sequence[Mapping[str, Any]]], None]
) -> None:
    columns = [sources.c[name] for name in ROWS[0]]
    with database.writing() as connection:
        ours(connection, sources, ROWS)
        ours(connection, sources, [])
        connection.execute(insert(sources), [row | {"name": f"{row['name']} again"} for row in ROWS])
        stored = [tuple(row) for row in connection.execute(select(*columns).order_by(sources.c.id))]
    assert stored[:2] == [tuple(row.values()) for row in ROWS]
    assert [row[1:] for row in stored[:2]] == [row[1:] for row in stored[2:]]


def test_updates_and_their_errors(database: Database) -> None:
    with database.writing() as connection:
        insert_rows(connection, sources, ROWS)
        RENAME.run(connection, [{"its": "quay", "new": "Q"}, {"new": "P", "its": "pier"}])
        RENAME.run(connection, [{"its": "nobody", "new": "N"}])
        assert list(connection.scalars(select(sources.c.title).order_by(sources.c.id))) == ["Q", "P"]
    with pytest.raises(IntegrityError), database.writing() as connection:
        insert_rows(connection, sources, ROWS[:1])


def test_a_value_that_is_wanting_is_an_error_and_not_null(database: Database) -> None:
    with pytest.raises(KeyError), database.writing() as connection:
        insert_rows(connection, sources, [ROWS[0], {"name": "pier"}])


def test_numbers_grow_in_the_order_given(database: Database) -> None:
    address = {"url": "https://quay.example/", "kind": "article", "state": "found", "attempts": 0}
    seen = {"first_seen_at": NOON, "last_seen_at": NOON}
    with database.writing() as connection:
        (source, other) = insert_numbered(connection, sources, ROWS)
        assert other > source
        rows = [address | seen | {"source_id": source, "url_key": key} for key in "ab"]
        numbers = insert_numbered(connection, urls, rows)
        assert list(connection.scalars(select(urls.c.id).order_by(urls.c.url_key))) == numbers
        assert insert_numbered(connection, crawls, []) == []


def test_the_number_of_a_revision_that_is_gone_is_never_given_again(
    archive: Archive, crawl: int, archive_url: str, rows: Rows
) -> None:
    """Incremental readers follow it (docs/explanation/revisions.md#row-numbers-only-grow)."""
    archive.saves.save(crawl, [article()])
    [(first,)] = rows("SELECT max(revision_id) FROM article_history")
    forget(archive_url, URL, "court order")
    assert rows("SELECT count(*) FROM article_history") == [(0,)]
    archive.saves.save(crawl, [article("https://lantern.example/2026/other")])
    assert rows("SELECT min(revision_id) FROM article_history") > [(first,)]
