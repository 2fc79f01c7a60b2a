"""Who may read the views on PostgreSQL: given, and given back when a migration has made the views anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from newsarchive.storage.schema import VIEWS

# Beside the views: where the schema stands, and what `article_search`, `--as-of`, `history` and `why` read
# under them. No bodies of pages: analysts need none.
TABLES = (
    "alembic_version",
    "search_entries",
    "articles",
    "article_pasts",
    "revisions",
    "people",
    "tags",
    "fetches",
    "removed_blocks",
    "repairs",
    "urls",
    "url_events",
    "crawls",
    "hosts",
    "forgotten",
    "sources",
)
# As `newsarchive query` has it (DESIGN 2.2): one analyst's slip must not hold a server for ever.
STATEMENT_TIMEOUT = "60s"
GRANTED = text(
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
class Rights:
    """`pairs`: views and the roles that may read them; `readers`: roles that may read every view there is."""

    pairs: tuple[tuple[str, str], ...] = ()
    readers: tuple[str, ...] = ()


def rights(connection: Connection) -> Rights:
    """Return what was granted; nothing on SQLite, where the file's permissions say who reads."""
    if connection.dialect.name != "postgresql":
        return Rights()
    pairs = tuple((str(row[0]), str(row[1])) for row in connection.execute(GRANTED))
    there = set(existing(connection, VIEWS))
    held: dict[str, set[str]] = {}
    for view, role in pairs:
        held.setdefault(role, set()).add(view)
    return Rights(pairs, tuple(role for role in sorted(held) if there <= held[role]))


def give_back(connection: Connection, before: Rights) -> None:
    """Grant again what views that were dropped have lost; whoever could read every view can again."""
    there = set(existing(connection, [view for view, _role in before.pairs]))
    # A downgrade takes the role that queries connect as.
    roles = set(connection.scalars(text("SELECT rolname FROM pg_roles"))) if before.pairs else set()
    for view, role in before.pairs:
        if view in there and role in roles:
            _grant(connection, view, role)
    for role in before.readers:
        if role in roles:
            grant_reading(connection, role)


def grant_reading(connection: Connection, role: str) -> None:
    """Let the role read every view, and what the commands that read texts need."""
    for name in existing(connection, (*VIEWS, *TABLES)):
        _grant(connection, name, role)


def grant_connecting(connection: Connection, role: str, *, settings: Sequence[str] = ()) -> None:
    """Let the role into database and schema, for sessions that only read and stop a long statement."""
    name = quoted(connection, role)
    database = quoted(connection, str(connection.scalar(text("SELECT current_database()"))))
    schema = quoted(connection, str(connection.scalar(text("SELECT current_schema()"))))
    _run(connection, f"GRANT CONNECT ON DATABASE {database} TO {name}")
    _run(connection, f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    usual = ("default_transaction_read_only = on", f"statement_timeout = '{STATEMENT_TIMEOUT}'")
    for setting in (*usual, *settings):
        _run(connection, f"ALTER ROLE {name} IN DATABASE {database} SET {setting}")


def existing(connection: Connection, names: tuple[str, ...] | list[str]) -> list[str]:
    """Return which of these tables and views the schema has."""
    query = text("SELECT to_regclass(quote_ident(:name)) IS NOT NULL")
    return [name for name in names if connection.scalar(query, {"name": name})]


def _grant(connection: Connection, name: str, role: str) -> None:
    _run(connection, f"GRANT SELECT ON {name} TO {quoted(connection, role)}")


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement.replace("%", "%%"))


def quoted(connection: Connection, name: str) -> str:
    """Return a name as SQL, always in quotes."""
    return str(connection.dialect.identifier_preparer.quote_identifier(name))
