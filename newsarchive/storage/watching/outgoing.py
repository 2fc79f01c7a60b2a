"""Messages of watches on their way out: chosen, marked before they are sent, and settled after.

What was marked before a kill is found so by the next run, and sent again as the same message under the same
key: whether the channel took it before, only its receiver can know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import JournalEvent
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.interfaces.watch_store import (
    UNSETTLED_DELIVERIES,
    DeliveryPart,
    DeliveryState,
    DropReason,
    MatchKind,
    OutgoingMessage,
    StrandedMessages,
    WatchedChange,
)
from newsarchive.storage.schema import (
    articles,
    revisions,
    source_incidents,
    url_events,
    watch_deliveries,
    watch_matches,
    watches,
)
from newsarchive.storage.watching.watched_changes import as_event, changed_revisions

# Matches in one message: what does not fit comes in the next.
_MOST_PARTS = 50
# Where so many wait for one watch and channel, they come in one message, whatever it asks for: a crawl after
# a month's rest must not send four hundred mails.
SINGLY = 10
_OF_ARTICLES = {MatchKind.WITHDRAWN, MatchKind.RETURNED}


def drop_deliveries(
    connection: Connection, reason: DropReason, at: datetime, which: ColumnElement[bool]
) -> int:
    """Settle what was not sent yet of these matches, for a reason; return how many messages that are."""
    mine = select(watch_matches.c.id).where(which)
    unsettled = watch_deliveries.c.state.in_(UNSETTLED_DELIVERIES) & watch_deliveries.c.match_id.in_(mine)
    values = {"state": DeliveryState.DROPPED, "reason": reason, "settled_at": at}
    return int(connection.execute(update(watch_deliveries).where(unsettled).values(values)).rowcount)


def due_messages(
    connection: Connection,
    at: datetime,
    channels: Collection[str],
    bundled: Collection[str],
    most: int,
) -> list[OutgoingMessage]:
    """Mark messages that are due as being sent, and return them: those that a kill cut short come first.

    What an open incident doubts waits until that ends.
    """
    _drop_what_is_hidden(connection, at)
    found = list(islice(_interrupted(connection, channels), most))  # it marks what it yields
    while len(found) < most and (rows := _next_rows(connection, at, channels, bundled)):
        found.append(_marked(connection, rows[0].name, rows[0].channel, rows, again=False))
    return found


def _next_rows(
    connection: Connection, at: datetime, channels: Collection[str], bundled: Collection[str]
) -> Sequence[Row[Any]]:
    """Return the rows of the next message. What failed comes last, so that it keeps nothing waiting."""
    due = _due_query(at).where(watch_deliveries.c.channel.in_(channels))
    first = connection.execute(due.limit(1)).first()
    if first is None:
        return ()
    alike = due.where(watches.c.name == first.name, watch_deliveries.c.channel == first.channel)
    if first.message_key is not None:  # the same message as before, under its name
        return connection.execute(alike.where(watch_deliveries.c.message_key == first.message_key)).all()
    rows = connection.execute(alike.where(watch_deliveries.c.message_key.is_(None)).limit(_MOST_PARTS)).all()
    return rows if first.name in bundled or len(rows) > SINGLY else rows[:1]


def settle_message(
    connection: Connection,
    key: str,
    state: DeliveryState,
    at: datetime,
    reason: str | None,
    again_at: datetime | None,
) -> None:
    """Record what became of a message that was being sent."""
    values: dict[str, Any] = {
        "state": state,
        "reason": None if reason is None else coerced_text(reason),
        "settled_at": None if state is DeliveryState.WAITING else at,
    }
    if again_at is not None:
        values["due_at"] = again_at
    of_message = (watch_deliveries.c.message_key == key) & (watch_deliveries.c.state == DeliveryState.SENDING)
    connection.execute(update(watch_deliveries).where(of_message).values(values))


def _drop_what_is_hidden(connection: Connection, at: datetime) -> None:
    """Drop what is due of articles that a changed rule of their source leaves out meanwhile."""
    hidden = (
        select(watch_deliveries.c.match_id)
        .join(revisions, revisions.c.id == watch_deliveries.c.revision_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(watch_deliveries.c.state.in_(UNSETTLED_DELIVERIES), articles.c.set_aside_at.is_not(None))
    )
    drop_deliveries(connection, DropReason.NOT_SHOWN, at, watch_matches.c.id.in_(hidden))


def _joined() -> Any:
    return (
        select(
            watch_deliveries.c.id,
            watch_deliveries.c.match_id,
            watch_deliveries.c.channel,
            watch_deliveries.c.attempts,
            watch_deliveries.c.message_key,
            watch_matches.c.revision_id,
            watch_matches.c.event_id,
            watch_matches.c.kind,
            watches.c.name,
        )
        .join(watch_matches, watch_matches.c.id == watch_deliveries.c.match_id)
        .join(watches, watches.c.id == watch_matches.c.watch_id)
        .order_by(
            watch_deliveries.c.attempts, watches.c.name, watch_deliveries.c.channel, watch_deliveries.c.id
        )
    )


def _due_query(at: datetime) -> Any:
    doubted = (
        _joined()
        .join(revisions, revisions.c.id == watch_matches.c.revision_id)
        .outerjoin(source_incidents, source_incidents.c.id == revisions.c.incident_id)
        .where(watch_deliveries.c.state == DeliveryState.WAITING, watch_deliveries.c.due_at <= at)
    )
    believed = or_(
        revisions.c.incident_id.is_(None),
        source_incidents.c.state == IncidentState.ACCEPTED,
        and_(
            watch_matches.c.kind == MatchKind.UNDONE,
            source_incidents.c.state.in_((IncidentState.OVER, IncidentState.DISMISSED)),
        ),
    )
    return doubted.where(believed)


def _interrupted(connection: Connection, channels: Collection[str]) -> Iterator[OutgoingMessage]:
    """Yield the messages that were being sent when a process was killed; there is only one that sends."""
    query = _joined().where(
        watch_deliveries.c.state == DeliveryState.SENDING, watch_deliveries.c.channel.in_(channels)
    )
    rows = sorted(connection.execute(query).all(), key=lambda row: (row.message_key, row.id))
    for _, group in groupby(rows, key=lambda row: row.message_key):
        parts = list(group)
        yield _marked(connection, parts[0].name, parts[0].channel, parts, again=True)


def _marked(
    connection: Connection, watch: str, channel: str, rows: Sequence[Row[Any]], *, again: bool
) -> OutgoingMessage:
    key = rows[0].message_key or _message_key(watch, channel, (row.match_id for row in rows))
    attempts = rows[0].attempts + 1
    for row in rows:
        values = {
            "state": DeliveryState.SENDING,
            "message_key": key,
            "attempts": attempts,
            "repeats": watch_deliveries.c.repeats + int(again),
        }
        connection.execute(update(watch_deliveries).where(watch_deliveries.c.id == row.id).values(values))
    return OutgoingMessage(
        key=key,
        watch=watch,
        channel=channel,
        attempts=attempts,
        again=again,
        parts=tuple(_parts(connection, rows)),
    )


def _message_key(watch: str, channel: str, matches: Iterable[int]) -> str:
    named = "\n".join((watch, channel, *map(str, matches)))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def _parts(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[DeliveryPart]:
    changes = {
        one.revision_id: one for one in changed_revisions(connection, [row.revision_id for row in rows])
    }
    for row in rows:
        kind = MatchKind(row.kind)
        if row.revision_id in changes:
            change = _as_told(connection, changes[row.revision_id], kind, row.event_id)
            yield DeliveryPart(number=row.match_id, kind=kind, change=change)


def _as_told(connection: Connection, change: WatchedChange, kind: MatchKind, event_id: int) -> WatchedChange:
    if kind not in _OF_ARTICLES:
        return change
    query = select(url_events.c.event, url_events.c.at).where(url_events.c.id == event_id)
    row = connection.execute(query).one()
    return as_event(change, event_id, JournalEvent(row.event), row.at)


# Messages for channels that the settings do not name: which wait, and what the operator does about them.

_UNSETTLED = watch_deliveries.c.state.in_(UNSETTLED_DELIVERIES)


def stranded_messages(connection: Connection, channels: Collection[str]) -> list[StrandedMessages]:
    """Return what waits for other channels than these, by channel and watch."""
    query = (
        select(watch_deliveries.c.channel, watches.c.name, func.count().label("messages"))
        .join(watch_matches, watch_matches.c.id == watch_deliveries.c.match_id)
        .join(watches, watches.c.id == watch_matches.c.watch_id)
        .where(_UNSETTLED, watch_deliveries.c.channel.not_in(sorted(channels)))
        .group_by(watch_deliveries.c.channel, watches.c.name)
        .order_by(watch_deliveries.c.channel, watches.c.name)
    )
    return [StrandedMessages(row.channel, row.name, row.messages) for row in connection.execute(query)]


def redirect_messages(connection: Connection, channel: str, to: str, at: datetime) -> int:
    """Send what waits for a channel to another one, at once; return how many messages that are.

    A match that the other channel has a message of already is not told there twice: it is given up here.
    To itself nothing goes.
    """
    if to == channel:
        return 0
    known = select(watch_deliveries.c.match_id).where(watch_deliveries.c.channel == to).scalar_subquery()
    here = _UNSETTLED & (watch_deliveries.c.channel == channel)
    _give_up(connection, here & watch_deliveries.c.match_id.in_(known), at)
    # Under a new name: the other channel has had none of it.
    values = {
        "channel": to,
        "state": DeliveryState.WAITING,
        "due_at": at,
        "attempts": 0,
        "message_key": None,
        "reason": None,
    }
    return int(connection.execute(update(watch_deliveries).where(here).values(values)).rowcount)


def discard_messages(connection: Connection, channel: str, at: datetime) -> int:
    """Give up what waits for a channel; return how many messages that are."""
    return _give_up(connection, _UNSETTLED & (watch_deliveries.c.channel == channel), at)


def _give_up(connection: Connection, which: ColumnElement[bool], at: datetime) -> int:
    values = {"state": DeliveryState.DROPPED, "reason": DropReason.DISCARDED, "settled_at": at}
    return int(connection.execute(update(watch_deliveries).where(which).values(values)).rowcount)
