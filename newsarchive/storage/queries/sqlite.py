"""Queries on SQLite: an authorizer that allows nothing but reading, and a time limit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError, EndedEarlyError, SqlError
from newsarchive.storage.database.database import room_lacking
from newsarchive.storage.queries.allowed_functions import ARTICLE_SEARCH, OWN_PREFIX, SQLITE_FUNCTIONS
from newsarchive.storage.queries.given_up import nobody_waits
from newsarchive.storage.queries.query_values import (
    LIMITS_HINT,
    LONGEST_VALUE,
    NAMES_HINT,
    QUERY_HINT,
    QUERY_TOO_LARGE,
    VALUE_TOO_LONG,
    QueryResult,
    plain_value,
)
from newsarchive.storage.queries.sql_tokens import IGNORED_KINDS, has_word, sql_pieces, with_strict_names

# Reading only: no ATTACH (which created a file even on a connection opened `mode=ro`), no PRAGMA
# (docs/explanation/storage.md#reading-without-writing).
_ALLOWED_ACTIONS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
# Limits of a statement, value or row (sqlite.org/limits.html). A pattern of LIKE takes time by its length
# times that of the text, and the time limit is not checked within a function.
SQLITE_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Instructions between two checks of the time limit: about a millisecond.
_STEPS_PER_CHECK = 10_000


@contextmanager
def sqlite_query(file: Path, sql: str, *, timeout: float, wait: float) -> Iterator[QueryResult]:
    """Run one statement; reading its rows raises EndedEarlyError after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    with sqlite_reading(file, timeout=timeout, wait=wait) as connection:
        with _translated(timeout, deadline):
            # Before all others, as a table of FTS5 reads its settings when it is first named.
            stored = _stored_tables(connection)
            ready = with_strict_names(_expanded(connection, sql))
            cursor = _harmless(connection, ready, stored) or connection.execute(ready)
        names = tuple(_as_written(column[0], sql) for column in cursor.description or ())
        yield QueryResult(names, _rows(cursor, timeout, deadline))


# What a statement names is looked at while it is only explained: when it runs, FTS5 reads the tables behind
# its own by statements that the authorizer cannot tell from a reader's.


def _harmless(connection: sqlite3.Connection, sql: str, stored: _StoredTables) -> sqlite3.Cursor | None:
    """Compile the statement where it may read the archive's tables alone; return what only explains itself.

    Raises sqlite3.DatabaseError if it reads others: pages of the file, statistics, what is behind an index.
    """
    first = next((piece.text for piece in sql_pieces(sql) if piece.kind not in IGNORED_KINDS), "")
    explains = first.lower() == "explain"
    connection.set_authorizer(stored.authorize)
    cursor = connection.execute(sql if explains else f"EXPLAIN {sql}")
    if explains:
        return cursor
    cursor.close()
    connection.set_authorizer(_authorize)
    return None


@dataclass(frozen=True, slots=True)
class _StoredTables:
    """The tables and views that a statement may read, and the names of those that it may not."""

    readable: frozenset[str]
    closed: frozenset[str]

    def authorize(self, action: int, name: str | None, column: str | None, *names: str | None) -> int:
        """Answer SQLite's authorizer; a name of which no column is read may be that of a WITH, too."""
        if action == sqlite3.SQLITE_READ:
            table = (name or "").lower()
            known = table in self.readable or (not column and table not in self.closed)
            return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY
        return _authorize(action, name, column, *names)


# Table functions of SQLite that only compute (functions.md), and the list of the tables.
_TABLE_FUNCTIONS = frozenset({"json_each", "json_tree", "generate_series"})
_TABLE_LISTS = frozenset({"sqlite_master", "sqlite_schema"})
_SEARCHED = "search_words"
# sqlite.org/fts5.html, 9
_BEHIND_FTS5 = frozenset(f"{_SEARCHED}_{part}" for part in ("data", "idx", "content", "docsize", "config"))


def _stored_tables(connection: sqlite3.Connection) -> _StoredTables:
    connection.set_authorizer(None)
    names = {row[0].lower() for row in connection.execute(_NAMES)}
    modules = {row[0].lower() for row in connection.execute("SELECT name FROM pragma_module_list")}
    if _SEARCHED in names:
        connection.execute("SELECT rowid FROM search_words LIMIT 0")
    connection.set_authorizer(_authorize)
    stored = frozenset(name for name in names if not name.startswith("sqlite_")) - _BEHIND_FTS5
    readable = stored | _TABLE_FUNCTIONS | _TABLE_LISTS
    return _StoredTables(readable, frozenset(names | modules | _OTHER_SYSTEM) - readable)


