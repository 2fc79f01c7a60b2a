"""The table of how each host wants to be asked, which outlives the process that learned it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Float, Integer, Table, UniqueConstraint

from newsarchive.storage.schema.base import identity, metadata, one_of
from newsarchive.storage.types import UtcDateTime, Words

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
