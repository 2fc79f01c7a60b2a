"""The contracts with the private parts of SQLAlchemy, Alembic, psycopg and SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import (
    Column,
    Dialect,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from newsarchive.compat.alembic_private import downgrade_steps
from newsarchive.compat.psycopg_private import column_names
from newsarchive.compat.sqlalchemy_private import DriverStatement, driver_statement
from newsarchive.compat.sqlite_private import HASH_SIZE
from newsarchive.storage.database.column_values import UtcDateTime
from newsarchive.storage.database.engine import connect_postgresql
from newsarchive.storage.database.location import parsed
from newsarchive.storage.migrating.commands import configuration

TABLE = Table("things", MetaData(), Column("id", Integer), Column("name", Text), Column("at", UtcDateTime))
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "dialect",
    [SQLiteDialect(), PGDialect_psycopg()],  # type: ignore[no-untyped-call]
    ids=lambda each: each.name,
)
def test_driver_statement_has_a_place_for_each_value_in_order(dialect: Dialect) -> None:
    made = driver_statement(insert(TABLE).inline(), ["name", "id", "at"], dialect)
    assert isinstance(made, DriverStatement)
    place = {"sqlite": "?", "postgresql": "%s"}[dialect.name]
    assert made.sql.count(place) == 3
    assert set(made.names) == {"id", "name", "at"}
    columns = made.sql[made.sql.index("(") + 1 : made.sql.index(")")].split(", ")
    assert tuple(columns) == made.names
    assert [made.names[at] for at, _ in made.converts] == ["at"], "only the moment needs a conversion"


def test_driver_statement_writes_what_sqlalchemy_reads() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        TABLE.create(connection)
        for statement, row in (
            (insert(TABLE).inline(), {"at": NOON, "id": 1, "name": "a"}),
            (
                update(TABLE).where(TABLE.c.id == bindparam("key")).values(name=bindparam("label")),
                {"label": "b", "key": 1},
            ),
        ):
            made = driver_statement(statement, list(row), connection.dialect)
            values = [row[name] for name in made.names]
            for at, convert in made.converts:
                values[at] = convert(values[at])
            connection.exec_driver_sql(made.sql, [tuple(values)])
        assert [tuple(found) for found in connection.execute(select(TABLE))] == [(1, "b", NOON)]
    engine.dispose()


def test_column_names_of_a_statement_that_gives_no_row(postgres_server: str) -> None:
    with closing(connect_postgresql(parsed(postgres_server), 5)) as connection, connection.cursor() as cursor:
        assert column_names(cursor, "SELECT 1 AS one, 'x' AS \"Größe\" WHERE false") == ["one", "Größe"]


def test_downgrade_steps_count_from_where_the_archive_stands() -> None:
    directory = ScriptDirectory.from_config(configuration(None))
    current = "0012_watch_health"
    steps = downgrade_steps(directory, "-2", current)
    assert [step.revision for step in steps] == [current, "0011_plan_visits"]
    assert all(hasattr(step, "module") for step in steps)
    assert [step.revision for step in downgrade_steps(directory, "0010", current)] == [
        current,
        "0011_plan_visits",
    ]
    assert downgrade_steps(directory, current, current) == []
    for wrong in ("0013", "-13", "nothing"):
        with pytest.raises((CommandError, RevisionError)):
            downgrade_steps(directory, wrong, current)


def test_fts5_takes_its_hash_size() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
    connection.execute("INSERT INTO t (t, rank) VALUES (?, ?)", (HASH_SIZE, 8 << 20))
    assert dict(connection.execute("SELECT k, v FROM t_config"))[HASH_SIZE] == 8 << 20
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("INSERT INTO t (t, rank) VALUES ('hashsizes', 1)")
    connection.close()
