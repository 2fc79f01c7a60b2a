"""Response bodies, compressed and stored once however often they are fetched."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import zstandard
from sqlalchemy import ColumnElement, Connection, Select, delete, except_, insert, select

from newsarchive.errors import ArchiveError
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.schema import fetches, payloads, testimonies
from newsarchive.unpacking import Unpacked, UnpackLimit, unpack

# Level 3 takes 0.8 ms for a page of 265 KB (docs/explanation/performance.md#where-a-pages-time-goes).
_LEVEL = 3


def keep_payloads(connection: Connection, bodies: Mapping[str, bytes]) -> None:
    """Store the bodies under their SHA-256 (hex), unless they are stored already."""
    missing = dict(bodies)
    for part in chunks(sorted(bodies)):
        for sha256 in connection.scalars(select(payloads.c.sha256).where(payloads.c.sha256.in_(part))):
            del missing[sha256]
    if missing:
        packer = zstandard.ZstdCompressor(level=_LEVEL)
        rows = [
            {"sha256": sha256, "body": packer.compress(body), "size": len(body)}
            for sha256, body in missing.items()
        ]
        connection.execute(insert(payloads), rows)


def is_unneeded_payload(among: Collection[str] | None = None) -> ColumnElement[bool]:
    """Return the condition that a row of `payloads` is no body of a fetch and no text of a list.

    `among` are the hashes that are asked about, None: all. One pass over the fetches, whose column has no
    index: asked of each body apart, 13,000 bodies took 20 s, and ten times as many a hundred times as long.
    """

    def values(column: ColumnElement[str]) -> Select[str]:
        return select(column).where(column.is_not(None) if among is None else column.in_(among))

    named = (fetches.c.payload_sha256, testimonies.c.content_sha256)
    return payloads.c.sha256.in_(except_(values(payloads.c.sha256), *map(values, named)))


def drop_unneeded(connection: Connection, bodies: Collection[str]) -> int:
    """Delete those of the bodies that nothing needs any more; return how many."""
    deleted = 0
    for part in chunks(sorted(bodies)):
        unneeded = delete(payloads).where(is_unneeded_payload(part))
        deleted += connection.execute(unneeded).rowcount
    return deleted


def read_payload(connection: Connection, sha256: str) -> bytes | None:
    """Return the body as it was received, None if it was not kept."""
    row = connection.execute(
        select(payloads.c.body, payloads.c.size).where(payloads.c.sha256 == sha256)
    ).first()
    return None if row is None else payload_bytes(sha256, row.body, row.size)


def payload_bytes(sha256: str, body: bytes, size: int) -> bytes:
    """Return the bytes of a row of `payloads`; raises ArchiveError if it is damaged."""
    found = unpacked_payload(body, size)
    if found.reason is not None:
        raise ArchiveError(
            f"The stored body {sha256} cannot be unpacked: {found.detail}.",
            hint="'newsarchive db verify' lists all damaged rows; restore them from a backup.",
        )
    return found.body


def unpacked_payload(body: bytes, size: int) -> Unpacked:
    """Return the bytes of a row, never more than its `size`, and what is wrong with them."""
    return unpack(body, "zstd", UnpackLimit(size=size, free=size))
