"""How the archive's parts get at the database: a reading or a writing transaction, errors translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, exc
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from newsarchive.errors import ArchiveError, ArchiveLockedError, ArchiveUnavailableError
from newsarchive.storage.database.engine import (
    acquire_engine,
    begin_writing,
    reading_engine,
    release_engine,
    writing_engine,
)
from newsarchive.storage.database.location import masked, parsed, require_file, sqlite_file

# The wall around the database libraries: what they raise goes out as our own errors.

# SQLSTATE 55P03: lock_not_available (PostgreSQL manual, appendix A).
LOCK_NOT_AVAILABLE = "55P03"


@contextmanager
def translated(address: URL) -> Iterator[None]:
    """Turn the failures of a database that is away or locked into ArchiveError; others pass as they are."""
    try:
        yield
    except (OperationalError, InterfaceError, exc.TimeoutError) as error:
        raise as_archive_error(error, address) from error
    except DBAPIError as error:
        if error.connection_invalidated or not is_about_data(error):
            raise as_archive_error(error, address) from error
        raise


def is_about_data(error: DBAPIError) -> bool:
    """Say whether the values were at fault, not the database's state."""
    kinds = {base.__name__ for base in type(error.orig).__mro__}
    return bool(kinds & {"DataError", "IntegrityError"})


def as_archive_error(error: Exception, address: URL) -> ArchiveError:
    """Return our error for one of the libraries', without statement, values or password."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    if is_lock(cause):
        return ArchiveLockedError(
            f"The archive {masked(address)} is being written by another for longer than the wait.",
            hint="Wait for the other to finish, or look who it is ('newsarchive db status').",
        )
    return ArchiveUnavailableError(
        f"The archive {masked(address)} cannot be used: {lines[0]}",
        hint="See that the file or server is there and may be written; then run the command again.",
    )


def is_lock(cause: BaseException) -> bool:
    """Say whether another writer is in the way."""
    if getattr(cause, "sqlstate", None) == LOCK_NOT_AVAILABLE:
        return True
    return "database is locked" in str(cause) or "database table is locked" in str(cause)


_LATE_WORK = "newsarchive_late_work"
_LateWork = Callable[[Connection, set[int]], object]


def before_commit(connection: Connection, work: _LateWork, article_ids: Iterable[int]) -> None:
    """Have `work` done for these articles when the transaction is about to commit, once for all of them.

    Each article is saved in a savepoint of its own, and FTS5 writes all that it holds at every savepoint:
    entries made at the end cost a fraction. An article whose savepoint was rolled back is given all the
    same. Without effect outside of `Database.writing`.
    """
    late = connection.info.get(_LATE_WORK)
    if late is not None:
        late.setdefault(work, set()).update(article_ids)


@contextmanager
def _with_late_work(connection: Connection) -> Iterator[None]:
    late: dict[_LateWork, set[int]] = {}
    connection.info[_LATE_WORK] = late
    try:
        yield
    finally:
        connection.info.pop(_LATE_WORK, None)  # `info` outlives the transaction
    for work, article_ids in late.items():
        work(connection, article_ids)


class Database:
    """One opened database; every transaction is all or nothing."""

    def __init__(self, address: URL, *, wait: float) -> None:
        self.address = address
        self._engine = acquire_engine(address, wait=wait)
        self._given_back = False
        self._reading = reading_engine(self._engine)
        self._writing = writing_engine(self._engine)
        self._identity = self._identify()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the archive, and on SQLite can only read."""
        with translated(self.address), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that only reads, and sees one state of the archive through all its statements."""
        options = {"isolation_level": "REPEATABLE READ"} if sqlite_file(self.address) is None else {}
        engine = self._reading.execution_options(**options)
        with translated(self.address), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only connection that writes now; committed at the end, rolled back on any exception.

        Raises ArchiveLockedError when another writer does not end within the wait.
        """
        self._demand_same_file()
        with translated(self.address), self._writing.begin() as connection:
            begin_writing(connection)
            with _with_late_work(connection):
                yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Give a connection whose statements stand alone, outside of any transaction (VACUUM)."""
        with translated(self.address), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                yield connection.execution_options(isolation_level="AUTOCOMMIT")
            else:
                yield connection.execution_options(newsarchive_begin="SELECT 1")

    def close(self) -> None:
        """Let go of the connections; more than once is no error."""
        if not self._given_back:
            self._given_back = True
            release_engine(self._engine)

    def _identify(self) -> tuple[int, int] | None:
        file = sqlite_file(self.address)
        try:
            status = file.stat() if file else None
        except OSError:
            return None
        return (status.st_dev, status.st_ino) if status else None

    def _demand_same_file(self) -> None:
        # SQLite goes on writing into a file that was deleted or replaced under its name, and reports success.
        if self._identity != self._identify():
            raise ArchiveUnavailableError(
                f"The archive {masked(self.address)} was deleted or replaced while it was open.",
                hint="Put the file back, or run 'newsarchive db upgrade'; then run the command again.",
            )


@contextmanager
def open_database(url: str, *, wait: float = 30) -> Iterator[Database]:
    """Give the database of an archive, closed at the end; ArchiveUnavailableError where there is none."""
    address = parsed(url)
    require_file(address)
    database = Database(address, wait=wait)
    try:
        yield database
    finally:
        database.close()
