"""Tables of what lists say of articles, and of the facts of a revision that their word decided."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint, text

from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.schema.base import ARTICLE_FIELD, identity, link, metadata

_WITH_GUID = text("guid IS NOT NULL")

# One row per listing, article URL and distinct content. Lists of values are joined by line feeds.
testimonies = Table(
    "testimonies",
    metadata,
    identity(),
    link("url_id", "urls"),
    link("listing_id", "urls"),  # of the document that says so
    Column("said_key", Words, nullable=False),  # newsarchive.testimony.ListedFacts.key
    Column("heard_at", UtcDateTime, nullable=False),
    Column("last_heard_at", UtcDateTime, nullable=False),
    Column("position", Integer),  # in the document as read last, from 1
    # Fields of which the document says the same for all its links.
    Column("uniform", Words),
    Column("title", Words),
    Column("published_at", Words),  # ISO 8601, as the list has it; so is changed_at
    Column("changed_at", Words),
    Column("authors", Words),
    Column("categories", Words),
    Column("guid", Words),
    Column("language", Words),
    Column("summary", Words),
    # Of the article's text as the list has it; the bytes (UTF-8) are in `payloads`.
    Column("content_sha256", Words),
    Column("image", Words),
    UniqueConstraint("url_id", "listing_id", "said_key"),
    Index(None, "listing_id"),
    # A guid may be longer than PostgreSQL's btree allows (2,704 bytes).
    Index(
        "ix_testimonies_guid",
        "guid",
        sqlite_where=_WITH_GUID,
        postgresql_where=_WITH_GUID,
        postgresql_using="hash",
    ),
    Index(None, "content_sha256"),
    comment="What feeds, sitemaps and other lists say of the articles they name",
)

votes = Table(
    "votes",
    metadata,
    identity(),
    link("revision_id", "revisions"),
    Column("position", Integer, nullable=False),
    Column("field", Words, nullable=False),
    Column("page_said", Words),  # what the page by itself would have been read as
    Column("listing", Words, nullable=False),  # URL
    UniqueConstraint("revision_id", "position"),
    comment="Facts of a revision that the word of a list decided",
    info={ARTICLE_FIELD: "votes"},
)
