"""The role of PostgreSQL that queries connect as, made by `db upgrade`; only the owner can read its password.

What a session may do by its own login cannot be taken from it: `set_config('role', 'none')` gives a superuser
all of it back, and so does RESET SESSION AUTHORIZATION. So whoever runs `query`, the SQL runs in a second
session, of a role that has no rights beyond the views (newsarchive.storage.reading_rights).
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from newsarchive.storage.engine import WAIT, make_engine
from newsarchive.storage.location import parsed, sqlite_file
from newsarchive.storage.reading_rights import grant_connecting, grant_reading, quoted
from newsarchive.storage.translation import translated

PREFIX = "newsarchive_reader_"
# Bytes of a name on PostgreSQL.
LONGEST_NAME = 63
# What one query may put into temporary files (sorts, hashes); only a superuser can set it for others.
TEMPORARY = "temp_file_limit = '10GB'"
# Whether the session could do more than read, by any role it is or can become: by attributes, by predefined
# roles, by owning or being allowed to change what is in the archive's schema.
COULD_DO_MORE = """
SELECT EXISTS (
    SELECT 1 FROM pg_roles AS r WHERE pg_has_role(session_user, r.oid, 'MEMBER') AND (
        r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
        OR (r.rolname ^@ 'pg_' AND r.rolname <> 'pg_read_all_data')
        OR EXISTS (
            SELECT 1 FROM pg_class AS c
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
                AND c.relkind IN ('r', 'v', 'p')
                AND (c.relowner = r.oid OR has_table_privilege(r.oid, c.oid, 'INSERT,UPDATE,DELETE,TRUNCATE'))
        )
    )
)
"""
MAY_MAKE_ROLES = text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
IS_SUPERUSER = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
KNOWN = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
LOGIN = "SELECT role, password FROM reader_logins"


def prepare_reader(connection: Connection) -> None:
    """Make the role, or bring its password and rights up; where the server says no, `lacking_reader` tells.

    In the caller's transaction, which must be writing. Nothing is done on SQLite, nor before the migration
    that brings the table.
    """
    if connection.dialect.name != "postgresql" or not inspect(connection).has_table("reader_logins"):
        return
    role, password = _login(connection)
    try:
        with connection.begin_nested():
            _make(connection, role, password)
    except DBAPIError:
        # Somebody else's role, or no right to give rights: whoever asks next is told.
        return


def lacking_reader(url: str) -> str | None:
    """Return what is to be said where queries have no role to connect as; None where all is well."""
    address = parsed(url)
    if sqlite_file(address) is not None:
        return None
    with translated(address), make_engine(address, wait=WAIT, pooled=False).connect() as connection:
        found = connection.execute(text(LOGIN)).first()
        if found is None or connection.scalar(KNOWN, {"role": found.role}):
            return None
        command = (
            f"CREATE ROLE {quoted(connection, found.role)} LOGIN PASSWORD '{_verifier(connection, *found)}'"
        )
    return (
        f"There is no role {found.role}, which 'newsarchive query' connects as; this user may not make it."
        f" Have an administrator run: {command}; then run 'newsarchive db upgrade' again."
    )


def login_address(address: URL, role: str, password: str) -> URL:
    """Return the archive's address for that role."""
    return address.set(username=role, password=password).difference_update_query(
        ["user", "password", "passfile", "sslcert", "sslkey", "service"]
    )


def _login(connection: Connection) -> tuple[str, str]:
    found = connection.execute(text(LOGIN)).first()
    if found is not None:
        return str(found.role), str(found.password)
    database = str(connection.scalar(text("SELECT current_database()")))
    role = PREFIX + database
    if len(role.encode()) > LONGEST_NAME:
        number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        role = f"{PREFIX}{number}"
    password = secrets.token_urlsafe(32)
    connection.execute(
        text("INSERT INTO reader_logins (role, password) VALUES (:role, :password)"),
        {"role": role, "password": password},
    )
    return role, password


def _make(connection: Connection, role: str, password: str) -> None:
    name = quoted(connection, role)
    known = connection.scalar(KNOWN, {"role": role})
    if connection.scalar(MAY_MAKE_ROLES):
        secret = f"LOGIN PASSWORD '{_verifier(connection, role, password)}'"
        _run(connection, f"{'ALTER' if known else 'CREATE'} ROLE {name} {secret}")
        settings = [TEMPORARY] if connection.scalar(IS_SUPERUSER) else []
        grant_connecting(connection, role, settings=settings)
    elif not known:
        return
    grant_reading(connection, role)


def _verifier(connection: Connection, role: str, password: str) -> str:
    """Return what the server keeps of the password: the word itself would stand in its log."""
    driver: Any = connection.connection.driver_connection
    made: bytes = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode()


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))
