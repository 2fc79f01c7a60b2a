"""Connections to either database, set up so that nothing committed is ever lost and writers queue."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from newsarchive.errors import ArchiveUnavailableError, MissingExtraError

if TYPE_CHECKING:
    import psycopg


# What a database must be for the archive to be the same on it as on every other
# (docs/explanation/storage.md#what-a-database-must-be).

OLDEST_POSTGRESQL = 15
OLDEST_SQLITE = (3, 40)
ENCODING = "UTF8"


def demand_postgresql(version: int, encoding: str | None) -> None:
    """Raise ArchiveUnavailableError unless server and database will do.

    `version` is libpq's number (15.4 is 150004), `encoding` the database's, as the server reports it.
    """
    if version < OLDEST_POSTGRESQL * 10_000:
        raise ArchiveUnavailableError(
            f"The server is PostgreSQL {version // 10_000}; {OLDEST_POSTGRESQL} or newer is needed.",
            hint="Upgrade the server, or name another in NEWSARCHIVE_DATABASE_URL.",
        )
    if encoding != ENCODING:
        raise ArchiveUnavailableError(
            f"The database's encoding is {encoding}, which cannot hold every text; {ENCODING} is needed.",
            hint="Make one: createdb --template=template0 --encoding=UTF8 NAME",
        )


def demand_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise ArchiveUnavailableError when Python's SQLite is too old."""
    if version < OLDEST_SQLITE:
        raise ArchiveUnavailableError(
            f"This Python has SQLite {'.'.join(map(str, version))};"
            f" {'.'.join(map(str, OLDEST_SQLITE))} or newer is needed.",
            hint="Use a newer Python or system, or an archive on PostgreSQL.",
        )


# The table whose lock says who writes: every archive has it. Only who may change a table can lock it so that
# others wait, while an advisory lock can be taken by anybody who may connect, readers too.
WRITER_LOCK = "LOCK TABLE alembic_version IN EXCLUSIVE MODE"
# As Alembic makes it (alembic.runtime.migration), for the first upgrade of a database.
VERSION_TABLE = """CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
# Held while that table is made, so that two first upgrades do not meet ("news" in ASCII). An empty database
# has no readers who could take it.
FIRST_LOCK = 0x6E657773
# Seconds that upkeep waits for a crawl to finish its batch, or for another upgrade.
WAIT = 30.0
# How long to wait for a server to answer at all, in seconds: libpq's default is for ever.
CONNECT_TIMEOUT = 10


def make_engine(address: URL, *, wait: float, pooled: bool = True) -> Engine:
    """Return an engine whose writers wait at most `wait` seconds for one another.

    A pool without a bound keeps what the busiest moment needed; with `pooled` false no connection stays open
    once it is given back.
    """
    options: dict[str, Any] = {"pool_size": 0} if pooled else {"poolclass": NullPool}
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, wait, options)
    return _postgresql(address, wait, options | ({"pool_pre_ping": True} if pooled else {}))


def acquire_engine(address: URL, *, wait: float) -> Engine:
    """Return the engine of this process for an address: `make_engine`, made once; `give_back` it.

    It keeps the SQL of statements it has met, which takes longer to write than to run: a scheduler asks for
    what is due every minute.
    """
    with _counting:
        engine = _shared(address, wait)
        _users[engine] += 1
    return engine


def release_engine(engine: Engine) -> None:
    """Let go of an engine that was taken; its connections are closed when nobody else has it."""
    with _counting:
        _users[engine] -= 1
        if not _users[engine]:
            del _users[engine]
            engine.dispose()


_users: Counter[Engine] = Counter()
_counting = threading.Lock()


@lru_cache(maxsize=8)
def _shared(address: URL, wait: float) -> Engine:
    return make_engine(address, wait=wait)


def begin_writing(connection: Connection) -> None:
    """Make this transaction the only writing one until it ends, on both databases.

    SQLite has one writer anyway. On PostgreSQL it keeps revision numbers in the order of their commits,
    which incremental readers rely on (docs/explanation/revisions.md#row-numbers-only-grow), and two savers
    from dead-locking over shared rows.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(WRITER_LOCK)


def begin_migrating(connection: Connection) -> None:
    """Make this transaction the only writing one, in a database that may not hold an archive yet."""
    if connection.dialect.name == "postgresql":
        if not connection.exec_driver_sql("SELECT to_regclass('alembic_version') IS NOT NULL").scalar():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({FIRST_LOCK})")
            connection.exec_driver_sql(VERSION_TABLE)
        begin_writing(connection)


def writing_engine(engine: Engine) -> Engine:
    """Return the engine's twin whose transactions take the write lock at once (never upgraded half-way)."""
    return engine.execution_options(newsarchive_begin="BEGIN IMMEDIATE")


def reading_engine(engine: Engine) -> Engine:
    """Return the engine's twin whose transactions cannot write on SQLite; on PostgreSQL it is as before."""
    return engine.execution_options(newsarchive_query_only=True)


def _sqlite(address: URL, wait: float, options: dict[str, Any]) -> Engine:
    demand_sqlite()
    engine = create_engine(address, connect_args={"timeout": wait, "check_same_thread": False}, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by us, explicitly: the module's own guesswork leaves DDL outside of them.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL, NORMAL survives kill -9 whole; only a power cut may undo the last commits. FULL survives that
    # too, for one fsync a commit, which batched saves hardly feel.
    connection.execute("PRAGMA synchronous = FULL")
    # The inner pages of every index of a million articles stay in memory (KiB; SQLite's own choice is 2,000),
    # and pages that every save changes are copied back once in 32 MB of log instead of 4.
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    only = bool(options.get("newsarchive_query_only"))
    # `info` is the pooled connection's own: whoever begins on it next finds what it was left as.
    if connection.info.get("newsarchive_query_only", False) != only:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(only)}")
        connection.info["newsarchive_query_only"] = only
    connection.exec_driver_sql(options.get("newsarchive_begin", "BEGIN"))


def connect_postgresql(address: URL, wait: float) -> psycopg.Connection[Any]:
    """Return a connection of the driver's own, as an engine's would be: for one question.

    The engine asks five things of a server it meets for the first time, which is as long as a question takes.
    """
    import psycopg  # noqa: PLC0415 - an extra

    arguments, options = address.get_dialect()().create_connect_args(address)
    connection = psycopg.connect(*arguments, **{**options, **_postgresql_arguments(address, wait)})
    _check_postgresql(connection, None)
    return connection


def _postgresql(address: URL, wait: float, options: dict[str, Any]) -> Engine:
    if find_spec("psycopg") is None:
        raise MissingExtraError("An archive on PostgreSQL", "postgres")
    engine = create_engine(address, connect_args=_postgresql_arguments(address, wait), **options)
    # First of all: the dialect itself stumbles over a database without an encoding.
    event.listen(engine, "connect", _check_postgresql, insert=True)
    return engine


def _postgresql_arguments(address: URL, wait: float) -> dict[str, Any]:
    milliseconds = max(1, math.ceil(wait * 1000))
    given = address.query.get("options", "")
    more = given if isinstance(given, str) else " ".join(given)
    session = f"-c lock_timeout={milliseconds} -c timezone=UTC {more}"
    return {"options": session.strip(), "connect_timeout": CONNECT_TIMEOUT}


def _check_postgresql(connection: Any, _record: Any) -> None:
    # Both were said by the server when the connection was made: no statement is needed.
    demand_postgresql(connection.info.server_version, connection.info.parameter_status("server_encoding"))
