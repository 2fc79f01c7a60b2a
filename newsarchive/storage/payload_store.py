"""Bodies of answers, compressed and stored once however often they are seen."""

from __future__ import annotations

import zstandard
from sqlalchemy import Connection, insert, select

from newsarchive.storage.schema import payloads

# Level 3 takes 0.8 ms for a page of 265 KB (FACTS 6, 2026-09).
LEVEL = 3


def keep_payload(connection: Connection, sha256: str, body: bytes) -> None:
    """Store the body under its SHA-256 hex, unless it is there."""
    if connection.scalar(select(payloads.c.size).where(payloads.c.sha256 == sha256)) is None:
        packed = zstandard.ZstdCompressor(level=LEVEL).compress(body)
        connection.execute(insert(payloads).values(sha256=sha256, body=packed, size=len(body)))


def read_payload(connection: Connection, sha256: str) -> bytes | None:
    """Return the body as it came, None where it was not kept."""
    row = connection.execute(
        select(payloads.c.body, payloads.c.size).where(payloads.c.sha256 == sha256)
    ).first()
    return (
        None
        if row is None
        else zstandard.ZstdDecompressor().decompress(row.body, max_output_size=row.size or 1)
    )
