"""Where the jobs are: the archive's own PostgreSQL, by a search path of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from newsarchive.errors import UsageError
from newsarchive.storage.engine import CONNECT_TIMEOUT, make_engine
from newsarchive.storage.location import parsed, shown, sqlite_file

SCHEMA = "jobs"
# How long the database may keep us waiting for a lock, in seconds.
WAIT = 30.0


class NoFleetError(UsageError):
    """SQLite is a file of one machine."""

    default_hint = (
        "Use 'newsarchive schedule' on this machine, or move the archive to PostgreSQL: set"
        " NEWSARCHIVE_DATABASE_URL=postgresql://USER@HOST/DB and run 'newsarchive db upgrade'."
    )


def server(url: str) -> URL:
    """Return the address of the PostgreSQL server; NoFleetError for a SQLite file."""
    address = parsed(url)
    if sqlite_file(address) is not None:
        raise NoFleetError(
            f"The archive {shown(address)} is a SQLite file: workers on several machines cannot share it."
        )
    return address


def jobs_engine(address: URL) -> Engine:
    """Return an engine whose sessions see the schema `jobs`, and no other."""
    more = f"{_given_options(address)} -c search_path={SCHEMA}".strip()
    return make_engine(address.update_query_dict({"options": more}), wait=WAIT, pooled=False)


def connection_settings(url: str) -> dict[str, Any]:
    """Return what psycopg's pool is to be told, to connect as `jobs_engine` does."""
    address = server(url)
    options = f"{_given_options(address)} -c search_path={SCHEMA} -c timezone=UTC".strip()
    address = address.set(drivername="postgresql").difference_update_query(["options"])
    return {
        "conninfo": address.render_as_string(hide_password=False),
        "kwargs": {"options": options, "connect_timeout": CONNECT_TIMEOUT},
    }


def _given_options(address: URL) -> str:
    given = address.query.get("options", "")
    return given if isinstance(given, str) else " ".join(given)
