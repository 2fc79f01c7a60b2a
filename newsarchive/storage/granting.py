"""`db grant`: a role on PostgreSQL that may read the analysts' views and nothing else."""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.exc import InternalError, ProgrammingError

from newsarchive.errors import UsageError
from newsarchive.storage.engine import WAIT, begin_writing, make_engine
from newsarchive.storage.location import parsed, shown, sqlite_file
from newsarchive.storage.opening import demand_head
from newsarchive.storage.reading_rights import grant_connecting, grant_reading, quoted
from newsarchive.storage.schema_revision import current_revision
from newsarchive.storage.translation import translated

STANDING = text(
    """
    SELECT r.rolsuper AS super, r.rolname = current_user AS self,
        EXISTS (SELECT 1 FROM pg_class AS c WHERE c.relowner = r.oid) AS owner
    FROM pg_roles AS r WHERE r.rolname = :role
    """
)


class NoRolesError(UsageError):
    """SQLite knows no roles."""

    default_hint = (
        "The permissions of the file say who reads it. Let analysts read the file and write in its folder"
        " (SQLite reads no other way while a crawl writes); 'newsarchive query' opens it read-only."
    )


def grant(url: str, role: str) -> bool:
    """Let `role` read; say whether it was made by this call. Repeating it is no error.

    Raises NoRolesError on SQLite, UsageError where the role may do more than read or the server says no,
    ArchiveError where the archive cannot be reached or is not at head.
    """
    address = parsed(url)
    if sqlite_file(address) is not None:
        raise NoRolesError(f"The archive {shown(address)} is a SQLite file, which knows no roles.")
    engine = make_engine(address, wait=WAIT, pooled=False)
    with translated(address), engine.begin() as connection:
        demand_head(address, current_revision(connection))
        try:
            begin_writing(connection)
            return _grant(connection, role)
        except (ProgrammingError, InternalError) as error:
            said = str(error.orig).strip().splitlines()[0]
            raise UsageError(
                f"The server does not let this user grant reading to {role!r}: {said}.",
                hint=f"Have an administrator run: CREATE ROLE {quoted(connection, role)} LOGIN;"
                " then run this again as the owner of the archive, or as one who may create roles.",
            ) from error


def _grant(connection: Connection, role: str) -> bool:
    name = quoted(connection, role)
    known = connection.execute(STANDING, {"role": role}).first()
    if known is not None and (known.super or known.self or known.owner):
        raise UsageError(
            f"The role {role!r} owns tables, is an administrator or is the one that runs this: it can write.",
            hint="Name a role of its own for reading; it is made where it does not exist.",
        )
    if known is None:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN".replace("%", "%%"))
    grant_connecting(connection, role)
    grant_reading(connection, role)
    return known is None
