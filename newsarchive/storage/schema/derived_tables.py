"""Derived tables: search index, boilerplate, fingerprints and copies, and rows that `db upgrade` writes."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from newsarchive.evidence import BlockPlace, TextRelation
from newsarchive.storage.database.column_values import BigId, UtcDateTime, Words
from newsarchive.storage.schema.base import identity, link, metadata, one_of

# The search index, made from the newest revision of each article; `db upgrade` can make it from nothing.
# SQLite searches in `search_words`, a full-text table beside it.
search_entries = Table(
    "search_entries",
    metadata,
    # The day of publication times 2**24 plus a running number, so that an index on the id alone gives the
    # newest hits first. Never shown; the day is 0 if it is unknown.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    link("article_id", "articles"),
    link("revision_id", "revisions"),
    Column("published_at", UtcDateTime),
    # True if it has too many words for an index: every query then reads the text itself.
    Column("unlisted", Boolean, nullable=False),
    # Only on PostgreSQL, with a GIN index; on SQLite the words are in `search_words`, and this is NULL.
    Column("words", Text().with_variant(TSVECTOR(), "postgresql")),
    UniqueConstraint("article_id"),
    UniqueConstraint("revision_id"),
    comment="The search index: the words of each article's newest revision",
)
# What the articles that are shown are counted by: a count of a million of them reads an index, and that of a
# word's hits a short row of each. Written with the search entry, from the same revision.
article_facets = Table(
    "article_facets",
    metadata,
    Column("article_id", BigId, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    link("source_id", "sources"),
    Column("language", Words),
    Column("published_on", Date),
    Index(None, "source_id", "language", "published_on"),
    Index(None, "published_on", "language", "source_id"),
    comment="The source, language and day of each article's newest revision, to count by",
)
# Made by SQL in the migration and not in the metadata: an index of PostgreSQL, the tables of SQLite's FTS5.
WORDS_INDEX = "ix_search_entries_words"
_WORDS_TABLE = "search_words"
WORDS_SHADOWS = frozenset({_WORDS_TABLE, *(f"{_WORDS_TABLE}_{part}" for part in ("data", "idx", "config"))})


# Boilerplate of hosts: learned when a run completes, applied by runs that begin later.

# One row per completed run that learned something new; the newest tells how far the archive was read.
learnings = Table(
    "learnings",
    metadata,
    identity(),
    link("crawl_id", "crawls"),
    Column("learned_at", UtcDateTime, nullable=False),
    # Row number of the newest revision that was read.
    Column("last_revision", BigInteger, nullable=False),
    # Row number of the newest outline that was read; NULL before there were any.
    Column("last_outline", BigInteger),
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
    # How many stories had it, of how many that were read.
    Column("stories", Integer, nullable=False),
    Column("stories_seen", Integer, nullable=False),
    UniqueConstraint("source_id", "host", "place", "line_key"),
    one_of("place", (BlockPlace.HEAD, BlockPlace.INSIDE, BlockPlace.TAIL)),
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

# The boxes of the newest capture of an article, packed (newsarchive.text.boilerplate.page_outline); kept for
# the newest articles of each host.
page_outlines = Table(
    "page_outlines",
    metadata,
    identity(),
    link("article_id", "articles"),
    link("source_id", "sources"),
    Column("host", Words, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("outline", LargeBinary, nullable=False),
    UniqueConstraint("article_id"),
    Index(None, "source_id", "host"),
    comment="Which boxes the text of a page stands in, for the newest pages of each host",
    # A number that was learned from must not come back with another outline.
    sqlite_autoincrement=True,
)

# A `name` is a class or an id by which boxes are told apart, and its own key.
_BOX_ROLES = ("apart", "label", "name", "text")

host_boxes = Table(
    "host_boxes",
    metadata,
    identity(),
    link("source_id", "sources"),
    Column("host", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("box_key", Words, nullable=False),
    # The innermost boxes of its path, as the pages call them; of a name the name.
    Column("path", Words, nullable=False),
    # How many pages had it, of how many that were read.
    Column("pages", Integer, nullable=False),
    Column("pages_seen", Integer, nullable=False),
    UniqueConstraint("source_id", "host", "role", "box_key"),
    one_of("role", _BOX_ROLES),
    comment="Boxes of a host's pages that hold the text, and those that never do",
)


# Tables whose rows `db upgrade` writes: days of two centuries, descriptions of columns, the reader role.

# 1900 to 2100, so that days without articles can be counted; weekday 1 is Monday (ISO 8601).
calendar = Table(
    "calendar",
    metadata,
    Column("day", Date, primary_key=True),
    # Number of the week since year 1; a week earlier it is one less.
    Column("week", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    Index(None, "weekday", "day"),
    comment="The days of 1900 to 2100, so that a day without articles can be counted",
)

# The view `data_dictionary`; filled by newsarchive.storage.migrating.views when migrations have run.
dictionary = Table(
    "dictionary",
    metadata,
    Column("view_name", Words, primary_key=True),
    # 0 for the view itself, then its columns in order.
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("column_name", Words),
    Column("type", Words, nullable=False),
    Column("explanation", Words, nullable=False),
    comment="What the columns of the views mean: the view data_dictionary",
)

# Empty on SQLite. Only the owner may read it.
reader_logins = Table(
    "reader_logins",
    metadata,
    Column("role", Words, primary_key=True),
    Column("password", Words, nullable=False),
    comment="The role of PostgreSQL that queries connect as (newsarchive.storage.migrating.reader_roles)",
)

# Written with the revision. `state` tells what grouping still has to do: `new` was never grouped, `again` has
# another URL or source title now, `gone` was replaced by a later revision.
_STATES = ("new", "grouped", "again", "gone")

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("revision_id", BigInteger, ForeignKey("revisions.id"), primary_key=True, autoincrement=False),
    link("article_id", "articles"),
    # Equal for texts with the same words; NULL, like the signature, if the text is too short to compare.
    Column("text_key", BigInteger),
    Column("size", Integer, nullable=False),
    Column("signature", LargeBinary),
    # Host of the page's canonical link, its own or another.
    Column("points_to", Words),
    Column("state", Words, nullable=False),
    one_of("state", _STATES),
    Index(None, "article_id"),
    # Without `new` ones: each save would write to a random place of the index.
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

# Texts in one band may be similar. One row for all articles with the same words; no row number on SQLite.
fingerprint_bands = Table(
    "fingerprint_bands",
    metadata,
    Column("band_key", BigInteger, primary_key=True, autoincrement=False),
    Column("text_key", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
    comment="Where to look for texts that may be alike",
)

# Pairs that were compared and found similar, each in both directions.
similar_texts = Table(
    "similar_texts",
    metadata,
    Column("text_key", BigInteger, primary_key=True, autoincrement=False),
    Column("other_key", BigInteger, primary_key=True, autoincrement=False),
    Column("relation", Words, nullable=False),
    one_of("relation", TextRelation),
    comment="Pairs of texts that were compared and are alike",
    sqlite_with_rowid=False,
)

syndications = Table(
    "syndications",
    metadata,
    identity(),
    Column("copies", Integer, nullable=False),
    Column("hosts", Integer, nullable=False),
    comment="Stories that stand at several URLs",
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
