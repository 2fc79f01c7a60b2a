"""Tables of copies: a fingerprint of every article's latest text, which are alike, what copies add."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    text,
)

from newsarchive.storage.schema.base import identity, link, metadata, one_of
from newsarchive.storage.types import Words

# Written with the revision; looked up by `state`, which says what grouping has still to do with it: `new` was
# never looked at, `again` has another address or name, `gone` was replaced by a later revision.
STATES = ("new", "grouped", "again", "gone")

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("revision_id", BigInteger, ForeignKey("revisions.id"), primary_key=True, autoincrement=False),
    link("article_id", "articles"),
    # Equal for texts of the same words; NULL, like the signature, where a text is too short to compare.
    Column("text_key", BigInteger),
    Column("size", Integer, nullable=False),
    Column("signature", LargeBinary),
    # Host of the canonical link the page stated, its own or another's.
    Column("points_to", Words),
    Column("state", Words, nullable=False),
    one_of("state", STATES),
    Index(None, "article_id"),
    # Without those that are only saved: a save would write at a random place of it.
    Index(
        "ix_fingerprints_text_key",
        "text_key",
        sqlite_where=text("state <> 'new'"),
        postgresql_where=text("state <> 'new'"),
    ),
    Index(
        "ix_fingerprints_pending",
        "revision_id",
        sqlite_where=text("state <> 'grouped'"),
        postgresql_where=text("state <> 'grouped'"),
    ),
    comment="What a text looks like to a comparison: its key, size and MinHash signature",
    sqlite_with_rowid=False,
)

# Texts of one band may be alike. One row for all articles of the same words; no row number on SQLite.
fingerprint_bands = Table(
    "fingerprint_bands",
    metadata,
    Column("band_key", BigInteger, primary_key=True, autoincrement=False),
    Column("text_key", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
    comment="Where to look for texts that may be alike",
)

# Pairs that were compared and are alike; each both ways.
similar_texts = Table(
    "similar_texts",
    metadata,
    Column("text_key", BigInteger, primary_key=True, autoincrement=False),
    Column("other_key", BigInteger, primary_key=True, autoincrement=False),
    Column("relation", Words, nullable=False),
    one_of("relation", ("copy", "part")),
    comment="Pairs of texts that were compared and are alike",
    sqlite_with_rowid=False,
)

syndications = Table(
    "syndications",
    metadata,
    identity(),
    Column("copies", Integer, nullable=False),
    Column("hosts", Integer, nullable=False),
    comment="Stories that several addresses have",
)

injected_paragraphs = Table(
    "injected_paragraphs",
    metadata,
    identity(),
    link("article_id", "articles"),
    Column("position", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("rule", Words),
    Column("score", Float, nullable=False),
    Column("also_in", Integer, nullable=False),
    UniqueConstraint("article_id", "position"),
    comment="Paragraphs that copies have and their origin has not",
)
