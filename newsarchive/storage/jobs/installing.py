"""Procrastinate's tables, made and brought up to the installed version by `db upgrade`, beside Alembic.

Not migrations of ours: they are written by others, change with the library, and hold nothing that is not in
the archive too. Alembic looks at the archive's own schema only, so it never sees them.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from newsarchive.errors import SchemaNotAtHeadError
from newsarchive.storage.engine import begin_writing, make_engine
from newsarchive.storage.jobs.location import SCHEMA, WAIT, jobs_engine
from newsarchive.storage.location import parsed, shown, sqlite_file
from newsarchive.storage.translation import translated

# Beside Procrastinate's: which of its migrations have run (it keeps no account), and who its workers are.
OWN_TABLES = """
CREATE TABLE IF NOT EXISTS newsarchive_migrations (name text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS newsarchive_workers (
    worker_id bigint PRIMARY KEY REFERENCES procrastinate_workers (id) ON DELETE CASCADE,
    name text NOT NULL, host text NOT NULL, pid bigint NOT NULL, concurrency integer NOT NULL,
    started_at timestamp with time zone NOT NULL DEFAULT now()
);
"""


def install(url: str) -> str | None:
    """Make the tables, or bring them up; return what is to be said of it, None where there is nothing to do.

    Nothing is done on SQLite, or without the extra `fleet`. Whoever may not make a schema is told; an archive
    without workers needs none.
    """
    address = parsed(url)
    if sqlite_file(address) is not None or find_spec("procrastinate") is None:
        return None
    with translated(address):
        try:
            # Two upgrades do not meet: each holds the archive meanwhile, which no reader can.
            with make_engine(address, wait=WAIT, pooled=False).begin() as archive:
                begin_writing(archive)
                ran = _install(address)
        except ProgrammingError as error:
            said = str(error.orig).strip().splitlines()[0]
            return (
                f"The tables of the fleet were not made ({said}); only 'newsarchive worker' needs them."
                f" Have an administrator run: CREATE SCHEMA {SCHEMA} AUTHORIZATION {address.username}"
            )
    return f"The tables of the fleet are in the schema {SCHEMA} ({ran} steps)." if ran else None


def remove(url: str) -> None:
    """Drop the tables, where `install` has made them."""
    address = parsed(url)
    if sqlite_file(address) is not None:
        return
    engine = make_engine(address, wait=WAIT, pooled=False)
    with translated(address), engine.begin() as connection:
        if _exists(connection, "newsarchive_migrations"):
            connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))


def demand_installed(address: URL) -> None:
    """Raise SchemaNotAtHeadError unless the tables are those of the installed Procrastinate."""
    with translated(address), jobs_engine(address).connect() as connection:
        if not _exists(connection, "newsarchive_migrations"):
            raise SchemaNotAtHeadError(
                f"The archive {shown(address)} has no tables for a fleet.",
                hint="Run 'newsarchive db upgrade'.",
            )
        if find_spec("procrastinate") is not None and _missing(connection):
            raise SchemaNotAtHeadError(
                f"The tables of the fleet in {shown(address)} are older than the installed Procrastinate.",
                hint="Run 'newsarchive db upgrade'.",
            )


def _install(address: URL) -> int:
    with jobs_engine(address).begin() as connection:
        if not connection.scalar(text(f"SELECT to_regnamespace('{SCHEMA}') IS NOT NULL")):
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        fresh = not _exists(connection, "procrastinate_jobs")
        if fresh:
            _run(connection, _schema())
        if not _exists(connection, "newsarchive_migrations"):
            _run(connection, OWN_TABLES)
        missing = _missing(connection)
        for name in missing:
            if not fresh:
                _run(connection, (_folder() / name).read_text(encoding="utf-8"))
            connection.execute(text("INSERT INTO newsarchive_migrations VALUES (:name)"), {"name": name})
        return len(missing)


def _missing(connection: Connection) -> list[str]:
    """Return the migrations of the installed Procrastinate that have not run, oldest first."""
    ran = set(connection.scalars(text("SELECT name FROM newsarchive_migrations")))
    return sorted(path.name for path in _folder().glob("*.sql") if path.name not in ran)


def _exists(connection: Connection, table: str) -> bool:
    return bool(connection.scalar(text(f"SELECT to_regclass('{SCHEMA}.{table}') IS NOT NULL")))


def _run(connection: Connection, script: str) -> None:
    # By the driver itself: several statements at once, and no sign in them is a parameter.
    driver: Any = connection.connection.driver_connection
    driver.execute(script)


def _folder() -> Path:
    from procrastinate.schema import migrations_path  # noqa: PLC0415 - an extra

    return Path(migrations_path)


def _schema() -> str:
    from procrastinate.schema import SchemaManager  # noqa: PLC0415 - an extra

    return str(SchemaManager.get_schema())
