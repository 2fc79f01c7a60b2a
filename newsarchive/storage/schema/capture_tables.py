"""Tables of captures: answers, what was removed, repaired, reprocessed, reserved or taken down."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
)

from newsarchive import clock
from newsarchive.evidence import BlockPlace, ReservationKind, ReservationOrigin
from newsarchive.lifecycle import STORED_OUTCOMES, STORED_REREADS, Verdict
from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.schema.base import ARTICLE_FIELD, IS_JUDGEMENT, identity, link, metadata, one_of

payloads = Table(
    "payloads",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("body", LargeBinary, nullable=False),  # zstd
    Column("size", BigInteger, nullable=False),  # bytes before compression
    comment="Bodies of answers, compressed with zstd, each once",
)

fetches = Table(
    "fetches",
    metadata,
    identity(),
    link("url_id", "urls"),
    link("crawl_id", "crawls"),
    # As requested, to the letter: spellings share one row of `urls`, but a resumed import distinguishes them.
    Column("url", Words, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    # When it was stored: `--as-of` goes by this time, since an import may bring older captures.
    Column("recorded_at", UtcDateTime, nullable=False, default=clock.now),
    Column("outcome", Words, nullable=False),
    Column("status", Integer),
    Column("final_url", Words),
    Column("content_type", Words),
    Column("headers", Words),  # one `name: value` a line
    Column("body_sha256", Words),
    Column("body_size", BigInteger),
    Column("payload_sha256", Words),
    Column("verdict", Words),
    Column("reason", Words),
    Column("detail", Words),
    link("revision_id", "revisions", nullable=True, late=True),
    Column("charset", Words),
    # What kind of page it was taken for (evidence.PageKind), and how sure that was; NULL where nothing told.
    Column("kind", Words),
    Column("kind_confidence", Float),
    # The URL's source, which never changes, and the day of the answer in its time zone, by which coverage is
    # counted. The day is NULL until `db upgrade` has filled it.
    link("source_id", "sources"),
    Column("day", Date),
    # Stored, since SQLite gives an expression in a view no type: it would show 1 for true.
    Column("payload_kept", Boolean, nullable=False, server_default=false()),
    CheckConstraint("payload_kept = (payload_sha256 IS NOT NULL)", name="payload_kept"),
    one_of("outcome", STORED_OUTCOMES),
    one_of("verdict", Verdict),
    Index(None, "url_id", "body_sha256"),
    Index(None, "crawl_id"),
    Index(None, "revision_id"),
    Index(None, "source_id", "day", "outcome"),
    comment="Every answer and failure, and what came of it",
)

removed_blocks = Table(
    "removed_blocks",
    metadata,
    identity(),
    link("fetch_id", "fetches"),
    link("revision_id", "revisions", nullable=True),
    Column("position", Integer, nullable=False),
    Column("place", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("rule", Words, nullable=False),
    Column("score", Float, nullable=False, info=IS_JUDGEMENT),
    Column("text", Words, nullable=False),
    Column("hosts", Words, nullable=False),  # joined by one space
    one_of("place", BlockPlace),
    Index(None, "fetch_id"),
    Index(None, "revision_id"),
    comment="What was cut out of a capture, as evidence",
    info={ARTICLE_FIELD: "removed"},
)

repairs = Table(
    "repairs",
    metadata,
    identity(),
    link("fetch_id", "fetches"),
    link("revision_id", "revisions", nullable=True),
    Column("kind", Words, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("confidence", Float, nullable=False, info=IS_JUDGEMENT),
    Index(None, "fetch_id"),
    Index(None, "revision_id"),
    comment="Damage undone in a capture, by kind",
    info={ARTICLE_FIELD: "repairs"},
)

# One row per reprocessed capture: the code and hints that read it last, and the outcome.
rereads = Table(
    "rereads",
    metadata,
    Column("fetch_id", BigInteger, ForeignKey("fetches.id"), primary_key=True, autoincrement=False),
    link("crawl_id", "crawls"),
    # SHA-256 (hex) of the code that read it and of its hints.
    Column("reader", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("reread_at", UtcDateTime, nullable=False),
    one_of("outcome", STORED_REREADS),
    Index(None, "crawl_id"),
    comment="Captures that reprocessing has read again",
)

# URLs that must stay out; a row outlives everything else that was stored about its URL.
forgotten = Table(
    "forgotten",
    metadata,
    identity(),
    Column("url_key", Words, nullable=False),
    Column("url", Words, nullable=False),
    # Row number of the deleted article, for those who hold copies of its data.
    Column("article_id", BigInteger),
    Column("reason", Words, nullable=False),
    Column("forgotten_at", UtcDateTime, nullable=False),
    UniqueConstraint("url_key"),
    comment="URLs taken down, which must stay out",
)

# What a capture says about being archived (`noarchive`) and mined (`tdm`), in its own words.
capture_rights = Table(
    "capture_rights",
    metadata,
    identity(),
    link("fetch_id", "fetches"),
    Column("kind", Words, nullable=False),
    Column("origin", Words, nullable=False),
    Column("value", Words, nullable=False),
    one_of("kind", ReservationKind),
    one_of("origin", ReservationOrigin),
    Index(None, "fetch_id"),
    comment="What captures say about being kept or mined",
)
