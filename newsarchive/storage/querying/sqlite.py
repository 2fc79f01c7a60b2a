"""Queries on SQLite: an authorizer that lets nothing but reading through, and a clock."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError, EndedEarlyError, SqlError
from newsarchive.storage.querying.functions import SQLITE, SQLITE_OWN
from newsarchive.storage.querying.sqlite_search import expanded
from newsarchive.storage.querying.statements import HINT
from newsarchive.storage.querying.values import (
    LIMITS_HINT,
    LONGEST,
    TOO_LONG,
    TOO_MUCH,
    QueryResult,
    plain,
)

# Reading only: no ATTACH (which wrote a new file even on a connection opened `mode=ro`, FACTS 5), no PRAGMA.
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
# What one statement, value or row may be (sqlite.org/limits.html); a pattern of LIKE takes time by its length
# times that of the text, and the clock is not asked within a function.
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Instructions between two looks at the clock: about a millisecond.
STEPS = 10_000


@contextmanager
def sqlite_query(file: Path, sql: str, *, timeout: float, wait: float) -> Iterator[QueryResult]:
    """Run one statement; its rows raise EndedEarlyError when `timeout` seconds have passed."""
    deadline = time.monotonic() + timeout
    with reading(file, timeout=timeout, wait=wait) as connection:
        with _translated(timeout, deadline):
            cursor = connection.execute(expanded(connection, sql))
        names = tuple(column[0] for column in cursor.description or ())
        yield QueryResult(names, _rows(cursor, timeout, deadline))


@contextmanager
def reading(file: Path, *, timeout: float, wait: float) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads one state of the archive and stops after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    with closing(_connect(file, wait)) as connection, _translated(timeout, deadline):
        for limit, most in LIMITS.items():
            connection.setlimit(limit, most)
        connection.execute("BEGIN")
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), STEPS)
        yield connection


def stored_version(file: Path, wait: float) -> str | None:
    """Return the migration the archive is at, None where there never was one."""
    with closing(_connect(file, wait)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            if "no such table" in str(error):
                return None
            raise _unavailable(file, error) from error
        return None if row is None else str(row[0])


def _connect(file: Path, wait: float) -> sqlite3.Connection:
    _register_converters()
    try:
        return sqlite3.connect(
            f"file:{quote(str(file))}?mode=ro",
            uri=True,
            timeout=wait,
            isolation_level=None,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
    except sqlite3.Error as error:
        raise _unavailable(file, error) from error


def _unavailable(file: Path, error: sqlite3.Error) -> ArchiveUnavailableError:
    return ArchiveUnavailableError(
        f"The archive {file} cannot be read: {error}",
        hint="See that it is an archive, and that you may write in its folder (SQLite reads no other way).",
    )


def _rows(cursor: sqlite3.Cursor, timeout: float, deadline: float) -> Iterator[tuple[Any, ...]]:
    with _translated(timeout, deadline):
        spent = 0.0
        while True:
            began = time.monotonic()
            row = cursor.fetchone()
            spent += time.monotonic() - began
            if row is None:
                return
            if spent > timeout:  # of rows that take long and few steps the progress handler is not asked
                raise _stopped(f"after {timeout:g} s")
            yield tuple(plain(value) for value in row)


@contextmanager
def _translated(timeout: float, deadline: float) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise EndedEarlyError(TOO_MUCH, hint=LIMITS_HINT) from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        said = str(error)
        if said == "interrupted":
            # The clock, or a signal: what its handler raises within SQLite's steps is swallowed there.
            late = time.monotonic() > deadline
            when = f"after {timeout:g} s" if late else "by a signal"
            raise _stopped(when) from error
        if "too big" in said:
            raise SqlError(TOO_LONG, hint=LIMITS_HINT) from error
        if "is locked" in said:
            raise ArchiveLockedError("The archive is locked by another.") from error
        if any(no in said for no in ("not authorized", "prohibited", "not permitted")):
            raise SqlError(f"Not allowed: a query only reads ({said}).", hint=HINT) from error
        raise SqlError(f"The SQL cannot be run: {said}", hint=HINT) from error


def _stopped(when: str) -> EndedEarlyError:
    return EndedEarlyError(f"The query was stopped {when}; the result is cut short.")


def _authorize(action: int, name: str | None, called: str | None, *_names: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and called is not None:
        known = called.lower() in SQLITE or called.startswith(SQLITE_OWN)
        return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY
    # FTS5 asks, within its own statements, whether the file has changed.
    if action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and name == "data_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _register_converters() -> None:
    # Only connections that ask for it by detect_types, as ours alone does, are touched by these.
    sqlite3.register_converter("BOOLEAN", lambda raw: raw != b"0")
    sqlite3.register_converter("DATETIME", _time)
    sqlite3.register_converter("DATE", _day)


def _time(raw: bytes) -> datetime | str:
    text = raw.decode("utf-8", "replace")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _day(raw: bytes) -> date | str:
    text = raw.decode("utf-8", "replace")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
