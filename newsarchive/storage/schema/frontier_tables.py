"""The table of how each host wants to be asked, which outlives the process that learned it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, Table, UniqueConstraint, text

from newsarchive.lifecycle import JournalEvent, UrlState
from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.schema.base import identity, link, metadata, one_of

# Tables of who is asked, what was found, and what happened to it.

OF_ARTICLES = text("article_id IS NOT NULL")
MISSING = text("missing_since IS NOT NULL")

sources = Table(
    "sources",
    metadata,
    identity(),
    Column("name", Words, nullable=False),
    Column("title", Words),
    Column("home", Words),
    Column("language", Words),
    Column("timezone", Words),
    # False: made for a host that an import met; only declared sources can be retired.
    Column("declared", Boolean, nullable=False),
    Column("retired_at", UtcDateTime),
    Column("keep_payloads", Words, nullable=False, server_default="first_and_changed"),
    UniqueConstraint("name"),
    one_of("keep_payloads", ("first_and_changed", "all", "none")),
    comment="Who is crawled or was imported",
)

crawls = Table(
    "crawls",
    metadata,
    identity(),
    link("source_id", "sources", nullable=True),
    Column("kind", Words, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("heartbeat_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("reason", Words),
    Column("host", Words, nullable=False),
    Column("pid", BigInteger, nullable=False),
    # Process numbers are used again; the time a process started tells two of one number apart.
    Column("process_started", Words),
    one_of("kind", ("crawl", "import", "reprocess")),
    Index(None, "source_id", "ended_at"),
    comment="Runs: crawls, imports and reprocessing, with who is at work",
)

urls = Table(
    "urls",
    metadata,
    identity(),
    link("source_id", "sources"),
    # sha256 of the canonical key: addresses may be longer than an index of PostgreSQL takes (2,704 bytes).
    Column("url_key", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Words),
    link("claimed_by", "crawls", nullable=True),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("found_in", Words),
    Column("hint_title", Words),
    Column("hint_published_at", Words),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("last_fetched_at", UtcDateTime),
    link("article_id", "articles", nullable=True, late=True),
    Column("relation", Words),
    # When an article is due for a recheck, a failed one for another try; NULL where nobody has planned yet.
    # Listings have theirs in `feeds`.
    Column("next_check_at", UtcDateTime),
    # What the page of the last answer said (newsarchive.text.unchanged_page).
    Column("seen_key", Words),
    # When its page was first answered as gone (404, 410, sent to the front page), since it last answered
    # otherwise: the article behind it is withdrawn when a later look has found it gone again.
    Column("missing_since", UtcDateTime),
    UniqueConstraint("url_key"),
    one_of("kind", ("article", "feed", "sitemap", "section")),
    one_of("state", UrlState),
    one_of("relation", ("canonical", "duplicate", "redirect", "amp", "former")),
    Index(None, "source_id", "state"),
    Index(None, "article_id"),
    Index(None, "source_id", "next_check_at"),
    Index("ix_urls_missing", "source_id", sqlite_where=MISSING, postgresql_where=MISSING),
    comment="Every address met, with its state: the frontier",
)

url_events = Table(
    "url_events",
    metadata,
    identity(),
    link("url_id", "urls"),
    link("crawl_id", "crawls"),
    link("fetch_id", "fetches", nullable=True),
    # Of withdrawals and returns alone: an address may lead to another article later.
    link("article_id", "articles", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("event", Words, nullable=False),
    Column("reason", Words),
    Column("detail", Words),
    one_of("event", JournalEvent),
    Index(None, "url_id"),
    Index(None, "article_id", sqlite_where=OF_ARTICLES, postgresql_where=OF_ARTICLES),
    comment="Journal of what happened to addresses; only grows",
)


# Tables that say when something is asked for again, and what earlier visits brought.

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
    Column("rhythm", Words),  # newsarchive.planning.polling
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

# What the last answer to robots.txt settled: rules, none (404 and the like), refused (401, 403).
ROBOTS_STATES = ("rules", "none", "refused")

hosts = Table(
    "hosts",
    metadata,
    identity(),
    # With the port where it is not the scheme's: robots.txt holds for one of them (RFC 9309, 2.3).
    Column("host", Words, nullable=False),
    Column("robots_state", Words),
    Column("robots_status", Integer),
    Column("robots_text", Words),
    Column("robots_fetched_at", UtcDateTime),
    # While it is away (5xx, no connection) what it said before stays.
    Column("robots_tried_at", UtcDateTime),
    Column("robots_away_since", UtcDateTime),
    Column("crawl_delay", Float),  # seconds, as robots.txt states it for us
    Column("blocked_until", UtcDateTime),
    Column("blocked_reason", Words),  # retry_after, backoff
    Column("backoff", Float),  # seconds of the last wait that no header named; NULL when forgiven
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("last_failed_at", UtcDateTime),
    Column("last_asked_at", UtcDateTime),  # for a page, not for robots.txt
    # Requests of one day in UTC, for the budget of a day.
    Column("counted_on", Date),
    Column("asked_that_day", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("host"),
    one_of("robots_state", ROBOTS_STATES),
    comment="How each host wants to be asked: robots.txt, delays, blocks, requests of the day",
)
