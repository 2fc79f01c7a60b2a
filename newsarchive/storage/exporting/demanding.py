"""The source that an export is asked for must be one of the archive's."""

from __future__ import annotations

from sqlalchemy import Connection, select

from newsarchive.errors import UsageError
from newsarchive.storage.schema import sources


def demand_source(connection: Connection, source: str | None) -> None:
    """Raise UsageError where the archive has no source of that name; None, all of them, is fine."""
    if source is None:
        return
    if connection.scalar(select(sources.c.id).where(sources.c.name == source)) is None:
        raise UsageError(
            f"The archive has no source {source!r}.",
            hint='See which it has: newsarchive query "SELECT name FROM sources ORDER BY name"',
        )
