"""Alarms and who was notified: once when a period of trouble begins, once when it ends.

Here too are the alarms that a crawl cannot raise itself: sources that are no longer crawled, and crawls that
were killed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.processes import Holder, is_alive
from newsarchive.storage.database.server_clock import by_server
from newsarchive.storage.interfaces.monitoring import Alarm, AlarmKind
from newsarchive.storage.schema import alarms, crawls, sources

# As in the view source_health, where such a source is `blind`.
_BLIND = timedelta(hours=48)
# A source that is crawled less often than that may miss one crawl.
_MISSED_CRAWLS = 2
# One killed crawl is an operator's doing, or a reboot; three in a row are a machine that runs out of memory.
_DEAD_CRAWLS = 3


@dataclass(frozen=True, slots=True)
class StalledSource:
    """A source in trouble that its own crawls cannot report."""

    source_id: int
    kind: AlarmKind
    cause: str


def stalled_sources(
    connection: Connection, every: Mapping[str, float], at: datetime
) -> Iterator[StalledSource]:
    """Yield the declared sources that are no longer crawled, or whose last three crawls died."""
    now = by_server(connection, at)
    query = select(sources.c.id, sources.c.name).where(sources.c.declared, sources.c.retired_at.is_(None))
    for number, name in connection.execute(query.order_by(sources.c.name)).all():
        last = _last_begun(connection, number)
        if last is None:
            continue
        if last < at - max(_BLIND, _MISSED_CRAWLS * timedelta(seconds=every.get(name, 0.0))):
            yield StalledSource(number, AlarmKind.BLIND, f"Not crawled since {last:%Y-%m-%d %H:%M:%S} UTC.")
        elif _keeps_dying(connection, number, now):
            yield StalledSource(number, AlarmKind.FAILED, f"The last {_DEAD_CRAWLS} crawls were killed.")


def _last_begun(connection: Connection, source: int) -> datetime | None:
    of_source = (crawls.c.source_id == source) & (crawls.c.kind == CrawlKind.CRAWL)
    last: datetime | None = connection.scalar(select(func.max(crawls.c.started_at)).where(of_source))
    return last


def _keeps_dying(connection: Connection, source: int, at: datetime) -> bool:
    query = (
        select(crawls)
        .where(crawls.c.source_id == source, crawls.c.kind == CrawlKind.CRAWL)
        .order_by(crawls.c.id.desc())
        .limit(_DEAD_CRAWLS)
    )
    rows = connection.execute(query).all()
    dead = [
        row.reason == "died"
        or (
            row.ended_at is None
            and not is_alive(Holder(row.host, row.pid, row.process_started), row.heartbeat_at, at)
        )
        for row in rows
    ]
    return len(dead) == _DEAD_CRAWLS and all(dead)


# Longer than any notifier takes, so that a process that died while sending does not hold its claim for ever.
_CLAIM = timedelta(minutes=5)
# Reported for all sources in one message: after a machine was off there are many.
_REPORTED_JOINTLY = AlarmKind.BLIND


class ArchiveAlarms:
    """The store `Alarms` (see newsarchive.storage.interfaces.monitoring)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, source: str, kind: AlarmKind, cause: str, at: datetime) -> bool:
        """Begin an alarm; False if one of this kind is open (its cause stays) or the source is unknown."""
        with self._database.writing() as connection:
            number = connection.scalar(select(sources.c.id).where(sources.c.name == source))
            return number is not None and _begin(connection, number, kind, cause, at)

    def end(self, source: str, kinds: Collection[AlarmKind], at: datetime) -> None:
        """End the open alarms of these kinds."""
        of_source = select(sources.c.id).where(sources.c.name == source).scalar_subquery()
        with self._database.writing() as connection:
            connection.execute(
                update(alarms)
                .where(alarms.c.source_id == of_source, alarms.c.kind.in_(kinds))
                .where(alarms.c.ended_at.is_(None))
                .values(ended_at=at)
            )

    def raise_stalled(self, every: Mapping[str, float], at: datetime) -> None:
        """Begin an alarm for each source not crawled for too long; `every` gives each interval in seconds.

        Alarms of retired sources end without a message.
        """
        with self._database.writing() as connection:
            for trouble in stalled_sources(connection, every, at):
                _begin(connection, trouble.source_id, trouble.kind, trouble.cause, at)
            retired = select(sources.c.id).where(sources.c.retired_at.is_not(None))
            connection.execute(
                update(alarms)
                .where(alarms.c.source_id.in_(retired), alarms.c.ended_at.is_(None))
                .values(ended_at=at, end_told_at=at)
            )

    def claim(self, at: datetime, source: str | None = None) -> Sequence[Alarm]:
        """Claim the alarms nobody was notified of: of one source (`blind` ones excepted), or of all."""
        with self._database.writing() as connection:
            now = by_server(connection, at)
            query = (
                select(alarms, sources.c.name)
                .join(sources, sources.c.id == alarms.c.source_id)
                .where(_undelivered(), or_(alarms.c.claimed_until.is_(None), alarms.c.claimed_until <= now))
                .order_by(sources.c.name, alarms.c.raised_at, alarms.c.kind)
            )
            if source is not None:
                query = query.where(sources.c.name == source, alarms.c.kind != _REPORTED_JOINTLY)
            rows = connection.execute(query).all()
            claimed = update(alarms).where(alarms.c.id.in_([row.id for row in rows]))
            if rows:
                connection.execute(claimed.values(claimed_until=now + _CLAIM))
            return [
                Alarm(
                    number=row.id,
                    source=row.name,
                    kind=AlarmKind(row.kind),
                    cause=row.cause,
                    raised_at=row.raised_at,
                    ended_at=row.ended_at,
                )
                for row in rows
            ]

    def mark_delivered(self, delivered: Sequence[Alarm], at: datetime) -> None:
        """Record that people were notified."""
        with self._database.writing() as connection:
            for alarm in delivered:
                column = "told_at" if alarm.ended_at is None else "end_told_at"
                connection.execute(
                    update(alarms)
                    .where(alarms.c.id == alarm.number)
                    .values({column: at, "claimed_until": None})
                )

    def release(self, claimed: Sequence[Alarm]) -> None:
        """Release the claims because the message could not be sent."""
        numbers = [alarm.number for alarm in claimed]
        with self._database.writing() as connection:
            connection.execute(update(alarms).where(alarms.c.id.in_(numbers)).values(claimed_until=None))


def _undelivered() -> ColumnElement[bool]:
    """The condition of alarms that began or ended without a notification, except those that did both."""
    return or_(
        and_(alarms.c.told_at.is_(None), alarms.c.ended_at.is_(None)),
        and_(alarms.c.told_at.is_not(None), alarms.c.ended_at.is_not(None), alarms.c.end_told_at.is_(None)),
    )


def _begin(connection: Connection, source: int, kind: AlarmKind, cause: str, at: datetime) -> bool:
    same = (alarms.c.source_id == source) & (alarms.c.kind == kind) & alarms.c.ended_at.is_(None)
    if connection.scalar(select(alarms.c.id).where(same)) is not None:
        return False
    row = {"source_id": source, "kind": kind, "raised_at": at, "cause": coerced_text(cause)}
    connection.execute(insert(alarms), row)
    return True
