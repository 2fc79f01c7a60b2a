"""Tables of the crawl: sources, runs, URLs and their events, listings, edit rates and hosts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, Table, UniqueConstraint, text

from newsarchive.lifecycle import CrawlKind, JournalEvent, UrlRelation, UrlState
from newsarchive.politeness.host_state import STORED_ROBOTS_STATES
from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.schema.base import identity, link, metadata, one_of

_OF_ARTICLES = text("article_id IS NOT NULL")
_WITHDRAWN = text("event = 'withdrawn'")
_MISSING = text("missing_since IS NOT NULL")
_DOUBTED = text("incident_id IS NOT NULL")

sources = Table(
    "sources",
    metadata,
    identity(),
    Column("name", Words, nullable=False),
    Column("title", Words),
    Column("home", Words),
    Column("language", Words),
    Column("timezone", Words),
    # False for the host of imported pages; only declared sources can be retired.
    Column("declared", Boolean, nullable=False),
    Column("retired_at", UtcDateTime),
    Column("keep_payloads", Words, nullable=False, server_default="first_and_changed"),
    # Key of the rules that its stored URLs follow (Source.rules_key); NULL until a crawl applied some.
    Column("rules_key", Words),
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
    # Process numbers are reused; the start time distinguishes two processes with one number.
    Column("process_started", Words),
    one_of("kind", CrawlKind),
    Index(None, "source_id", "ended_at"),
    # For the newest crawl of a source, and its newest that was finished.
    Index(None, "source_id", "kind", "started_at"),
    Index(None, "source_id", "kind", "reason", "id"),
    comment="Runs: crawls, imports and reprocessing, with who is at work",
)

urls = Table(
    "urls",
    metadata,
    identity(),
    link("source_id", "sources"),
    # SHA-256 of the canonical key: URLs may be longer than PostgreSQL's index allows (2,704 bytes).
    Column("url_key", Words, nullable=False),
    Column("url", Words, nullable=False),
    # "article", or the kind of listing as its class names it (newsarchive.listings).
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
    # When an article is due for a recheck, or a failed URL for another try; NULL if it is not planned yet.
    # Listings have theirs in `feeds`.
    Column("next_check_at", UtcDateTime),
    # Key of the content of its last page (newsarchive.text.unchanged_page).
    Column("seen_key", Words),
    # When its page was first found gone (404, 410, redirect to the home page) since its last other answer.
    # The article behind it is withdrawn once a later fetch finds the page gone again.
    Column("missing_since", UtcDateTime),
    # The open incident that its page is part of (row number in `source_incidents`).
    Column("incident_id", BigInteger),
    UniqueConstraint("url_key"),
    one_of("state", UrlState),
    one_of("relation", UrlRelation),
    Index(None, "source_id", "state"),
    Index(None, "article_id"),
    Index(None, "source_id", "next_check_at"),
    Index("ix_urls_missing", "source_id", sqlite_where=_MISSING, postgresql_where=_MISSING),
    Index("ix_urls_doubted", "incident_id", sqlite_where=_DOUBTED, postgresql_where=_DOUBTED),
    comment="Every URL met, with its state: the frontier",
)

url_events = Table(
    "url_events",
    metadata,
    identity(),
    link("url_id", "urls"),
    link("crawl_id", "crawls"),
    link("fetch_id", "fetches", nullable=True),
    # Only for withdrawals and returns, since a URL may lead to another article later.
    link("article_id", "articles", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("event", Words, nullable=False),
    Column("reason", Words),
    Column("detail", Words),
    one_of("event", JournalEvent),
    Index(None, "url_id"),
    Index(None, "article_id", sqlite_where=_OF_ARTICLES, postgresql_where=_OF_ARTICLES),
    Index("ix_url_events_withdrawn", "at", sqlite_where=_WITHDRAWN, postgresql_where=_WITHDRAWN),
    comment="Journal of what happened to URLs; only grows",
)


# Feeds, sitemaps and section pages.
feeds = Table(
    "feeds",
    metadata,
    identity(),
    link("url_id", "urls"),
    link("source_id", "sources"),
    Column("interval", Float, nullable=False),  # seconds to the next poll
    Column("next_poll_at", UtcDateTime, nullable=False),
    Column("last_polled_at", UtcDateTime),
    Column("last_new_at", UtcDateTime),  # when a poll last named a new URL
    Column("polls", BigInteger, nullable=False, server_default="0"),
    Column("last_entries", Integer),
    Column("last_new", Integer),
    Column("failures", Integer, nullable=False, server_default="0"),  # consecutive
    Column("last_full_at", UtcDateTime),  # of the last complete answer, since a 304 may be untrue
    # Version of the declaration that read the last complete answer (Source.list_key): under another, a 304
    # would hide links.
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
    Column("checks", Float, nullable=False),  # older ones count less, hence no integers
    Column("edits", Float, nullable=False),
    Column("days", Float, nullable=False),  # sum of the days between two fetches of one article
    UniqueConstraint("source_id", "age_class"),
    comment="How often articles of a source are edited, by age",
)

# Result of the last robots.txt: rules, none (404 and the like), refused (401, 403).

hosts = Table(
    "hosts",
    metadata,
    identity(),
    # With the port if it is not the scheme's default: robots.txt is per port (RFC 9309, 2.3).
    Column("host", Words, nullable=False),
    Column("robots_state", Words),
    Column("robots_status", Integer),
    Column("robots_text", Words),
    Column("robots_fetched_at", UtcDateTime),
    # While it is unreachable (5xx, no connection) the earlier rules stay.
    Column("robots_tried_at", UtcDateTime),
    Column("robots_away_since", UtcDateTime),
    Column("crawl_delay", Float),  # seconds, as robots.txt gives it for our user agent
    Column("blocked_until", UtcDateTime),
    Column("blocked_reason", Words),  # a BlockReason
    Column("backoff", Float),  # seconds of the last wait without a header; NULL once it is lifted
    Column("failures", Integer, nullable=False, server_default="0"),  # consecutive
    Column("last_failed_at", UtcDateTime),
    Column("last_asked_at", UtcDateTime),  # of the last request for a page, not for robots.txt
    # Requests of one UTC day, for the daily budget.
    Column("counted_on", Date),
    Column("asked_that_day", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("host"),
    one_of("robots_state", STORED_ROBOTS_STATES),
    comment="How each host wants to be asked: robots.txt, delays, blocks, requests of the day",
)
