"""Roles on PostgreSQL that can read the analysts' views and nothing else.

`db grant` gives an analyst's role these rights. `db upgrade` makes the role that queries connect as; only
the archive's owner can read its password. A session cannot give up what its login may do:
`set_config('role', 'none')` and RESET SESSION AUTHORIZATION give a superuser all of it back. So whoever
runs `query`, the SQL runs in a second session, of a role without rights beyond the views.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InternalError, ProgrammingError

from newsarchive.errors import UsageError
from newsarchive.storage.database.database import translated
from newsarchive.storage.database.engine import LOCK_WAIT, begin_writing, make_engine
from newsarchive.storage.database.location import masked, parsed, sqlite_file
from newsarchive.storage.migrating.revision import current_revision, demand_head
from newsarchive.storage.migrating.views import frozen_view
from newsarchive.storage.schema import AS_OF_VIEWS, VIEWS, metadata

# Besides the views and what `--as-of` reads beneath them: the schema's revision, and what `article_search`,
# `--as-of`, `history` and `why` read themselves. No bodies of pages, which analysts do not need.
_READ_DIRECTLY = (
    "alembic_version",
    "search_entries",
    "article_facets",
    "articles",
    "article_pasts",
    "revisions",
    "fetches",
    "removed_blocks",
    "urls",
    "url_events",
    "crawls",
    "hosts",
    "forgotten",
    "sources",
    "source_incidents",
    "testimonies",
    "votes",
    "watches",
    "watch_matches",
    "watch_deliveries",
)
_READS = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
# The same as the default of `newsarchive query` (docs/reference/output.md#limits): one analyst's mistake must
# not occupy a server for ever.
_STATEMENT_TIMEOUT = "60s"
_GRANTED = text(
    """
    SELECT c.relname, r.rolname
    FROM pg_class AS c
    CROSS JOIN LATERAL aclexplode(c.relacl) AS given
    JOIN pg_roles AS r ON r.oid = given.grantee
    WHERE c.relkind = 'v' AND c.relnamespace = quote_ident(current_schema())::regnamespace
        AND given.privilege_type = 'SELECT' AND given.grantee <> c.relowner
    ORDER BY c.relname, r.rolname
    """
)


@dataclass(frozen=True, slots=True)
class ViewGrants:
    """`pairs`: views and the roles that may read them; `readers`: roles that may read every view."""

    pairs: tuple[tuple[str, str], ...] = ()
    readers: tuple[str, ...] = ()


def view_grants(connection: Connection) -> ViewGrants:
    """Return the grants on views; none on SQLite, where the file's permissions decide who reads."""
    if connection.dialect.name != "postgresql":
        return ViewGrants()
    pairs = tuple((str(row[0]), str(row[1])) for row in connection.execute(_GRANTED))
    present = set(existing(connection, VIEWS))
    readable: dict[str, set[str]] = {}
    for view, role in pairs:
        readable.setdefault(role, set()).add(view)
    return ViewGrants(pairs, tuple(role for role in sorted(readable) if present <= readable[role]))


def restore_grants(connection: Connection, before: ViewGrants) -> None:
    """Restore the grants that dropped views have lost; roles that could read every view still can."""
    present = set(existing(connection, [view for view, _role in before.pairs]))
    # A downgrade drops the role that queries connect as.
    roles = set(connection.scalars(text("SELECT rolname FROM pg_roles"))) if before.pairs else set()
    for view, role in before.pairs:
        if view in present and role in roles:
            _grant(connection, view, role)
    for role in before.readers:
        if role in roles:
            grant_reading(connection, role)


def grant_reading(connection: Connection, role: str) -> None:
    """Let the role read every view, and what the commands that read texts need."""
    for name in existing(connection, (*VIEWS, *sorted({*_READ_DIRECTLY, *tables_beneath(AS_OF_VIEWS)}))):
        _grant(connection, name, role)


def tables_beneath(views: Iterable[str]) -> set[str]:
    """Return the tables that the SQL of these views reads: `--as-of` asks them in place of the view."""
    return {
        table
        for view in views
        for table in _READS.findall(frozen_view(view, "postgresql"))
        if table in metadata.tables
    }


def grant_connecting(connection: Connection, role: str, *, settings: Sequence[str] = ()) -> None:
    """Let the role connect, for sessions that only read and stop a long statement."""
    name = quoted_name(connection, role)
    database = quoted_name(connection, str(connection.scalar(text("SELECT current_database()"))))
    schema = quoted_name(connection, str(connection.scalar(text("SELECT current_schema()"))))
    _run(connection, f"GRANT CONNECT ON DATABASE {database} TO {name}")
    _run(connection, f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    defaults = ("default_transaction_read_only = on", f"statement_timeout = '{_STATEMENT_TIMEOUT}'")
    for setting in (*defaults, *settings):
        _run(connection, f"ALTER ROLE {name} IN DATABASE {database} SET {setting}")


def existing(connection: Connection, names: tuple[str, ...] | list[str]) -> list[str]:
    """Return which of these tables and views the schema has."""
    query = text("SELECT to_regclass(quote_ident(:name)) IS NOT NULL")
    return [name for name in names if connection.scalar(query, {"name": name})]


def _grant(connection: Connection, name: str, role: str) -> None:
    _run(connection, f"GRANT SELECT ON {name} TO {quoted_name(connection, role)}")


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))


def quoted_name(connection: Connection, name: str) -> str:
    """Return a name as SQL, always in quotes."""
    return str(connection.dialect.identifier_preparer.quote_identifier(name))


