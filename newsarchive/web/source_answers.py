"""Sources: their names, their health."""

from __future__ import annotations

from newsarchive.web.archive_reader import ArchiveReader


def source_names_of(reader: ArchiveReader) -> list[str]:
    """Return the names of all sources, in order."""
    with reader.reading() as reading:
        rows = reading.records(("source",), "FROM source_health ORDER BY source")
    return [str(row["source"]) for row in rows]
