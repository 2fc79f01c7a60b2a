"""The table of the search index. What SQLite searches in is `search_words`, a full-text table beside it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR

from newsarchive.storage.schema.base import link, metadata
from newsarchive.storage.types import UtcDateTime

# Derived: made from the newest revision of each article, and again from nothing by `db upgrade`.
search_entries = Table(
    "search_entries",
    metadata,
    # The day published times 2**24 and a running number: the order of the ids is that of the days, so that
    # the newest hits come first out of an index on it alone. Never shown; 0 is the day of unknown dates.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    link("article_id", "articles"),
    link("revision_id", "revisions"),
    Column("published_at", UtcDateTime),
    # Too many words for an index: the text itself is looked at, for every query.
    Column("unlisted", Boolean, nullable=False),
    # On PostgreSQL only, with a GIN index; on SQLite the words are in `search_words`, and this is NULL.
    Column("words", Text().with_variant(TSVECTOR(), "postgresql")),
    UniqueConstraint("article_id"),
    UniqueConstraint("revision_id"),
    comment="The search index: the words of each article's newest revision",
)
# Made by SQL of the migration, unknown to the metadata: an index of PostgreSQL, the tables of SQLite's FTS5.
WORDS_INDEX = "ix_search_entries_words"
WORDS_TABLE = "search_words"
WORDS_SHADOWS = frozenset({WORDS_TABLE, *(f"{WORDS_TABLE}_{part}" for part in ("data", "idx", "config"))})
