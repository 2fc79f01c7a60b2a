"""What a database must be for the archive to be the same on it as on every other (DESIGN 1)."""

from __future__ import annotations

import sqlite3

from newsarchive.errors import ArchiveUnavailableError

OLDEST_POSTGRESQL = 15
OLDEST_SQLITE = (3, 40)
ENCODING = "UTF8"


def demand_postgresql(version: int, encoding: str | None) -> None:
    """Raise ArchiveUnavailableError unless server and database will do.

    `version` is libpq's number (15.4 is 150004), `encoding` the database's, as the server reports it.
    """
    if version < OLDEST_POSTGRESQL * 10_000:
        raise ArchiveUnavailableError(
            f"The server is PostgreSQL {version // 10_000}; {OLDEST_POSTGRESQL} or newer is needed.",
            hint="Upgrade the server, or name another in NEWSARCHIVE_DATABASE_URL.",
        )
    if encoding != ENCODING:
        raise ArchiveUnavailableError(
            f"The database's encoding is {encoding}, which cannot hold every text; {ENCODING} is needed.",
            hint="Make one: createdb --template=template0 --encoding=UTF8 NAME",
        )


def demand_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise ArchiveUnavailableError when Python's SQLite is too old."""
    if version < OLDEST_SQLITE:
        raise ArchiveUnavailableError(
            f"This Python has SQLite {'.'.join(map(str, version))};"
            f" {'.'.join(map(str, OLDEST_SQLITE))} or newer is needed.",
            hint="Use a newer Python or system, or an archive on PostgreSQL.",
        )
