"""What each watch found, and the state of its messages."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from newsarchive.storage.interfaces.watch_store import UNSETTLED_DELIVERIES, DeliveryState, WatchCounts
from newsarchive.storage.schema import watch_deliveries, watch_matches, watches


def watch_counts(connection: Connection) -> list[WatchCounts]:
    """Return the watches that are registered, by name."""
    found = {
        row.watch_id: row
        for row in connection.execute(
            select(
                watch_matches.c.watch_id,
                func.count().label("matches"),
                func.max(watch_matches.c.matched_at).label("last"),
            ).group_by(watch_matches.c.watch_id)
        )
    }
    states: dict[tuple[int, str], int] = {}
    repeats: dict[int, int] = {}
    query = (
        select(
            watch_matches.c.watch_id,
            watch_deliveries.c.state,
            func.count().label("number"),
            func.sum(watch_deliveries.c.repeats).label("repeats"),
        )
        .join(watch_matches, watch_matches.c.id == watch_deliveries.c.match_id)
        .group_by(watch_matches.c.watch_id, watch_deliveries.c.state)
    )
    for row in connection.execute(query):
        states[row.watch_id, row.state] = row.number
        repeats[row.watch_id] = repeats.get(row.watch_id, 0) + int(row.repeats or 0)
    reasons = _last_reasons(connection)
    return [
        WatchCounts(
            watch=row.name,
            registered_at=row.registered_at,
            removed_at=row.removed_at,
            matches=found[row.id].matches if row.id in found else 0,
            last_match_at=found[row.id].last if row.id in found else None,
            waiting=sum(states.get((row.id, state), 0) for state in UNSETTLED_DELIVERIES),
            sent=states.get((row.id, DeliveryState.SENT), 0),
            failed=states.get((row.id, DeliveryState.FAILED), 0),
            dropped=states.get((row.id, DeliveryState.DROPPED), 0),
            repeated=repeats.get(row.id, 0),
            reason=reasons.get(row.id),
        )
        for row in connection.execute(select(watches).order_by(watches.c.name))
    ]


def _last_reasons(connection: Connection) -> dict[int, str]:
    """Return the reason of each watch's last try that failed, where its message is not sent yet."""
    query = (
        select(watch_matches.c.watch_id, watch_deliveries.c.reason)
        .join(watch_matches, watch_matches.c.id == watch_deliveries.c.match_id)
        .where(watch_deliveries.c.state.in_((DeliveryState.WAITING, DeliveryState.FAILED)))
        .where(watch_deliveries.c.reason.is_not(None))
        .order_by(watch_deliveries.c.id)
    )
    return {row.watch_id: row.reason for row in connection.execute(query)}
