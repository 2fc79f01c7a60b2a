"""Tables of monitoring: what rendering a source needs, expectations it missed, its alarms and incidents."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from newsarchive.incident_states import IncidentKind, IncidentState
from newsarchive.lifecycle import RenderMode
from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.interfaces.monitoring import AlarmKind, BoundOrigin
from newsarchive.storage.schema.base import identity, link, metadata, one_of

_STILL_OPEN = text("ended_at IS NULL")

# Whether pages of a source need a browser, as tried so far; a declaration takes precedence.
renderings = Table(
    "renderings",
    metadata,
    Column("source_id", BigInteger, ForeignKey("sources.id"), primary_key=True, autoincrement=False),
    Column("mode", Words, nullable=False),
    Column("tried", Integer, nullable=False, server_default="0"),  # pages rendered as a trial
    Column("helped", Integer, nullable=False, server_default="0"),  # of these, pages that became articles
    Column("decided_at", UtcDateTime, nullable=False),
    one_of("mode", RenderMode),
    comment="Whether a source needs a browser, as found out by trying",
)

missed_expectations = Table(
    "missed_expectations",
    metadata,
    identity(),
    link("crawl_id", "crawls"),
    Column("expectation", Words, nullable=False),
    Column("measured", Float, nullable=False),
    Column("bound", Float, nullable=False),
    Column("origin", Words, nullable=False),  # of the bound
    Column("detail", Words, nullable=False),  # the finding in a sentence
    UniqueConstraint("crawl_id", "expectation"),
    one_of("origin", BoundOrigin),
    comment="What a crawl brought less (or more) of than is expected of its source",
)

# One row per period of trouble, from the first failure to the recovery, with the times of notifications.
alarms = Table(
    "alarms",
    metadata,
    identity(),
    link("source_id", "sources"),
    # missed: an expectation; failed: a crawl ended with an error, or several were killed; blind: no crawl;
    # vanished: many stored articles are gone; unanswered: no request was answered.
    Column("kind", Words, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("cause", Words, nullable=False),
    Column("told_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("end_told_at", UtcDateTime),
    # Until then one process sends the message, and no other may.
    Column("claimed_until", UtcDateTime),
    one_of("kind", AlarmKind),
    Index(
        "uq_alarms_open",
        "source_id",
        "kind",
        unique=True,
        sqlite_where=_STILL_OPEN,
        postgresql_where=_STILL_OPEN,
    ),
    comment="Spells of trouble of a source: first failure, recovery, and who was told",
)

# One row per trouble that many pages of a source show at once; the view is `incidents`. No other table refers
# to it by a key: `revisions` would have to be copied for one.
source_incidents = Table(
    "source_incidents",
    metadata,
    identity(),
    link("source_id", "sources"),
    Column("kind", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    link("opened_crawl_id", "crawls"),
    # The last crawl that saw it, and how many did: what lasts for some crawls and days is accepted.
    link("last_crawl_id", "crawls"),
    Column("crawls_seen", Integer, nullable=False),
    Column("closed_at", UtcDateTime),
    link("closed_crawl_id", "crawls", nullable=True),  # NULL where an operator closed it
    # How many of the known URLs looked at showed it when it was last seen.
    Column("affected", Integer, nullable=False),
    Column("looked_at", Integer, nullable=False),
    Column("example", Words),  # one of their URLs
    Column("detail", Words, nullable=False),
    one_of("kind", IncidentKind),
    one_of("state", IncidentState),
    Index(
        "uq_source_incidents_open",
        "source_id",
        "kind",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    comment="Troubles of whole sources: what many pages showed at once, and what became of it",
)
