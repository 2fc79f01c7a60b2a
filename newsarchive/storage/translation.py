"""The wall around the database libraries: what they raise goes out as our own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from newsarchive.errors import ArchiveError, ArchiveLockedError, ArchiveUnavailableError
from newsarchive.storage.location import shown

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
            f"The archive {shown(address)} is being written by another for longer than the wait.",
            hint="Wait for the other to finish, or look who it is ('newsarchive db status').",
        )
    return ArchiveUnavailableError(
        f"The archive {shown(address)} cannot be used: {lines[0]}",
        hint="See that the file or server is there and may be written; then run the command again.",
    )


def is_lock(cause: BaseException) -> bool:
    """Say whether another writer is in the way."""
    if getattr(cause, "sqlstate", None) == LOCK_NOT_AVAILABLE:
        return True
    return "database is locked" in str(cause) or "database table is locked" in str(cause)
