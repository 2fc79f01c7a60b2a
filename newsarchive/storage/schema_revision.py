"""Where a schema stands, and which migrations this code carries: asked at every opening.

Without Alembic: to load it and all scripts takes as long as a search. A migration's file has its name
(`file_template` of newsarchive.storage.migrating), and numbers put them in order.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from newsarchive.paths import bundled
from newsarchive.storage.engine import WAIT, make_engine, reading
from newsarchive.storage.folders import require_file
from newsarchive.storage.location import parsed
from newsarchive.storage.translation import translated


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
    engine = reading(make_engine(address, wait=WAIT, pooled=False))
    with translated(address), engine.connect() as connection:
        return current_revision(connection)
