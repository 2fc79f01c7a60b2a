"""Rows of matches and of their messages: written once, and taken back when an incident undoes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from newsarchive.incident_states import IncidentState
from newsarchive.storage.database.bulk import insert_columns
from newsarchive.storage.interfaces.watch_store import (
    OF_EDITS,
    UNSETTLED_DELIVERIES,
    DeliveryState,
    DropReason,
    FoundMatch,
    MatchKind,
)
from newsarchive.storage.rows.get_or_create import chunks
from newsarchive.storage.rows.journal import insert_numbered, reserve_numbers
from newsarchive.storage.schema import (
    articles,
    revisions,
    source_incidents,
    watch_deliveries,
    watch_matches,
    watches,
)
from newsarchive.storage.watching.outgoing import drop_deliveries

# As plain words: SQLite's driver asks three times as long what a member of an enumeration is.
_WAITING, _DROPPED = DeliveryState.WAITING.value, DeliveryState.DROPPED.value
_OVER = (IncidentState.OVER, IncidentState.DISMISSED)
_MatchKey = tuple[int, int, str, int]


def record_matches(connection: Connection, found: Sequence[FoundMatch], at: datetime) -> int:
    """Write the matches that are not there yet, and their messages; return how many these are."""
    numbers = {row.name: row.id for row in connection.execute(select(watches.c.name, watches.c.id))}
    kept = [one for one in found if one.watch in numbers]
    known = _known_matches(connection, kept)
    new = []
    for one in kept:
        key = _key_of(one, numbers)
        if key not in known and not _was_new_before(connection, one, numbers):
            known.add(key)
            new.append(one)
    _write_matches(connection, new, numbers, at)
    return len(new)


def anything_undone(connection: Connection) -> bool:
    """Say whether an incident that ended has undone what is to be sent, or was."""
    waiting = _undone().where(watch_deliveries.c.state.in_(UNSETTLED_DELIVERIES)).limit(1)
    if connection.execute(waiting).first() is not None:
        return True
    return connection.execute(_sent_and_undone().limit(1)).first() is not None


def take_back(connection: Connection, at: datetime, channels: Mapping[str, tuple[str, ...]]) -> int:
    """Drop what waits of edits that an incident undid, and write messages about what was sent of them."""
    waiting = _undone().with_only_columns(watch_matches.c.id)
    count = drop_deliveries(connection, DropReason.UNDONE, at, watch_matches.c.id.in_(waiting))
    for row in connection.execute(_sent_and_undone()).all():
        match = {
            "watch_id": row.watch_id,
            "revision_id": row.revision_id,
            "event_id": 0,
            "kind": MatchKind.UNDONE,
            "matched_at": at,
        }
        number = insert_numbered(connection, watch_matches, [match])[0]
        for channel in channels.get(row.name, ()):
            connection.execute(insert(watch_deliveries), _delivery(number, row.revision_id, channel, at))
        count += 1
    return count


def _key_of(one: FoundMatch, numbers: Mapping[str, int]) -> _MatchKey:
    return numbers[one.watch], one.change.revision_id, str(one.kind), one.change.event_id


def _known_matches(connection: Connection, found: Sequence[FoundMatch]) -> set[_MatchKey]:
    known: set[_MatchKey] = set()
    for part in chunks(sorted({one.change.revision_id for one in found})):
        query = select(
            watch_matches.c.watch_id,
            watch_matches.c.revision_id,
            watch_matches.c.kind,
            watch_matches.c.event_id,
        )
        rows = connection.execute(query.where(watch_matches.c.revision_id.in_(part)))
        known |= {(row.watch_id, row.revision_id, row.kind, row.event_id) for row in rows}
    return known


def _was_new_before(connection: Connection, one: FoundMatch, numbers: Mapping[str, int]) -> bool:
    """Say whether the watch told of the article as new before: its page replaces what stood in for it."""
    if one.kind is not MatchKind.NEW or one.change.number == 1:
        return False
    earlier = (
        select(watch_matches.c.id)
        .join(revisions, revisions.c.id == watch_matches.c.revision_id)
        .where(watch_matches.c.watch_id == numbers[one.watch], watch_matches.c.kind == MatchKind.NEW)
        .where(revisions.c.article_id == one.change.article_id)
        .limit(1)
    )
    return connection.scalar(earlier) is not None


def _write_matches(
    connection: Connection, new: Sequence[FoundMatch], numbers: Mapping[str, int], at: datetime
) -> None:
    # One statement for each table: a thousand watches may ask for one article.
    reserved = reserve_numbers(connection, watch_matches, len(new)) if new else []
    rows = [
        {
            "id": number,
            "watch_id": numbers[one.watch],
            "revision_id": one.change.revision_id,
            "event_id": one.change.event_id,
            "kind": one.kind.value,
            "matched_at": at,
        }
        for number, one in zip(reserved, new, strict=True)
    ]
    insert_columns(connection, watch_matches, rows)
    copied = _with_copies(connection, new)
    messages = []
    for number, one in zip(reserved, new, strict=True):
        copy = one.change.article_id in copied and _is_copy(connection, one, numbers[one.watch], number)
        for channel in one.channels:
            message = _delivery(number, one.change.revision_id, channel, one.due)
            if copy:
                message |= {"state": _DROPPED, "reason": DropReason.COPY.value, "settled_at": at}
            messages.append(message)
    insert_columns(connection, watch_deliveries, messages)


def _with_copies(connection: Connection, found: Sequence[FoundMatch]) -> set[int]:
    """Return the articles that have copies, of those that are new and of which only the first is told."""
    asked = {
        one.change.article_id
        for one in found
        if one.kind is MatchKind.NEW and one.channels and not one.with_copies
    }
    other = articles.alias()
    copied: set[int] = set()
    for part in chunks(sorted(asked)):
        query = (
            select(articles.c.id)
            .join(
                other, (other.c.syndication_id == articles.c.syndication_id) & (other.c.id != articles.c.id)
            )
            .where(articles.c.id.in_(part))
        )
        copied |= set(connection.scalars(query))
    return copied


def _is_copy(connection: Connection, one: FoundMatch, watch: int, number: int) -> bool:
    """Say whether the watch was told the same of another copy of the article."""
    group = select(articles.c.syndication_id).where(articles.c.id == one.change.article_id).scalar_subquery()
    other = (
        select(watch_matches.c.id)
        .join(revisions, revisions.c.id == watch_matches.c.revision_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(articles.c.syndication_id == group, articles.c.id != one.change.article_id)
        .where(watch_matches.c.watch_id == watch, watch_matches.c.kind == one.kind)
        .where(watch_matches.c.id < number)
        .limit(1)
    )
    asks = one.kind is MatchKind.NEW and not one.with_copies
    return asks and connection.scalar(other) is not None


def _delivery(match: int, revision: int, channel: str, due: datetime) -> dict[str, Any]:
    return {
        "match_id": match,
        "revision_id": revision,
        "channel": channel,
        "state": _WAITING,
        "due_at": due,
        "attempts": 0,
        "repeats": 0,
        "reason": None,
        "settled_at": None,
    }


def _undone() -> Any:
    """Return the query of matches whose revision an incident that is over made."""
    return (
        select(watch_matches.c.id)
        .join(watch_deliveries, watch_deliveries.c.match_id == watch_matches.c.id)
        .join(revisions, revisions.c.id == watch_matches.c.revision_id)
        .join(source_incidents, source_incidents.c.id == revisions.c.incident_id)
        .where(source_incidents.c.state.in_(_OVER), watch_matches.c.kind.in_((*OF_EDITS, MatchKind.NEW)))
    )


def _sent_and_undone() -> Any:
    later = watch_matches.alias()
    told = (
        select(later.c.id)
        .where(later.c.watch_id == watch_matches.c.watch_id, later.c.kind == MatchKind.UNDONE)
        .where(later.c.revision_id == watch_matches.c.revision_id)
        .exists()
    )
    query = _undone().with_only_columns(watch_matches.c.watch_id, watch_matches.c.revision_id, watches.c.name)
    return (
        query.join(watches, watches.c.id == watch_matches.c.watch_id)
        .where(watch_deliveries.c.state == DeliveryState.SENT, ~told)
        .distinct()
    )
