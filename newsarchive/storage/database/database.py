"""`Database`: the reading and writing transactions of the archive's stores.

Errors of the database libraries leave this module as ArchiveError.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, exc
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from newsarchive.errors import ArchiveError, ArchiveLockedError, ArchiveUnavailableError
from newsarchive.storage.database.engine import (
    acquire_engine,
    begin_writing,
    reading_engine,
    release_engine,
    writing_engine,
)
from newsarchive.storage.database.location import masked, parsed, require_file, sqlite_file
from newsarchive.storage.database.write_ahead_log import LARGEST_LOG, LogKeeper

# SQLSTATE 55P03: lock_not_available, 53100: disk_full (PostgreSQL manual, appendix A).
_LOCK_NOT_AVAILABLE = "55P03"
_DISK_FULL = "53100"
_TOO_MANY_CONNECTIONS = "53300"
_NO_CONNECTION_LEFT = ("too many connections", "too many clients", "connection slots are reserved")
NO_RIGHT_HINT = (
    "The role has no right to that. The archive's owner gives that to the views: newsarchive db grant ROLE"
)
# Of the same appendix: insufficient_privilege, query_canceled, read_only_sql_transaction.
_HINTS = {
    "42501": NO_RIGHT_HINT,
    "57014": "The server stops what takes long (statement_timeout): allow the role more time.",
    "25006": "The server or the role only reads: name the server and a role that write.",
    _TOO_MANY_CONNECTIONS: "All connections are taken: wait for other commands, or allow the role more.",
}
# Classes of SQLSTATE (the same appendix): data_exception, integrity_constraint_violation and
# program_limit_exceeded, which psycopg counts among the OperationalErrors of a server that is away.
_ABOUT_DATA = ("22", "23", "54")
# connection_exception, insufficient_resources, object_not_in_prerequisite_state, operator_intervention.
_OF_THE_MOMENT = ("08", "53", "55", "57")


@contextmanager
def translated(location: URL) -> Iterator[None]:
    """Turn the errors of an unavailable or locked database into ArchiveError; others pass unchanged."""
    try:
        yield
    except exc.TimeoutError as error:
        raise as_archive_error(error, location) from error
    except DBAPIError as error:
        if error.connection_invalidated or not is_about_data(error):
            raise as_archive_error(error, location) from error
        raise


def is_about_moment(error: DBAPIError) -> bool:
    """Say whether the error is of the moment: no memory or connection left, a lock, a time that ran out."""
    return str(getattr(error.orig, "sqlstate", None)).startswith(_OF_THE_MOMENT)


def is_about_data(error: DBAPIError) -> bool:
    """Say whether the error is about the values, not about the state of the database."""
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate is not None:
        return str(sqlstate).startswith(_ABOUT_DATA)
    kinds = {base.__name__ for base in type(error.orig).__mro__}
    return bool(kinds & {"DataError", "IntegrityError"})


def as_archive_error(error: Exception, location: URL) -> ArchiveError:
    """Return the ArchiveError for a library's error, without statement, values or password."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    if is_lock(cause):
        return ArchiveLockedError(
            f"Another process has been writing to the archive {masked(location)} for longer than the wait.",
            hint="Wait for it to finish, or see which crawl is running ('newsarchive db status').",
        )
    room = room_lacking(cause, sqlite_file(location))
    closed = _is_read_only(location)
    log = "; its folder is read-only, and the log stands beside the file" if closed else ""
    return ArchiveUnavailableError(
        f"The archive {masked(location)} cannot be used: {lines[0]}{room}{log}",
        hint=_hint(cause, no_room=bool(room), closed=closed),
    )


def _hint(cause: BaseException, *, no_room: bool, closed: bool) -> str:
    if no_room or _is_full(cause):
        return "Make room on the disk of the archive, then run the command again."
    if closed:
        return "Copy the file to a folder that is writable, and name it there."
    code = getattr(cause, "sqlstate", None)
    # An error of connecting has no code (psycopg 3.3), and these words where the server speaks English.
    if code is None and any(words in str(cause) for words in _NO_CONNECTION_LEFT):
        code = _TOO_MANY_CONNECTIONS
    otherwise = "Check that the file or server exists and is writable, then run the command again."
    return _HINTS.get(str(code), otherwise)


def _is_read_only(location: URL) -> bool:
    """Say whether the folder is read-only, of which SQLite says only that it cannot open the file."""
    file = sqlite_file(location)
    return file is not None and file.exists() and not os.access(file.parent, os.W_OK)


