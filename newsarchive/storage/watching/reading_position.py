"""How far watches have read the archive, and what comes next: new rows, then what came before a watch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, delete, func, insert, select, update

from newsarchive.lifecycle import RevisionCause
from newsarchive.storage.interfaces.watch_store import ChangeBatch
from newsarchive.storage.schema import watch_positions, watches
from newsarchive.storage.watching.watched_changes import (
    changed_articles,
    changed_revisions,
    first_since,
    last_event,
    last_revision,
    open_runs,
    revisions_of_run,
    runs_of,
)

_EVERYTHING = 0
# `history_until` of a watch whose declaration cannot be read at the moment.
STOPPED = -1
MOST_EVENTS = 100_000


def start_of_watch(connection: Connection, since: datetime) -> dict[str, int | datetime]:
    """Return what the row of a watch says that is told since a moment."""
    revision, event = first_since(connection, since)
    last = last_revision(connection)
    return {
        "told_since": since,
        "after_revision": revision,
        "after_event": event,
        "history_read": revision,
        "history_until": last,
    }


def begin_reading(connection: Connection, at: datetime) -> None:
    """Begin to read at what the archive holds now, unless it is read already; open runs from their start."""
    if connection.scalar(select(watch_positions.c.crawl_id).where(watch_positions.c.crawl_id == 0)) is None:
        rows = [
            {
                "crawl_id": _EVERYTHING,
                "revision_id": last_revision(connection),
                "event_id": last_event(connection),
            },
            *({"crawl_id": run, "revision_id": 0, "event_id": 0} for run in open_runs(connection, at)),
        ]
        connection.execute(insert(watch_positions), rows)


def stop_reading(connection: Connection, watch: Row[Any]) -> None:
    """Remember from where on a watch has read nothing, unless it stopped before: runs that go on included."""
    if watch.history_until == STOPPED:
        return
    first = connection.scalar(select(func.min(watch_positions.c.revision_id))) or 0
    if watch.history_until > watch.history_read:
        values = {"history_read": max(min(first, watch.history_read), watch.after_revision)}
    else:
        until_event = connection.scalar(_whole(watch_positions.c.event_id)) or 0
        values = {
            "history_read": max(first, watch.after_revision),
            "after_event": max(until_event, watch.after_event),
        }
    of_watch = update(watches).where(watches.c.id == watch.id)
    connection.execute(of_watch.values(history_until=STOPPED, **values))


def go_on_reading(connection: Connection, watch: Row[Any]) -> None:
    """Let a watch read what all others have read since it stopped; what it knows is not told again."""
    until = max(connection.scalar(_whole(watch_positions.c.revision_id)) or 0, watch.history_read)
    # One more, so that there is something to read at the end of which events are read.
    of_watch = update(watches).where(watches.c.id == watch.id)
    connection.execute(of_watch.values(history_until=until + 1))


def _whole(column: Column[int]) -> Select[int]:
    return select(column).where(watch_positions.c.crawl_id == _EVERYTHING)


def next_batches(connection: Connection, running: set[int], most: int) -> Iterator[ChangeBatch]:
    """Yield what is to be read next, which needs to be advanced over before it is asked for again."""
    positions = {
        row.crawl_id: row
        for row in connection.execute(select(watch_positions).order_by(watch_positions.c.crawl_id))
    }
    if _EVERYTHING not in positions:
        return
    whole = positions.pop(_EVERYTHING)
    last, until_event = last_revision(connection), last_event(connection)
    for run, position in positions.items():
        if run not in running:
            numbers = revisions_of_run(connection, run, position.revision_id, whole.revision_id, most)
            yield _of_run(connection, run, position.revision_id, numbers, most, whole.revision_id)
    if whole.revision_id < last or whole.event_id < until_event:
        yield _of_everything(connection, whole, running, most, last, until_event)
    history = (
        select(watches)
        .where(watches.c.history_until > watches.c.history_read, watches.c.removed_at.is_(None))
        .order_by(watches.c.id)
        .limit(1)
    )
    for row in connection.execute(history):
        yield _of_history(connection, row, running, most, whole.event_id)


def _of_run(
    connection: Connection, run: int, above: int, numbers: list[int], most: int, whole: int
) -> ChangeBatch:
    until = numbers[-1] if len(numbers) == most else whole
    return ChangeBatch(
        changes=tuple(changed_revisions(connection, numbers)),
        crawl=run,
        from_revision=above,
        to_revision=until,
        from_event=0,
        to_event=0,
        held={},
        history_of=None,
        last=len(numbers) < most,
    )


def _of_everything(
    connection: Connection, whole: Any, running: set[int], most: int, last: int, until_event: int
) -> ChangeBatch:
    until = min(last, whole.revision_id + most)
    held: dict[int, int] = {}
    numbers = []
    for number, run, cause in runs_of(connection, whole.revision_id, until):
        if run in running:
            held.setdefault(run, number - 1)
        else:
            numbers.append((number, cause))
    changes = [
        one
        for one in changed_revisions(connection, [number for number, _ in numbers])
        if one.number == 1 or dict(numbers)[one.revision_id] == RevisionCause.PUBLISHER
    ]
    events = changed_articles(connection, whole.event_id, until_event, most)
    to_event = events[-1].event_id if len(events) == most else until_event
    return ChangeBatch(
        changes=(*changes, *events),
        crawl=_EVERYTHING,
        from_revision=whole.revision_id,
        to_revision=until,
        from_event=whole.event_id,
        to_event=to_event,
        held=held,
        history_of=None,
        last=False,
    )


def _of_history(
    connection: Connection, row: Any, running: set[int], most: int, until_event: int
) -> ChangeBatch:
    until = min(row.history_until, row.history_read + most)
    numbers = [
        number
        for number, run, cause in runs_of(connection, row.history_read, until)
        if run not in running and cause == RevisionCause.PUBLISHER
    ]
    ends = until == row.history_until
    events = changed_articles(connection, row.after_event, until_event, MOST_EVENTS) if ends else []
    return ChangeBatch(
        changes=(*changed_revisions(connection, numbers), *events),
        crawl=_EVERYTHING,
        from_revision=row.history_read,
        to_revision=until,
        from_event=0,
        to_event=0,
        held={},
        history_of=row.name,
        last=False,
    )


def advance_reading(connection: Connection, batch: ChangeBatch) -> bool:
    """Write how far was read; False where it was read meanwhile."""
    if batch.history_of is not None:
        of_watch = (watches.c.name == batch.history_of) & (watches.c.history_read == batch.from_revision)
        moved = update(watches).where(of_watch).values(history_read=batch.to_revision)
        return bool(connection.execute(moved).rowcount)
    here = (watch_positions.c.crawl_id == batch.crawl) & (
        watch_positions.c.revision_id == batch.from_revision
    )
    if batch.crawl == _EVERYTHING:
        here &= watch_positions.c.event_id == batch.from_event
    elif batch.last:
        return bool(connection.execute(delete(watch_positions).where(here)).rowcount)
    values = {"revision_id": batch.to_revision, "event_id": batch.to_event}
    if not connection.execute(update(watch_positions).where(here).values(values)).rowcount:
        return False
    known = set(connection.scalars(select(watch_positions.c.crawl_id)))
    rows = [
        {"crawl_id": run, "revision_id": above, "event_id": 0}
        for run, above in batch.held.items()
        if run not in known
    ]
    if rows:
        connection.execute(insert(watch_positions), rows)
    return True
