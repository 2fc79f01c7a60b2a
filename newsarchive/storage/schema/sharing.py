"""Tables of what pages of one host share: learned when a run completes, applied by those that begin later."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, UniqueConstraint

from newsarchive.storage.schema.base import identity, link, metadata, one_of
from newsarchive.storage.types import UtcDateTime, Words

# One row a completed run that learned something new; the newest says how far the archive was read.
learnings = Table(
    "learnings",
    metadata,
    identity(),
    link("crawl_id", "crawls"),
    Column("learned_at", UtcDateTime, nullable=False),
    # Row number of the newest revision looked at.
    Column("last_revision", BigInteger, nullable=False),
    Index(None, "crawl_id"),
    comment="Completed runs that learned what pages of a host share",
)

host_lines = Table(
    "host_lines",
    metadata,
    identity(),
    link("source_id", "sources"),
    Column("host", Words, nullable=False),
    Column("place", Words, nullable=False),
    Column("line_key", Words, nullable=False),
    Column("line", Words, nullable=False),
    # On how many stories it stood, of how many that were looked at.
    Column("stories", Integer, nullable=False),
    Column("stories_seen", Integer, nullable=False),
    UniqueConstraint("source_id", "host", "place", "line_key"),
    one_of("place", ("head", "inside", "tail")),
    comment="Lines that pages of one host share",
)

spam_hosts = Table(
    "spam_hosts",
    metadata,
    identity(),
    link("source_id", "sources"),
    Column("host", Words, nullable=False),
    Column("spam_host", Words, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("stories_seen", Integer, nullable=False),
    UniqueConstraint("source_id", "host", "spam_host"),
    comment="Hosts that spam on pages of one host leads to",
)
