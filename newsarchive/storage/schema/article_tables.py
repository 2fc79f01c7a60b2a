"""Tables of what publishers wrote: articles and their revisions, with authors and tags."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, Table, UniqueConstraint, text

from newsarchive.evidence import StatedFact
from newsarchive.lifecycle import RevisionCause
from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.schema.base import ARTICLE_FIELD, IS_JUDGEMENT, identity, link, metadata, one_of

# Of the index too: only a query with this condition, word for word, is answered by it.
UNCOMPARED = text("number > 1 AND changed_text IS NULL")
_DOUBTED = text("incident_id IS NOT NULL")
_EDIT = text("number > 1")
_SET_ASIDE = text("set_aside_at IS NOT NULL")
# By dialect: that a revision is dated more than a day after it was recorded. Publishers' clock times without
# an offset are up to 14 hours ahead of UTC.
DATED_AHEAD = {
    "sqlite": "published_at > datetime(recorded_at, '+1 day')",
    "postgresql": "published_at > recorded_at + interval '1 day'",
}

articles = Table(
    "articles",
    metadata,
    identity(),
    link("source_id", "sources"),
    # The URL that identifies the article; it may never have been fetched.
    link("url_id", "urls"),
    # The URL that is shown: it has answered with the article.
    Column("url", Words, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    # Number of the revision shown: the newest that no incident puts in doubt; 0 if there is none.
    Column("latest_number", Integer, nullable=False),
    # Since when the rules of its source refuse all of its URLs: nothing of it is shown, all of it is kept.
    Column("set_aside_at", UtcDateTime),
    # Host of `url` without `www.`, and when the latest revision was published: an index finds the newest
    # articles of a source, or of one of its hosts, however many there are.
    Column("site", Words, nullable=False, server_default=""),
    Column("published_at", UtcDateTime),
    # Copied like `published_at`: an index cannot span two tables (storage.rows.local_days recomputes both).
    Column("published_on", Date),
    # The publisher's day, else that of the first fetch in the source's zone; NULL until `db upgrade`.
    Column("day", Date),
    # Row number in `syndications`; no foreign key, since these refer to articles.
    Column("syndication_id", BigInteger),
    Column("is_origin", Boolean),  # of its syndication; NULL if it is in none
    UniqueConstraint("url_id"),
    # Only for the few articles in a syndication; a save writes nothing into it.
    Index(
        "ix_articles_syndication_id",
        "syndication_id",
        sqlite_where=text("syndication_id IS NOT NULL"),
        postgresql_where=text("syndication_id IS NOT NULL"),
    ),
    Index(None, "source_id", "published_at", "site"),
    Index(None, "source_id", "day", "latest_number"),
    Index(None, "source_id", "published_on"),
    Index(None, "source_id", "first_seen_at"),
    # What was set aside after a moment is part of the archive as of that moment.
    Index("ix_articles_set_aside", "set_aside_at", sqlite_where=_SET_ASIDE, postgresql_where=_SET_ASIDE),
    # URLs may be longer than PostgreSQL's btree allows (2,704 bytes).
    Index(None, "url", postgresql_using="hash"),
    comment="What publishers wrote: one row an article, pointing at its newest revision",
)

# Earlier versions of an article's row, for queries as of a past moment. A version is valid from the
# `replaced_at` of the one before until its own. An article that never changed has none.
article_pasts = Table(
    "article_pasts",
    metadata,
    identity(),
    link("article_id", "articles"),
    Column("number", Integer, nullable=False),
    Column("replaced_at", UtcDateTime, nullable=False),
    Column("url", Words, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    UniqueConstraint("article_id", "number"),
    Index(None, "replaced_at", "article_id"),
    comment="What the row of an article said before it changed",
)

revisions = Table(
    "revisions",
    metadata,
    identity(),
    link("article_id", "articles"),
    Column("number", Integer, nullable=False),
    link("fetch_id", "fetches"),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("cause", Words, nullable=False),
    Column("revision_key", Words, nullable=False),
    Column("canonical_url", Words, nullable=False),
    Column("title", Words),
    Column("text", Words, nullable=False),
    Column("editor", Words),
    Column("outlet", Words),
    Column("dateline", Words),
    Column("section", Words),
    Column("language", Words),
    Column("script", Words),
    # Clock time if the page gives no offset, else UTC (docs/explanation/dates.md#how-times-are-stored).
    Column("published_at", UtcDateTime),
    Column("published_on", Date),
    Column("published_offset", Words),
    Column("modified_at", UtcDateTime),
    Column("date_source", Words),
    Column("image", Words),
    Column("charset", Words),
    Column("charset_evidence", Words),
    Column("mirror", Boolean, nullable=False),
    Column("word_count", Integer, nullable=False),
    Column(
        "text_confidence", Float, info=IS_JUDGEMENT
    ),  # 0 to 1; NULL where nobody chose the text, and before 0.2
    # Whether the page says that there is more of its text; NULL before 0.3.
    Column("shows_part", Boolean, info=IS_JUDGEMENT),
    Column("extractor", Words, nullable=False),  # name/version
    # Why the page itself gave no article, where the text of a list stands in for it; NULL: the page's own.
    Column("stands_in_for", Words),
    # Compared with the revision before; NULL in the first, and until `db upgrade` has compared older ones.
    Column("changed_title", Boolean),
    Column("changed_text", Boolean),
    Column("changed_authors", Boolean),
    Column("stealth", Boolean),
    Column("chars_added", BigInteger),
    Column("chars_removed", BigInteger),
    # The incident that put it in doubt (row number in `source_incidents`), and when.
    Column("incident_id", BigInteger),
    Column("doubted_at", UtcDateTime),
    # Whether the article had been seen later than this page when the page came: it is never shown, and no
    # edit. NULL: no, too.
    Column("came_late", Boolean),
    UniqueConstraint("article_id", "number"),
    one_of("cause", RevisionCause),
    one_of("script", ("Hans", "Hant")),
    # To count by language without reading the texts, which stand before it in the row.
    Index(None, "article_id", "number", "language"),
    Index(None, "published_at"),
    Index("ix_revisions_doubted", "incident_id", sqlite_where=_DOUBTED, postgresql_where=_DOUBTED),
    Index("ix_revisions_uncompared", "id", sqlite_where=UNCOMPARED, postgresql_where=UNCOMPARED),
    # A search as of a moment reads what has been edited since, and what was dated ahead then. SQLite would
    # look up the number in the row if the index did not hold it.
    Index(
        "ix_revisions_edits",
        "recorded_at",
        "article_id",
        "number",
        sqlite_where=_EDIT,
        postgresql_where=_EDIT,
    ),
    Index(
        "ix_revisions_dated_ahead",
        "published_at",
        "recorded_at",
        "article_id",
        sqlite_where=text(DATED_AHEAD["sqlite"]),
        postgresql_where=text(DATED_AHEAD["postgresql"]),
    ),
    # Incremental readers follow the row number, so it must never be reused
    # (docs/explanation/revisions.md#row-numbers-only-grow).
    sqlite_autoincrement=True,
    comment="Every version of an article, with its text and dates",
)

# What a page states otherwise than when it was last told: no revision, as the text may have stayed.
restatements = Table(
    "restatements",
    metadata,
    identity(),
    link("article_id", "articles"),
    link("fetch_id", "fetches"),  # the capture that states it anew; its body is kept
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("fact", Words, nullable=False),
    Column("said_before", Words, nullable=False),
    Column("said_after", Words, nullable=False),
    Column("stated_in", Words, nullable=False),  # the place in the markup
    UniqueConstraint("fetch_id", "fact"),
    one_of("fact", StatedFact),
    Index(None, "article_id"),
    comment="What pages of articles state otherwise than before: day, section, tags",
)

people = Table(
    "people",
    metadata,
    identity(),
    link("revision_id", "revisions"),
    Column("role", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Words, nullable=False),
    UniqueConstraint("revision_id", "role", "position"),
    one_of("role", ("author", "editor", "organisation")),
    comment="Authors, editors and organisations that a revision names",
)

tags = Table(
    "tags",
    metadata,
    identity(),
    link("revision_id", "revisions"),
    Column("position", Integer, nullable=False),
    Column("tag", Words, nullable=False),
    UniqueConstraint("revision_id", "position"),
    comment="Tags a revision carries",
    info={ARTICLE_FIELD: "tags"},
)
