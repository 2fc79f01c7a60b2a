"""Connections to both databases, configured so that no commit is lost and writers queue."""

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


# The least that a database must offer, so that the archive is the same on every one
# (docs/explanation/storage.md#what-a-database-must-be).

_OLDEST_POSTGRESQL = 15
_OLDEST_SQLITE = (3, 40)
_ENCODING = "UTF8"


def demand_postgresql(version: int, encoding: str | None) -> None:
    """Raise ArchiveUnavailableError unless the server's version and the database's encoding are supported.

    `version` is libpq's number (15.4 is 150004), `encoding` is what the server reports.
    """
    if version < _OLDEST_POSTGRESQL * 10_000:
        raise ArchiveUnavailableError(
            f"The server is PostgreSQL {version // 10_000}; {_OLDEST_POSTGRESQL} or newer is needed.",
            hint="Upgrade the server, or set NEWSARCHIVE_DATABASE_URL to another one.",
        )
    if encoding != _ENCODING:
        raise ArchiveUnavailableError(
            f"The database's encoding is {encoding}, which cannot store every text; {_ENCODING} is needed.",
            hint="Create a database with it: createdb --template=template0 --encoding=UTF8 NAME",
        )


def demand_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise ArchiveUnavailableError if Python's SQLite is too old."""
    if version < _OLDEST_SQLITE:
        raise ArchiveUnavailableError(
            f"This Python has SQLite {'.'.join(map(str, version))};"
            f" {'.'.join(map(str, _OLDEST_SQLITE))} or newer is needed.",
            hint="Use a newer Python or operating system, or an archive on PostgreSQL.",
        )


# Every archive has this table; whoever holds its lock may write. Only a role that may change the table can
# lock it, while any role that may connect, readers too, could take an advisory lock.
_WRITER_LOCK = "LOCK TABLE alembic_version IN EXCLUSIVE MODE"
# The same table that Alembic makes (alembic.runtime.migration), for the first upgrade of a database.
_VERSION_TABLE = """CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
# Advisory lock (0x6E657773 is "news" in ASCII) held while that table is made, so that two first upgrades do
# not collide. An empty database has no readers who could hold it.
_FIRST_LOCK = 0x6E657773
# Seconds that maintenance waits for a crawl to finish its batch, or for another upgrade.
LOCK_WAIT = 30.0
# Seconds to wait for a server to accept a connection; libpq would wait for ever.
CONNECT_TIMEOUT = 10


def make_engine(location: URL, *, wait: float, pooled: bool = True) -> Engine:
    """Return an engine whose writers wait at most `wait` seconds for one another.

    The pool is unbounded: it keeps as many connections as the busiest moment needed. With `pooled` false,
    every connection is closed once it is returned.
    """
    options: dict[str, Any] = {"pool_size": 0} if pooled else {"poolclass": NullPool}
    if location.get_backend_name() == "sqlite":
        return _sqlite(location, wait, options)
    return _postgresql(location, wait, options | ({"pool_pre_ping": True} if pooled else {}))


def acquire_engine(location: URL, *, wait: float) -> Engine:
    """Return this process's shared engine for a URL; call `release_engine` when done with it.

    The engine keeps its compiled statements, which take longer to compile than to run: a scheduler asks what
    is due every minute.
    """
    with _lock:
        engine = _shared(location, wait)
        _engine_users[engine] += 1
    return engine


def release_engine(engine: Engine) -> None:
    """Release an acquired engine; its connections close when nobody else uses it."""
    with _lock:
        _engine_users[engine] -= 1
        if not _engine_users[engine]:
            del _engine_users[engine]
            engine.dispose()


_engine_users: Counter[Engine] = Counter()
_lock = threading.Lock()


@lru_cache(maxsize=8)
def _shared(location: URL, wait: float) -> Engine:
    return make_engine(location, wait=wait)


def begin_writing(connection: Connection) -> None:
    """Make this transaction the only writing one until it ends, on both databases.

    SQLite has one writer anyway. On PostgreSQL the lock keeps revision numbers in commit order, which
    incremental readers rely on (docs/explanation/revisions.md#row-numbers-only-grow), and keeps two
    savers from a deadlock over shared rows.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_WRITER_LOCK)


def begin_migrating(connection: Connection) -> None:
    """Make this transaction the only writing one, in a database that may not contain an archive yet."""
    if connection.dialect.name == "postgresql":
        if not connection.exec_driver_sql("SELECT to_regclass('alembic_version') IS NOT NULL").scalar():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_FIRST_LOCK})")
            connection.exec_driver_sql(_VERSION_TABLE)
        begin_writing(connection)


def writing_engine(engine: Engine) -> Engine:
    """Return the engine with transactions that take the write lock at once, never half-way through."""
    return engine.execution_options(newsarchive_begin="BEGIN IMMEDIATE")


def reading_engine(engine: Engine) -> Engine:
    """Return the engine with transactions that cannot write on SQLite; on PostgreSQL it is unchanged."""
    return engine.execution_options(newsarchive_query_only=True)


def _sqlite(location: URL, wait: float, options: dict[str, Any]) -> Engine:
    demand_sqlite()
    engine = create_engine(location, connect_args={"timeout": wait, "check_same_thread": False}, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # We begin transactions explicitly: the module's own heuristics leave DDL outside of them.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL, NORMAL survives kill -9; only a power cut could undo the last commits. FULL survives that
    # too, for one fsync per commit, which batched saves hardly notice.
    connection.execute("PRAGMA synchronous = FULL")
    # In KiB: the inner pages of every index of a million articles stay in memory (SQLite's default is 2,000).
    # A checkpoint every 8,000 pages (32 MB) instead of 1,000 rewrites often-changed pages less often.
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    only = bool(options.get("newsarchive_query_only"))
    # `info` belongs to the pooled connection, so it tells the mode in which the last user left it.
    if connection.info.get("newsarchive_query_only", False) != only:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(only)}")
        connection.info["newsarchive_query_only"] = only
    connection.exec_driver_sql(options.get("newsarchive_begin", "BEGIN"))


def connect_postgresql(location: URL, wait: float) -> psycopg.Connection[Any]:
    """Return a bare psycopg connection with an engine's settings, for a single query.

    An engine runs five statements of its own on the first connection, which takes as long as one query.
    """
    import psycopg  # noqa: PLC0415 - an extra

    arguments, options = location.get_dialect()().create_connect_args(location)
    connection = psycopg.connect(*arguments, **{**options, **_postgresql_arguments(location, wait)})
    _check_postgresql(connection, None)
    return connection


def _postgresql(location: URL, wait: float, options: dict[str, Any]) -> Engine:
    if find_spec("psycopg") is None:
        raise MissingExtraError("An archive on PostgreSQL", "postgres")
    engine = create_engine(location, connect_args=_postgresql_arguments(location, wait), **options)
    # Before all other listeners: the dialect itself fails on a database without an encoding.
    event.listen(engine, "connect", _check_postgresql, insert=True)
    return engine


def _postgresql_arguments(location: URL, wait: float) -> dict[str, Any]:
    milliseconds = max(1, math.ceil(wait * 1000))
    given = location.query.get("options", "")
    own_options = given if isinstance(given, str) else " ".join(given)
    session = f"-c lock_timeout={milliseconds} -c timezone=UTC {own_options}"
    return {"options": session.strip(), "connect_timeout": CONNECT_TIMEOUT}


def _check_postgresql(connection: Any, _record: Any) -> None:
    # The server sent both when it accepted the connection, so no statement is needed.
    demand_postgresql(connection.info.server_version, connection.info.parameter_status("server_encoding"))