def _is_full(cause: BaseException) -> bool:
    """Say whether the error means that the database has no room left."""
    sqlite, postgresql = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    return sqlite == sqlite3.SQLITE_FULL or postgresql == _DISK_FULL


# SQLite needs 32 KiB at once for the index of its log, and reports an I/O error where there is less
# (https://sqlite.org/walformat.html#the_wal_index_file_format).
_LITTLE_ROOM = 128 * 1024


def room_lacking(cause: BaseException, file: Path | None) -> str:
    """Say that the disk is full, of which SQLite may say only that there was an I/O error."""
    code = getattr(cause, "sqlite_errorcode", None)
    # The lowest byte of an extended code is the code (https://sqlite.org/rescode.html).
    if file is None or code is None or code & 0xFF != sqlite3.SQLITE_IOERR:
        return ""
    try:
        free = shutil.disk_usage(file.parent).free
    except OSError:
        return ""
    return f"; its disk is full, with {free:,} bytes free" if free < _LITTLE_ROOM else ""


def is_lock(cause: BaseException) -> bool:
    """Say whether the error means that another transaction holds the lock."""
    if getattr(cause, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
        return True
    return "database is locked" in str(cause) or "database table is locked" in str(cause)


_PENDING_WORK = "newsarchive_pending_work"
_CommitWork = Callable[[Connection, set[int]], object]


def before_commit(connection: Connection, work: _CommitWork, article_ids: Iterable[int]) -> None:
    """Run `work` once for all these articles when the transaction is about to commit.

    Each article is saved in a savepoint of its own, and FTS5 flushes its pending entries at every savepoint:
    entries written at the end cost a fraction. Articles whose savepoint was rolled back are included. Does
    nothing outside of `Database.writing`.
    """
    pending = connection.info.get(_PENDING_WORK)
    if pending is not None:
        pending.setdefault(work, set()).update(article_ids)


@contextmanager
def _with_pending_work(connection: Connection) -> Iterator[None]:
    pending: dict[_CommitWork, set[int]] = {}
    info = connection.info  # of a connection that was lost it cannot be asked for
    info[_PENDING_WORK] = pending
    try:
        yield
    finally:
        info.pop(_PENDING_WORK, None)  # `info` outlives the transaction
    for work, article_ids in pending.items():
        work(connection, article_ids)


class Database:
    """An open database. Every transaction is committed whole or not at all."""

    def __init__(self, location: URL, *, wait: float) -> None:
        self.location = location
        self._engine = acquire_engine(location, wait=wait)
        self._closed = False
        self._reading = reading_engine(self._engine)
        self._writing = writing_engine(self._engine)
        self._identity = self._identify()
        file = sqlite_file(location)
        self._log = LogKeeper(file, largest=LARGEST_LOG) if file else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the archive; on SQLite it can only read."""
        with translated(self.location), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a read-only connection that sees one state of the archive through all its statements."""
        options = {"isolation_level": "REPEATABLE READ"} if sqlite_file(self.location) is None else {}
        engine = self._reading.execution_options(**options)
        with translated(self.location), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only connection that may write now; it commits at the end and rolls back on any exception.

        Raises ArchiveLockedError when another writer does not finish within the wait.
        """
        self._require_same_file()
        with translated(self.location), self._writing.begin() as connection:
            begin_writing(connection)
            with _with_pending_work(connection):
                yield connection
        if self._log is not None:
            self._log.keep_short(self._engine)

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Give a connection whose statements run outside of any transaction (VACUUM needs that)."""
        with translated(self.location), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                yield connection.execution_options(isolation_level="AUTOCOMMIT")
            else:
                yield connection.execution_options(newsarchive_begin="SELECT 1")

    def close(self) -> None:
        """Close the connections; later calls do nothing."""
        if not self._closed:
            self._closed = True
            release_engine(self._engine)

    def _identify(self) -> tuple[int, int] | None:
        file = sqlite_file(self.location)
        try:
            status = file.stat() if file else None
        except OSError:
            return None
        return (status.st_dev, status.st_ino) if status else None

    def _require_same_file(self) -> None:
        # SQLite goes on writing into a file that was deleted or replaced under its name, and reports success.
        if self._identity != self._identify():
            raise ArchiveUnavailableError(
                f"The archive {masked(self.location)} was deleted or replaced while it was open.",
                hint="Put the file back, or run 'newsarchive db upgrade'; then run the command again.",
            )


@contextmanager
def open_database(url: str, *, wait: float = 30) -> Iterator[Database]:
    """Give the database of an archive and close it at the end; ArchiveUnavailableError if there is none."""
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=wait)
    try:
        yield database
    finally:
        database.close()
