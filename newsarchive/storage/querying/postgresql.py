"""Queries on PostgreSQL: one statement by the extended protocol, in a read-only transaction, as a reader."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from newsarchive.errors import EndedEarlyError, SqlError
from newsarchive.storage.engine import connect_postgresql
from newsarchive.storage.opening import demand_head
from newsarchive.storage.querying.postgresql_search import expanded
from newsarchive.storage.querying.statements import HINT
from newsarchive.storage.querying.values import QueryResult, plain
from newsarchive.storage.translation import as_archive_error

# The role that may read every table and do nothing else (PostgreSQL 14 and newer).
READER = "pg_read_all_data"
# Rows fetched at a time.
BATCH = 500


@contextmanager
def postgresql_query(address: URL, sql: str, *, timeout: float, wait: float) -> Iterator[QueryResult]:
    """Run one statement; its rows raise EndedEarlyError when `timeout` seconds have passed."""
    with reading(address, timeout=timeout, wait=wait) as connection, connection.cursor() as cursor:
        statement = expanded(connection, sql)
        # Left open, the stream would hold the connection's lock, and closing that would wait for ever.
        with closing(_stream(cursor, statement)) as rows:
            first = [row for row in [next(rows, None)] if row is not None]
            names = (
                [column.name for column in cursor.description or ()] if first else _names(cursor, statement)
            )
            yield QueryResult(tuple(names), _guarded(chain(first, rows), address, timeout))


@contextmanager
def reading(address: URL, *, timeout: float, wait: float) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection that reads one state of the archive and stops after `timeout` seconds a statement.

    Raises SchemaNotAtHeadError where the archive is not at head.
    """
    with _translated(address, timeout), closing(connect_postgresql(address, wait)) as connection:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with connection.cursor() as cursor:
            _restrict(cursor, timeout)
            demand_head(address, _stored_version(cursor))
        yield connection


def _stored_version(cursor: psycopg.Cursor[Any]) -> str | None:
    """Return the migration the archive is at, None where there never was one."""
    there = cursor.execute(b"SELECT to_regclass('alembic_version')").fetchone()
    found = (
        cursor.execute(b"SELECT version_num FROM alembic_version").fetchone() if there != (None,) else None
    )
    return None if found is None else str(found[0])


def _restrict(cursor: psycopg.Cursor[Any], timeout: float) -> None:
    cursor.execute(f"SET LOCAL statement_timeout = {max(1, math.ceil(timeout * 1000))}".encode())
    cursor.execute(b"SELECT pg_has_role(current_user, 'pg_read_all_data', 'MEMBER')")
    row = cursor.fetchone()
    if row and row[0]:
        # Not even a superuser's query may then read files or stop other sessions.
        cursor.execute(f"SET LOCAL ROLE {READER}".encode())


def _stream(cursor: psycopg.Cursor[Any], sql: str) -> Generator[tuple[Any, ...], None, None]:
    # `stream` always prepares, and a prepared statement is one: `COMMIT; DROP …` cannot get in (FACTS 5).
    size = BATCH if psycopg.capabilities.has_stream_chunked() else 1
    yield from cursor.stream(sql.encode(), size=size)


def _names(cursor: psycopg.Cursor[Any], sql: str) -> list[str]:
    """Return the column names of a statement that gave no row: the stream knows them only with the first."""
    connection = cursor.connection.pgconn
    connection.prepare(b"newsarchive_names", sql.encode())
    described = connection.describe_prepared(b"newsarchive_names")
    return [(described.fname(at) or b"").decode() for at in range(described.nfields)]


def _guarded(rows: Iterator[tuple[Any, ...]], address: URL, timeout: float) -> Iterator[tuple[Any, ...]]:
    with _translated(address, timeout):
        for row in rows:
            yield tuple(plain(value) for value in row)


@contextmanager
def _translated(address: URL, timeout: float) -> Iterator[None]:
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        raise EndedEarlyError(
            f"The query was stopped after {timeout:g} s; the result is cut short."
        ) from error
    except (psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege) as error:
        raise SqlError(f"Not allowed: a query only reads ({_first_line(error)}).", hint=HINT) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise as_archive_error(error, address) from error
    except psycopg.Error as error:
        raise SqlError(f"The SQL cannot be run: {_first_line(error)}", hint=HINT) from error


def _first_line(error: psycopg.Error) -> str:
    return (str(error).strip().splitlines() or ["unknown error"])[0]
