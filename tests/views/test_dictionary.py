"""Every view and column is described, in the order and with the types it has, on both databases."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import create_engine, inspect, text

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import downgrade_schema, upgrade_schema
from newsarchive.storage.migrating.views import descriptions
from newsarchive.storage.queries.run_query import run_query
from newsarchive.storage.schema import VIEWS, metadata
from tests.asking import asking_engine
from tests.storage.making import NOON, URL, article

TYPES = {
    "bigint": "bigint",
    "integer": "integer",
    "text": "text",
    "timestamp without time zone": "timestamp",
    "date": "date",
    "boolean": "boolean",
    "double precision": "double",
}
DESCRIBED = [(one.view, one.column, one.type) for one in descriptions()]


def owner_asks(url: str, sql: str) -> list[tuple[object, ...]]:
    """Ask what `query` does not tell: of the server itself."""
    with asking_engine(url) as engine, engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def ask(url: str, sql: str) -> list[tuple[object, ...]]:
    with run_query(url, sql, timeout=60) as result:
        return [tuple(row) for row in result.rows]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_described_with_its_columns_in_order(archive_url: str, view: str) -> None:
    with asking_engine(archive_url) as engine:
        columns = [column["name"] for column in inspect(engine).get_columns(view)]
    assert [column for name, column, _ in DESCRIBED if name == view] == [None, *columns]


def test_types_are_those_of_postgresql(postgres_url: str) -> None:
    sql = (
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        f' WHERE table_name IN {VIEWS} ORDER BY table_name COLLATE "C", ordinal_position'
    )
    found = [(view, column, TYPES[str(kind)]) for view, column, kind in ask(postgres_url, sql)]
    assert found == [row for row in DESCRIBED if row[1] is not None]


def test_every_text_column_of_every_view_sorts_by_code_point(postgres_url: str) -> None:
    engine = create_engine(parsed(postgres_url))
    sql = text(
        "SELECT a.attrelid::regclass || '.' || a.attname FROM pg_attribute AS a"
        " WHERE a.attrelid = ANY(CAST(:views AS regclass[])) AND a.attcollation <> 0"
        " AND (a.attcollation <> 'pg_catalog.\"C\"'::regcollation OR a.atttypid <> 'text'::regtype)"
    )
    with engine.connect() as connection:
        found = list(connection.scalars(sql, {"views": list(VIEWS)}))
    engine.dispose()
    assert found == []


def test_data_dictionary_sorts_alike_by_any_column(sqlite_url: str, postgres_url: str) -> None:
    """Unknown values too: NULL is first in ascending order on SQLite and last on PostgreSQL."""
    for order in (
        'view, "column"',
        '"column" DESC, view',
        'type, view, "column"',
        'explanation, view, "column"',
    ):
        sql = f'SELECT view, "column", type FROM data_dictionary ORDER BY {order}'
        assert ask(sqlite_url, sql) == ask(postgres_url, sql)


HOSTILE = [
    "",
    " ",
    "A",
    "Z",
    "_",
    "a",
    "z",
    "a b",
    "ab",
    "a-b",
    "É",
    "é",
    "e\u0301",
    "ß",
    "ss",
    "İ",
    "ı",
    "٣",
    "3",
    "10",
]
HOSTILE += [
    "中",
    "丁",
    "ﬀ",
    "ff",
    "\ufffd",
    "\uffff",
    "😀",
    "\U00010000",
    "'",
    '"',
    "\\",
    "%",
    "\t",
    "\x7f",
    "\u202e",
    "Ω",
    "Ω",
]


def test_hostile_texts_sort_alike(archive_url: str) -> None:
    """By code point, also those that UTF-16 or a server's language would put elsewhere."""
    archive = open_archive(archive_url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    pages = [article(f"{URL}/{at}", title=f"t{words}", section=words) for at, words in enumerate(HOSTILE)]
    archive.saves.save(crawl, pages)
    archive.close()
    for column, rows in (("title", [f"t{words}" for words in HOSTILE]), ("section", HOSTILE)):
        found = ask(
            archive_url, f"SELECT {column} FROM current_articles WHERE {column} >= '' ORDER BY {column}"
        )
        assert [row[0] for row in found] == sorted(rows)


def test_data_dictionary_gives_it_to_analysts(archive_url: str) -> None:
    sql = 'SELECT view, "column", type FROM data_dictionary'
    assert sorted(ask(archive_url, sql)) == sorted((view, name or "", kind) for view, name, kind in DESCRIBED)


def test_explanations_can_be_published() -> None:
    for one in descriptions():
        assert 3 <= len(one.explanation) <= 600, one
        assert not re.search(r"\s\s|^\s|\s$", one.explanation), one


def test_comments_on_postgresql(postgres_url: str) -> None:
    views = owner_asks(postgres_url, "SELECT obj_description('coverage_gaps'::regclass)")
    assert str(views[0][0]).startswith("one day on which a source has less than a quarter")
    column = "SELECT col_description('daily_volume'::regclass, 2)"
    assert "time zone" in str(owner_asks(postgres_url, column)[0][0])
    tables = owner_asks(
        postgres_url,
        "SELECT c.relname FROM pg_class AS c WHERE c.relkind = 'r'"
        " AND c.relnamespace = 'public'::regnamespace AND obj_description(c.oid) IS NULL ORDER BY 1",
    )
    ours = {str(row[0]) for row in tables} & set(metadata.tables)
    assert ours == set(), "give the table a comment= in newsarchive/storage/schema"


def test_a_downgrade_takes_descriptions_back(own_url: str) -> None:
    upgrade_schema(own_url)
    before = ask(own_url, "SELECT count(*) FROM data_dictionary")
    downgrade_schema(own_url, "0005_count_by_day", lose_data=True)
    upgrade_schema(own_url)
    assert ask(own_url, "SELECT count(*) FROM data_dictionary") == before