_PREFIX = "newsarchive_reader_"
# Longest name on PostgreSQL, in bytes.
_LONGEST_NAME = 63
# Limit of a query's temporary files (sorts, hashes); only a superuser can set it for others.
_TEMPORARY = "temp_file_limit = '10GB'"
# Whether the session can do more than read, through any role it is or can become: by attributes, by
# predefined roles, or as owner or writer of something in the archive's schema.
CAN_DO_MORE = """
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
_MAY_MAKE_ROLES = text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
_IS_SUPERUSER = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
_ROLE_EXISTS = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
SELECT_LOGIN = "SELECT role, password FROM reader_logins"


def prepare_reader(connection: Connection) -> None:
    """Create the reader role or renew its password and rights; if the server refuses, `lacking_reader` tells.

    Runs in the caller's writing transaction. Does nothing on SQLite, nor before the migration that creates
    the table of logins.
    """
    if connection.dialect.name != "postgresql" or not inspect(connection).has_table("reader_logins"):
        return
    role, password = _login(connection)
    try:
        with connection.begin_nested():
            _make(connection, role, password)
    except DBAPIError:
        # Another owner's role, or no right to grant: `lacking_reader` reports it.
        return


def lacking_reader(url: str) -> str | None:
    """Return the message for an archive without a role for queries; None if it has one."""
    location = parsed(url)
    if sqlite_file(location) is not None:
        return None
    with translated(location), make_engine(location, wait=LOCK_WAIT, pooled=False).connect() as connection:
        found = connection.execute(text(SELECT_LOGIN)).first()
        if found is None or connection.scalar(_ROLE_EXISTS, {"role": found.role}):
            return None
        name = quoted_name(connection, found.role)
        command = f"CREATE ROLE {name} LOGIN PASSWORD '{_verifier(connection, *found)}'"
    return (
        f"There is no role {found.role}, which 'newsarchive query' uses; this user may not create it."
        f" Have an administrator run: {command}; then run 'newsarchive db upgrade' again."
    )


def login_location(location: URL, role: str, password: str) -> URL:
    """Return the archive's URL for that role."""
    return location.set(username=role, password=password).difference_update_query(
        ["user", "password", "passfile", "sslcert", "sslkey", "service"]
    )


def _login(connection: Connection) -> tuple[str, str]:
    found = connection.execute(text(SELECT_LOGIN)).first()
    if found is not None:
        return str(found.role), str(found.password)
    database = str(connection.scalar(text("SELECT current_database()")))
    role = _PREFIX + database
    if len(role.encode()) > _LONGEST_NAME:
        number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        role = f"{_PREFIX}{number}"
    password = secrets.token_urlsafe(32)
    connection.execute(
        text("INSERT INTO reader_logins (role, password) VALUES (:role, :password)"),
        {"role": role, "password": password},
    )
    return role, password


def _make(connection: Connection, role: str, password: str) -> None:
    name = quoted_name(connection, role)
    existing_role = connection.scalar(_ROLE_EXISTS, {"role": role})
    if connection.scalar(_MAY_MAKE_ROLES):
        secret = f"LOGIN PASSWORD '{_verifier(connection, role, password)}'"
        _run_as_text(connection, f"{'ALTER' if existing_role else 'CREATE'} ROLE {name} {secret}")
        settings = [_TEMPORARY] if connection.scalar(_IS_SUPERUSER) else []
        grant_connecting(connection, role, settings=settings)
    elif not existing_role:
        return
    grant_reading(connection, role)


def _verifier(connection: Connection, role: str, password: str) -> str:
    """Return what the server stores of the password: the password itself would appear in the server's log."""
    driver: Any = connection.connection.driver_connection
    verifier: bytes = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return verifier.decode()


def _run_as_text(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))


_ROLE_RIGHTS = text(
    """
    SELECT r.rolsuper AS super, r.rolname = current_user AS self,
        EXISTS (SELECT 1 FROM pg_class AS c WHERE c.relowner = r.oid) AS owner
    FROM pg_roles AS r WHERE r.rolname = :role
    """
)


class NoRolesError(UsageError):
    """SQLite has no roles."""

    default_hint = (
        "The permissions of the file decide who reads it. Let analysts read the file and write in its folder"
        " (SQLite needs that while a crawl writes); 'newsarchive query' opens it read-only."
    )


def grant_role(url: str, role: str) -> bool:
    """Let `role` read; return whether this call created it. Repeating it is allowed.

    Raises NoRolesError on SQLite, UsageError if the role could do more than read or the server refuses,
    ArchiveError if the archive cannot be reached or is not at head.
    """
    location = parsed(url)
    if sqlite_file(location) is not None:
        raise NoRolesError(f"The archive {masked(location)} is a SQLite file, which has no roles.")
    engine = make_engine(location, wait=LOCK_WAIT, pooled=False)
    with translated(location), engine.begin() as connection:
        demand_head(location, current_revision(connection))
        try:
            begin_writing(connection)
            return _grant_membership(connection, role)
        except (ProgrammingError, InternalError) as error:
            message = str(error.orig).strip().splitlines()[0]
            raise UsageError(
                f"The server does not let this user grant {role!r} the right to read: {message}.",
                hint=f"Have an administrator run: CREATE ROLE {quoted_name(connection, role)} LOGIN;"
                " then run this again as the owner of the archive, or as a role that may create roles.",
            ) from error


def _grant_membership(connection: Connection, role: str) -> bool:
    name = quoted_name(connection, role)
    existing_role = connection.execute(_ROLE_RIGHTS, {"role": role}).first()
    if existing_role is not None and (existing_role.super or existing_role.self or existing_role.owner):
        raise UsageError(
            f"The role {role!r} owns tables, is an administrator or runs this command: it can write.",
            hint="Name a separate role for reading; it is created if it does not exist.",
        )
    if existing_role is None:
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN".replace("%", "%%"))
    grant_connecting(connection, role)
    grant_reading(connection, role)
    return existing_role is None
