"""Tables of upkeep: what was read again, what was taken down, what publishers reserve."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, UniqueConstraint

from newsarchive.storage.schema.base import identity, link, metadata, one_of
from newsarchive.storage.types import UtcDateTime, Words

REREAD_OUTCOMES = ("unchanged", "metadata", "revised", "accepted", "refused", "doubted")

# One row a capture that `reprocess` has read again: by which code and hints last, and what came of it.
rereads = Table(
    "rereads",
    metadata,
    Column("fetch_id", BigInteger, ForeignKey("fetches.id"), primary_key=True, autoincrement=False),
    link("crawl_id", "crawls"),
    # SHA-256 hex of the code that reads and of the hints it was given.
    Column("reader", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("reread_at", UtcDateTime, nullable=False),
    one_of("outcome", REREAD_OUTCOMES),
    Index(None, "crawl_id"),
    comment="Captures that reprocessing has read again",
)

# Addresses that must stay out; a row outlives everything else that was known of its address.
forgotten = Table(
    "forgotten",
    metadata,
    identity(),
    Column("url_key", Words, nullable=False),
    Column("url", Words, nullable=False),
    # Of the article that stood here, for those who hold copies; its row is gone.
    Column("article_id", BigInteger),
    Column("reason", Words, nullable=False),
    Column("forgotten_at", UtcDateTime, nullable=False),
    UniqueConstraint("url_key"),
    comment="Addresses taken down, which must stay out",
)

# What a capture says about being kept (`noarchive`) and mined (`tdm`), as it says it.
capture_rights = Table(
    "capture_rights",
    metadata,
    identity(),
    link("fetch_id", "fetches"),
    Column("kind", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("value", Words, nullable=False),
    one_of("kind", ("noarchive", "tdm")),
    one_of("origin", ("header", "meta")),
    Index(None, "fetch_id"),
    comment="What captures say about being kept or mined",
)
