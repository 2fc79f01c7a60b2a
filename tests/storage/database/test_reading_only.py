"""Who reads cannot write on SQLite, and who writes next on the same connection can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Connection, text

from newsarchive.errors import ArchiveUnavailableError
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import make_engine, reading_engine
from newsarchive.storage.database.location import parsed

WRITE = text("UPDATE calendar SET day = day WHERE day IS NULL")
STATE = "PRAGMA query_only"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(parsed(sqlite_url), wait=5)
    yield opened
    opened.close()


def reader(database: Database, name: str) -> AbstractContextManager[Connection]:
    given: AbstractContextManager[Connection] = getattr(database, name)()
    return given


@pytest.mark.parametrize("name", ["reading", "snapshot"])
def test_a_reader_cannot_write(database: Database, name: str) -> None:
    with pytest.raises(ArchiveUnavailableError, match="readonly"), reader(database, name) as connection:
        connection.execute(WRITE)
    with pytest.raises(ArchiveUnavailableError, match="readonly"), reader(database, name) as connection:
        connection.execute(text("CREATE TEMPORARY TABLE t (x)"))


@pytest.mark.parametrize("name", ["reading", "snapshot"])
def test_who_comes_next_on_the_connection_can_write_again(database: Database, name: str) -> None:
    """Readers and writers in turn, one after an error, share one pooled connection."""
    used = set()
    for _ in range(2):
        with reader(database, name) as connection:
            used.add(id(connection.connection.driver_connection))
            assert connection.exec_driver_sql(STATE).scalar() == 1
        with pytest.raises(ZeroDivisionError), reader(database, name):
            raise ZeroDivisionError
        with database.writing() as connection:
            used.add(id(connection.connection.driver_connection))
            assert connection.exec_driver_sql(STATE).scalar() == 0
            connection.execute(WRITE)
    with reader(database, name):
        pass
    with database.outside() as connection:
        connection.exec_driver_sql("VACUUM")
    assert len(used) == 1


def test_a_writer_beside_a_reader_writes(database: Database) -> None:
    with database.reading() as one, database.writing() as other:
        other.execute(WRITE)
        assert [each.exec_driver_sql(STATE).scalar() for each in (one, other)] == [1, 0]


def test_an_engine_of_its_own_reads_only(sqlite_url: str) -> None:
    engine = reading_engine(make_engine(parsed(sqlite_url), wait=5, pooled=False))
    with engine.connect() as connection:
        assert connection.exec_driver_sql(STATE).scalar() == 1
