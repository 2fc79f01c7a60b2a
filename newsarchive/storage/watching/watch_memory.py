"""`ArchiveWatches`: which watches there are, how far they have read, and what they found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update

from newsarchive.incident_states import IncidentState
from newsarchive.lifecycle import RevisionCause
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.processes import Holder, is_alive, this_process
from newsarchive.storage.database.server_clock import by_server
from newsarchive.storage.interfaces.watch_store import (
    UNSETTLED_DELIVERIES,
    ChangeBatch,
    DeliveryState,
    DropReason,
    FoundMatch,
    HeldRuns,
    OutgoingMessage,
    RegisteredWatch,
    StrandedMessages,
    WatchCounts,
    WatchedChange,
    WatchRegistration,
)
from newsarchive.storage.schema import (
    crawls,
    watch_deliveries,
    watch_matches,
    watch_positions,
    watch_runs,
    watches,
)
from newsarchive.storage.watching.match_rows import anything_undone, record_matches, take_back
from newsarchive.storage.watching.outgoing import (
    discard_messages,
    drop_deliveries,
    due_messages,
    redirect_messages,
    settle_message,
    stranded_messages,
)
from newsarchive.storage.watching.reading_position import (
    MOST_EVENTS,
    STOPPED,
    advance_reading,
    begin_reading,
    go_on_reading,
    next_batches,
    start_of_watch,
    stop_reading,
)
from newsarchive.storage.watching.watched_changes import (
    abandoned_runs,
    changed_articles,
    changed_revisions,
    doubts_of,
    first_since,
    last_event,
    last_revision,
    open_runs,
    runs_of,
)


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


_LOOKED_AT = 500
# Beyond what a crawl may be silent: the longest that one message, or one reading, can take.
_SILENCE = timedelta(minutes=9)


class ArchiveWatches:
    """The store `Watching` (see newsarchive.storage.interfaces.watch_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(
        self, declared: Mapping[str, WatchRegistration], at: datetime, *, unreadable: Collection[str] = ()
    ) -> dict[str, RegisteredWatch]:
        """Give each declared watch a row, and close those of watches that are gone; return them by name.

        A watch that comes back is told from then on. Those whose declaration is `unreadable` now stop, and
        read on from there when it is right again.
        """
        with self._database.writing() as connection:
            known = _known_watches(connection)
            changed = False
            for name, told in declared.items():
                if name not in known:
                    row = {"name": name, "registered_at": at, **start_of_watch(connection, told.since)}
                    connection.execute(insert(watches), row)
                elif known[name].removed_at is not None:
                    values = {
                        "removed_at": None,
                        "registered_at": at,
                        **start_of_watch(connection, told.since),
                    }
                    connection.execute(update(watches).where(watches.c.id == known[name].id).values(values))
                elif known[name].history_until == STOPPED:
                    go_on_reading(connection, known[name])
                else:
                    continue
                changed = True
            for name, gone in known.items():
                if name in declared or gone.removed_at is not None:
                    continue
                changed = True
                if name in unreadable:
                    stop_reading(connection, gone)
                else:
                    connection.execute(update(watches).where(watches.c.id == gone.id).values(removed_at=at))
                    drop_deliveries(connection, DropReason.NO_WATCH, at, watch_matches.c.watch_id == gone.id)
            begin_reading(connection, at)
            return {
                name: RegisteredWatch(row.after_revision, row.after_event, row.told_since)
                for name, row in (_known_watches(connection) if changed else known).items()
                if row.removed_at is None
            }

    def acquire(self, at: datetime) -> bool:
        """Become the one process that matches and delivers; False while another one does."""
        me = this_process()
        with self._database.writing() as connection:
            now = by_server(connection, at)
            row = connection.execute(select(watch_runs)).one_or_none()
            if row is not None:
                holder = Holder(row.host, row.pid, row.process_started)
                # A process of this machine is looked at itself; a mail server that is slow is no death.
                here = holder.host == me.host and holder.started is not None
                seen = now if here else row.heartbeat_at + _SILENCE
                if holder != me and is_alive(holder, seen, now):
                    return False
                connection.execute(delete(watch_runs))
            values = {"heartbeat_at": now, "host": me.host, "pid": me.pid, "process_started": me.started}
            connection.execute(insert(watch_runs), values)
            return True

    def beat(self, at: datetime) -> None:
        """Say that this process is alive."""
        with self._database.writing() as connection:
            _beat(connection, at)

    def release(self) -> None:
        """Let others match and deliver."""
        with self._database.writing() as connection:
            connection.execute(delete(watch_runs).where(_mine()))

    def unread(self, most: int, at: datetime) -> ChangeBatch | None:
        """Return the next changes that no watch was matched with, None if there are none."""
        with self._database.snapshot() as connection:
            running = open_runs(connection, at)
            for batch in next_batches(connection, running, most):
                return batch
            return None

    def held(self, at: datetime) -> HeldRuns:
        """Return the crawls whose pages are held back though they no longer go on."""
        with self._database.reading() as connection:
            running = open_runs(connection, at)
            known = select(watch_positions.c.crawl_id).where(watch_positions.c.crawl_id != 0)
            positions = set(connection.scalars(known))
            ended = select(crawls.c.id).where(crawls.c.id.in_(positions & running))
            waiting = list(connection.scalars(ended.where(crawls.c.ended_at.is_not(None))))
            return HeldRuns(tuple(sorted(waiting)), tuple(abandoned_runs(connection, running, positions)))

    def record(self, batch: ChangeBatch, found: Sequence[FoundMatch], at: datetime) -> int:
        """Record matches, their messages, and how far was read, all or nothing; return the new matches.

        0, and nothing is written, where another process has read the same meanwhile.
        """
        with self._database.writing() as connection:
            _beat(connection, at)
            if not advance_reading(connection, batch):
                return 0
            return record_matches(connection, found, at)

    def retract(self, at: datetime, channels: Mapping[str, tuple[str, ...]]) -> int:
        """Settle what incidents that have ended undid: drop what waits, tell of what was sent."""
        with self._database.reading() as connection:
            if not anything_undone(connection):
                return 0
        with self._database.writing() as connection:
            return take_back(connection, at, channels)

    def due(
        self, at: datetime, *, channels: Collection[str], bundled: Collection[str], most: int
    ) -> list[OutgoingMessage]:
        """Mark messages that are due as being sent, and return them; `bundled` watches get one for all."""
        with self._database.reading() as connection:
            if connection.scalar(_anything_due(at)) is None:
                return []
        with self._database.writing() as connection:
            return due_messages(connection, at, channels, bundled, most)

    def settle(
        self, key: str, state: DeliveryState, at: datetime, *, reason: str | None, again_at: datetime | None
    ) -> None:
        """Record what became of a message: sent, failed, or waiting until `again_at`."""
        with self._database.writing() as connection:
            settle_message(connection, key, state, at, reason, again_at)
            _beat(connection, at)

    def retry(self, watch: str | None, at: datetime) -> int:
        """Let messages that failed, or wait for another try, be tried at once; return their number."""
        mine = select(watch_matches.c.id).join(watches, watches.c.id == watch_matches.c.watch_id)
        if watch is not None:
            mine = mine.where(watches.c.name == watch)
        tried = or_(
            watch_deliveries.c.state == DeliveryState.FAILED,
            and_(watch_deliveries.c.state == DeliveryState.WAITING, watch_deliveries.c.attempts > 0),
        )
        values = {"state": DeliveryState.WAITING, "due_at": at, "attempts": 0, "settled_at": None}
        with self._database.writing() as connection:
            done = connection.execute(
                update(watch_deliveries).where(tried, watch_deliveries.c.match_id.in_(mine)).values(values)
            )
            return int(done.rowcount)

    def stranded(self, channels: Collection[str]) -> list[StrandedMessages]:
        """Return what waits for other channels than these, by channel and watch."""
        with self._database.reading() as connection:
            return stranded_messages(connection, channels)

    def redirect(self, channel: str, to: str, at: datetime) -> int:
        """Let what waits for a channel go to another one; return how many messages that are."""
        with self._database.writing() as connection:
            return redirect_messages(connection, channel, to, at)

    def discard(self, channel: str, at: datetime) -> int:
        """Give up what waits for a channel; return how many messages that are."""
        with self._database.writing() as connection:
            return discard_messages(connection, channel, at)

    def recent(self, since: datetime) -> Iterator[WatchedChange]:
        """Yield what watches would look at that was stored since a moment; doubted edits are left out."""
        with self._database.snapshot() as connection:
            revision, event = first_since(connection, since)
            last = last_revision(connection)
            while revision < last:
                until = min(last, revision + _LOOKED_AT)
                rows = runs_of(connection, revision, until)
                doubts = doubts_of(connection, (number for number, _, _ in rows))
                told = [
                    number
                    for number, _, cause in rows
                    if cause == RevisionCause.PUBLISHER
                    and doubts.get(number) in {None, IncidentState.ACCEPTED}
                ]
                yield from changed_revisions(connection, told)
                revision = until
            yield from changed_articles(connection, event, last_event(connection), MOST_EVENTS)

    def counts(self) -> list[WatchCounts]:
        """Return the watches that are registered, by name."""
        with self._database.reading() as connection:
            return watch_counts(connection)


def _known_watches(connection: Connection) -> dict[str, Row[Any]]:
    columns = (watches.c.told_since, watches.c.after_revision, watches.c.after_event)
    reading = (watches.c.history_read, watches.c.history_until, watches.c.removed_at)
    rows: Iterable[Row[Any]] = connection.execute(select(watches.c.id, watches.c.name, *columns, *reading))
    return {row.name: row for row in rows}


def _beat(connection: Connection, at: datetime) -> None:
    mine = update(watch_runs).where(_mine())
    connection.execute(mine.values(heartbeat_at=by_server(connection, at)))


def _mine() -> Any:
    me = this_process()
    return and_(
        watch_runs.c.host == me.host,
        watch_runs.c.pid == me.pid,
        watch_runs.c.process_started.is_not_distinct_from(me.started),
    )


def _anything_due(at: datetime) -> Any:
    unsettled = watch_deliveries.c.state.in_(UNSETTLED_DELIVERIES)
    return select(watch_deliveries.c.id).where(unsettled, watch_deliveries.c.due_at <= at).limit(1)
