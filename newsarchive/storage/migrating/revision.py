"""The schema's revision of an archive, checked whenever it is opened, and who is working on it.

Alembic is not used here: loading it and all scripts takes as long as a search. A migration's file has its
name (`file_template` of newsarchive.storage.migrating.commands), and numbers put them in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from newsarchive import clock
from newsarchive.errors import ArchiveUnavailableError, SchemaNotAtHeadError
from newsarchive.logs.formats import spelled_name
from newsarchive.paths import bundled
from newsarchive.storage.database.database import Database, translated
from newsarchive.storage.database.engine import LOCK_WAIT, make_engine, reading_engine
from newsarchive.storage.database.location import masked, parsed, require_file
from newsarchive.storage.database.processes import Holder, has_died
from newsarchive.storage.database.server_clock import by_server
from newsarchive.storage.schema import crawls, sources


def current_revision(connection: Connection) -> str | None:
    """Return the revision of an open connection's schema, spelled in one line; None if none ever ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else spelled_name(found)


def known_revisions(scripts: Path | None = None) -> list[str]:
    """Return all migrations of this code, oldest first; `scripts` is another folder of them (tests)."""
    folder = (scripts or bundled("migrations")) / "versions"
    return sorted(file.stem for file in folder.glob("[0-9]*_*.py"))


def head_revision(scripts: Path | None = None) -> str:
    """Return the newest migration of this code."""
    return known_revisions(scripts)[-1]


def stored_revision(url: str) -> str | None:
    """Return the revision of an archive's schema; ArchiveUnavailableError if there is no archive."""
    location = parsed(url)
    require_file(location)
    engine = reading_engine(make_engine(location, wait=LOCK_WAIT, pooled=False))
    with translated(location), engine.connect() as connection:
        return current_revision(connection)


_READ_WAIT = 30.0


@contextmanager
def checked_connection(url: str) -> Iterator[Connection]:
    """Give a connection that sees one state of the archive at `url`, whose schema was checked.

    Raises ArchiveUnavailableError or SchemaNotAtHeadError.
    """
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=_READ_WAIT)
    try:
        check_schema(database)
        with database.reading() as connection:
            yield connection
    finally:
        database.close()


def archive_status(url: str) -> list[tuple[str, str]]:
    """Return names and values to show; ArchiveUnavailableError if there is no archive."""
    location = parsed(url)
    require_file(location)
    engine = reading_engine(make_engine(location, wait=LOCK_WAIT, pooled=False))
    with translated(location), engine.connect() as connection:
        return _lines(connection, location)


def _lines(connection: Connection, location: URL) -> list[tuple[str, str]]:
    current, head = current_revision(connection), head_revision()
    lines = [("archive", masked(location)), ("schema", current or "nothing"), ("head", head)]
    lines.append(("state", _state(current, head)))
    if current == head:
        lines += _open_crawls(connection)
    return lines


def _state(current: str | None, head: str) -> str:
    if current == head:
        return "at head"
    is_behind = current in {None, *known_revisions()}
    return "behind: run 'newsarchive db upgrade'" if is_behind else "ahead of this code"


def _open_crawls(connection: Connection) -> list[tuple[str, str]]:
    query = (
        select(
            crawls.c.kind,
            sources.c.name,
            crawls.c.pid,
            crawls.c.host,
            crawls.c.process_started,
            crawls.c.heartbeat_at,
        )
        .outerjoin(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.ended_at.is_(None))
        .order_by(crawls.c.id)
    )
    now = by_server(connection, clock.now())
    lines = []
    for kind, name, pid, host, started, heartbeat in connection.execute(query):
        died = has_died(Holder(host, pid, started), heartbeat, now)
        told = f"{kind} of {name or 'pages'}, process {pid} on {host}"
        last = f"{heartbeat:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(
            ("died", f"{told}, last alive at {last}") if died else ("at work", f"{told}, alive at {last}")
        )
    return lines


def check_schema(database: Database) -> None:
    """Raise SchemaNotAtHeadError unless the schema is the newest of this code."""
    try:
        with database.reading() as connection:
            current = current_revision(connection)
    except DatabaseError as error:  # a file that is not a database
        message = f"{masked(database.location)} is not an archive: {error.orig}"
        raise ArchiveUnavailableError(message) from error
    demand_head(database.location, current)


def demand_head(location: URL, current: str | None) -> None:
    """Raise SchemaNotAtHeadError unless `current` is the newest migration of this code."""
    migrations = known_revisions()
    newest = migrations[-1]
    if current == newest:
        return
    if current is None:
        raise SchemaNotAtHeadError(
            f"The database {masked(location)} contains no archive yet.",
            hint="Create it: newsarchive db upgrade",
        )
    if current in migrations:
        raise SchemaNotAtHeadError(
            f"The archive {masked(location)} is behind this code: it is at {current}, needed is {newest}.",
            hint="Run 'newsarchive db upgrade'.",
        )
    demand_known(location, current, migrations)


def demand_known(location: URL, current: str | None, migrations: Sequence[str]) -> None:
    """Raise SchemaNotAtHeadError for a schema that this code does not know: it has no step from there."""
    if current is None or current in migrations:
        return
    raise SchemaNotAtHeadError(
        f"The archive {masked(location)} is ahead of this code: it is at {current}, known is"
        f" {migrations[-1]}.",
        hint="Install the version of newsarchive that made it, or a newer one.",
    )
