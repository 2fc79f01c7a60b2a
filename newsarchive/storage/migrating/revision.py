"""Where an archive stands: its address, its schema, and who is at work on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from newsarchive.errors import ArchiveUnavailableError, SchemaNotAtHeadError
from newsarchive.paths import bundled
from newsarchive.storage.database.database import Database, translated
from newsarchive.storage.database.engine import WAIT, make_engine, reading_engine
from newsarchive.storage.database.location import masked, parsed, require_file
from newsarchive.storage.schema import crawls, sources

# Where a schema stands, and which migrations this code carries: asked at every opening.
#
# Without Alembic: to load it and all scripts takes as long as a search. A migration's file has its name
# (`file_template` of newsarchive.storage.migrating.commands), and numbers put them in order.


def current_revision(connection: Connection) -> str | None:
    """Return where the schema of an open connection stands, None when no migration ever ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def known_revisions(scripts: Path | None = None) -> list[str]:
    """Return all migrations this code carries, oldest first; `scripts` is another folder of them (tests)."""
    folder = (scripts or bundled("migrations")) / "versions"
    return sorted(file.stem for file in folder.glob("[0-9]*_*.py"))


def head_revision(scripts: Path | None = None) -> str:
    """Return the newest migration this code carries."""
    return known_revisions(scripts)[-1]


def stored_revision(url: str) -> str | None:
    """Return where the schema of an archive stands; ArchiveUnavailableError where there is none."""
    address = parsed(url)
    require_file(address)
    engine = reading_engine(make_engine(address, wait=WAIT, pooled=False))
    with translated(address), engine.connect() as connection:
        return current_revision(connection)


# An archive opened for one question: checked, and closed again.

READ_WAIT = 30.0


@contextmanager
def checked_connection(url: str) -> Iterator[Connection]:
    """Give a connection that sees one state of the archive at `url`.

    Raises ArchiveUnavailableError or SchemaNotAtHeadError.
    """
    address = parsed(url)
    require_file(address)
    database = Database(address, wait=READ_WAIT)
    try:
        check_schema(database)
        with database.reading() as connection:
            yield connection
    finally:
        database.close()


def archive_status(url: str) -> list[tuple[str, str]]:
    """Return names and values to be shown; ArchiveUnavailableError where there is no archive."""
    address = parsed(url)
    require_file(address)
    engine = reading_engine(make_engine(address, wait=WAIT, pooled=False))
    with translated(address), engine.connect() as connection:
        return _lines(connection, address)


def _lines(connection: Connection, address: URL) -> list[tuple[str, str]]:
    current, head = current_revision(connection), head_revision()
    lines = [("archive", masked(address)), ("schema", current or "nothing"), ("head", head)]
    lines.append(("state", _state(current, head)))
    if current == head:
        lines += [("at work", text) for text in _open_crawls(connection)]
    return lines


def _state(current: str | None, head: str) -> str:
    if current == head:
        return "at head"
    behind = current in {None, *known_revisions()}
    return "behind: run 'newsarchive db upgrade'" if behind else "ahead of this code"


def _open_crawls(connection: Connection) -> list[str]:
    query = (
        select(crawls.c.kind, sources.c.name, crawls.c.pid, crawls.c.host, crawls.c.heartbeat_at)
        .outerjoin(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.ended_at.is_(None))
        .order_by(crawls.c.id)
    )
    return [
        f"{kind} of {name or 'pages'}, process {pid} on {host}, heard {heartbeat:%Y-%m-%d %H:%M:%S} UTC"
        for kind, name, pid, host, heartbeat in connection.execute(query)
    ]


def check_schema(database: Database) -> None:
    """Raise SchemaNotAtHeadError unless the schema is the newest this code knows."""
    try:
        with database.reading() as connection:
            current = current_revision(connection)
    except DatabaseError as error:  # a file that is no database
        raise ArchiveUnavailableError(f"{masked(database.address)} is no archive: {error.orig}") from error
    demand_head(database.address, current)


def demand_head(address: URL, current: str | None) -> None:
    """Raise SchemaNotAtHeadError unless `current` is the newest migration this code carries."""
    known = known_revisions()
    if current == known[-1]:
        return
    if current is None:
        raise SchemaNotAtHeadError(f"The database {masked(address)} holds no archive yet.")
    if current in known:
        raise SchemaNotAtHeadError(
            f"The archive {masked(address)} is behind this code: it is at {current}, needed is {known[-1]}.",
            hint="Run 'newsarchive db upgrade'.",
        )
    raise SchemaNotAtHeadError(
        f"The archive {masked(address)} is ahead of this code: it is at {current}, known is {known[-1]}.",
        hint="Install the version of newsarchive that made it, or a newer one.",
    )
