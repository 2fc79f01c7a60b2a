"""Which sources need a browser, as found out by trying."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from newsarchive.storage.interfaces import Rendering
from newsarchive.storage.registry import ensure_sources
from newsarchive.storage.schema import renderings, sources
from newsarchive.storage.transactions import Database


class ArchiveRenderings:
    """The door `Renderings` (see newsarchive.storage.interfaces)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source: str) -> Rendering | None:
        """What is known of a source; None where nothing was tried."""
        query = (
            select(renderings.c.mode, renderings.c.tried, renderings.c.helped, renderings.c.decided_at)
            .join(sources, sources.c.id == renderings.c.source_id)
            .where(sources.c.name == source)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Rendering(**row._mapping)

    def remember(self, source: str, rendering: Rendering) -> None:
        """Keep what was found out, instead of what was known before."""
        values = {
            "mode": rendering.mode,
            "tried": rendering.tried,
            "helped": rendering.helped,
            "decided_at": rendering.decided_at,
        }
        with self._database.writing() as connection:
            number = ensure_sources(connection, [source])[source]
            connection.execute(delete(renderings).where(renderings.c.source_id == number))
            connection.execute(insert(renderings), {"source_id": number} | values)
