"""Tables that say when something is asked for again, and what earlier visits brought."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, Table, UniqueConstraint

from newsarchive.storage.schema.base import identity, link, metadata
from newsarchive.storage.types import UtcDateTime, Words

# Feeds, sitemaps and sections: what names articles.
feeds = Table(
    "feeds",
    metadata,
    identity(),
    link("url_id", "urls"),
    link("source_id", "sources"),
    Column("interval", Float, nullable=False),  # seconds to the next poll
    Column("next_poll_at", UtcDateTime, nullable=False),
    Column("last_polled_at", UtcDateTime),
    Column("last_new_at", UtcDateTime),  # when a poll last named an address nobody knew
    Column("polls", BigInteger, nullable=False, server_default="0"),
    Column("last_entries", Integer),
    Column("last_new", Integer),
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("last_full_at", UtcDateTime),  # of the last whole answer: a 304 may be untrue
    # By which declaration the last whole answer was read (Source.list_key): under another a 304 hides links.
    Column("read_by", Words),
    Column("rhythm", Words),  # newsarchive.planning.rhythm
    UniqueConstraint("url_id"),
    Index(None, "source_id", "next_poll_at"),
    comment="When each feed, sitemap and section is polled, and what its polls brought",
)

# How often rechecks of a source's articles find an edit, by how old the article is.
edit_rates = Table(
    "edit_rates",
    metadata,
    identity(),
    link("source_id", "sources"),
    Column("age_class", Integer, nullable=False),  # number of the age class, youngest 0
    Column("checks", Float, nullable=False),  # older ones weigh less, hence no whole numbers
    Column("edits", Float, nullable=False),
    Column("days", Float, nullable=False),  # days watched, between two looks at one article, summed
    UniqueConstraint("source_id", "age_class"),
    comment="How often articles of a source are edited, by age",
)
