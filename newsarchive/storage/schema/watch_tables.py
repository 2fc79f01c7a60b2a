"""Tables of watches: how far each was read, what it found, and what became of the messages about it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, UniqueConstraint, text

from newsarchive.storage.database.column_values import UtcDateTime, Words
from newsarchive.storage.interfaces.watch_store import DeliveryState, MatchKind
from newsarchive.storage.schema.base import identity, link, metadata, one_of

_UNSETTLED = text("state IN ('waiting', 'sending')")

watches = Table(
    "watches",
    metadata,
    identity(),
    Column("name", Words, nullable=False),
    Column("registered_at", UtcDateTime, nullable=False),
    # It is told of what came later, and of pages that were fetched since: what is imported from before is
    # history. What was stored between that moment and its first run is read up to `history_until`, and was
    # read up to `history_read`.
    Column("told_since", UtcDateTime, nullable=False),
    Column("after_revision", BigInteger, nullable=False),
    Column("after_event", BigInteger, nullable=False),
    Column("history_read", BigInteger, nullable=False),
    Column("history_until", BigInteger, nullable=False),
    Column("removed_at", UtcDateTime),
    UniqueConstraint("name"),
    comment="Watches that were declared, and since when",
)

# Crawl 0: how far all was read. The others: runs that went on then, whose pages are not judged yet, and from
# where on their revisions are unread. No foreign key, since there is no crawl 0.
watch_positions = Table(
    "watch_positions",
    metadata,
    Column("crawl_id", BigInteger, primary_key=True, autoincrement=False),
    Column("revision_id", BigInteger, nullable=False),
    Column("event_id", BigInteger, nullable=False),
    comment="How far watches have read the archive",
)

# One row at most: the process that matches and delivers.
watch_runs = Table(
    "watch_runs",
    metadata,
    identity(),
    Column("heartbeat_at", UtcDateTime, nullable=False),
    Column("host", Words, nullable=False),
    Column("pid", BigInteger, nullable=False),
    Column("process_started", Words),
    comment="The process that delivers the messages of watches now",
)

watch_matches = Table(
    "watch_matches",
    metadata,
    identity(),
    link("watch_id", "watches"),
    link("revision_id", "revisions"),
    # Of the withdrawal or return (row number in `url_events`), else 0.
    Column("event_id", BigInteger, nullable=False),
    Column("kind", Words, nullable=False),
    Column("matched_at", UtcDateTime, nullable=False),
    UniqueConstraint("watch_id", "revision_id", "kind", "event_id"),
    one_of("kind", MatchKind),
    Index(None, "revision_id"),
    comment="Revisions, withdrawals and returns that watches asked for",
)

watch_deliveries = Table(
    "watch_deliveries",
    metadata,
    identity(),
    link("match_id", "watch_matches"),
    # Copied, so that whoever deletes a revision deletes its messages before the matches.
    link("revision_id", "revisions"),
    Column("channel", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    # Tries that were cut short by a kill, after which the channel may have had the message already.
    Column("repeats", Integer, nullable=False),
    # What the message is known by to its receiver; of all its rows, from the first try on.
    Column("message_key", Words),
    Column("reason", Words),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("match_id", "channel"),
    one_of("state", DeliveryState),
    Index(None, "revision_id"),
    Index(None, "message_key"),
    Index("ix_watch_deliveries_unsettled", "due_at", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
    comment="Messages to channels: which match goes where, and what became of it",
)
