"""Messages for channels that the settings do not name: which wait, and what the operator does about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from newsarchive.storage.interfaces.watch_store import (
    UNSETTLED_DELIVERIES,
    DeliveryState,
    DropReason,
    StrandedMessages,
)
from newsarchive.storage.schema import watch_deliveries, watch_matches, watches

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