_NAMES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
# What SQLite has besides, in all builds or some (sqlite.org/bytecodevtab.html and the like).
_OTHER_SYSTEM = frozenset(
    {
        *("bytecode", "tables_used", "sqlite_stmt", "sqlite_dbpage", "dbstat"),
        *("sqlite_temp_master", "sqlite_temp_schema", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"),
    }
)


def _as_written(name: str, sql: str) -> str:
    """The name of a column; SQLite calls one without an alias by its expression, as it was set to run."""
    return name if "`" in sql else name.replace("`", '"')


def _expanded(connection: sqlite3.Connection, sql: str) -> str:
    if not has_word(sql, ARTICLE_SEARCH):
        return sql
    from newsarchive.storage.queries.sqlite_search import expanded_for_sqlite  # noqa: PLC0415 - 0.1 s

    return expanded_for_sqlite(connection, sql)


@contextmanager
def sqlite_reading(file: Path, *, timeout: float, wait: float) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads one state of the archive and stops after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    with closing(_connect(file, wait)) as connection, _translated(timeout, deadline):
        for limit, value in SQLITE_LIMITS.items():
            connection.setlimit(limit, value)
        connection.execute("BEGIN")
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(
            lambda: int(time.monotonic() > deadline or nobody_waits()), _STEPS_PER_CHECK
        )
        yield connection


def stored_version(file: Path, wait: float) -> str | None:
    """Return the migration that the archive is at, None if it never had one."""
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
            f"{file.absolute().as_uri()}?mode=ro",
            uri=True,
            timeout=wait,
            isolation_level=None,
            detect_types=sqlite3.PARSE_DECLTYPES,
        )
    except sqlite3.Error as error:
        raise _unavailable(file, error) from error


def _unavailable(file: Path, error: sqlite3.Error) -> ArchiveUnavailableError:
    room = room_lacking(error, file)
    return ArchiveUnavailableError(
        f"The archive {file} cannot be read: {error}{room}",
        hint="Make room on the disk of the archive, then run the command again."
        if room
        else "Check that it is an archive and that its folder is writable: SQLite needs that even to read.",
    )


def _rows(cursor: sqlite3.Cursor, timeout: float, deadline: float) -> Iterator[tuple[Any, ...]]:
    with _translated(timeout, deadline):
        elapsed = 0.0
        while True:
            began = time.monotonic()
            row = cursor.fetchone()
            elapsed += time.monotonic() - began
            if row is None:
                return
            if elapsed > timeout:  # rows that take long in few steps do not call the progress handler
                raise _stopped(f"after {timeout:g} s")
            yield tuple(plain_value(value) for value in row)


@contextmanager
def _translated(timeout: float, deadline: float) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise EndedEarlyError(QUERY_TOO_LARGE, hint=LIMITS_HINT) from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        message = str(error)
        if message == "interrupted":
            # The time limit, or a signal: an exception of its handler is swallowed within SQLite's steps.
            late = time.monotonic() > deadline
            when = f"after {timeout:g} s" if late else "by a signal"
            raise _stopped(when) from error
        if "too big" in message:
            raise SqlError(VALUE_TOO_LONG, hint=LIMITS_HINT) from error
        if "is locked" in message:
            raise ArchiveLockedError("Another process has locked the archive.") from error
        if any(word in message for word in ("not authorized", "prohibited", "not permitted")):
            raise SqlError(f"Not allowed: a query only reads ({message}).", hint=QUERY_HINT) from error
        hint = NAMES_HINT if message.startswith(("no such table", "no such column")) else QUERY_HINT
        raise SqlError(f"The SQL cannot be run: {message}", hint=hint) from error


def _stopped(when: str) -> EndedEarlyError:
    return EndedEarlyError(f"The query was stopped {when}; the result is cut short.")


def _authorize(action: int, name: str | None, function: str | None, *_names: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and function is not None:
        allowed = function.lower() in SQLITE_FUNCTIONS or function.startswith(OWN_PREFIX)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
    # FTS5 checks, within its own statements, whether the file has changed.
    if action in _ALLOWED_ACTIONS or (action == sqlite3.SQLITE_PRAGMA and name == "data_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _register_converters() -> None:
    # They only affect connections that ask for it by detect_types, which are ours alone.
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
