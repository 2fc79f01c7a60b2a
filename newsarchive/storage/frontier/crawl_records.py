"""Crawls: how they begin and end, and what each brought."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from newsarchive import clock
from newsarchive.errors import SourceBusyError
from newsarchive.lifecycle import (
    ARTICLE_EVENTS,
    SHOWN,
    WITHOUT_PAGE,
    CrawlKind,
    Outcome,
    Postponement,
    UrlState,
)
from newsarchive.storage.articles.moved_articles import join_moved
from newsarchive.storage.articles.withdrawals import withdraw_missing
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.processes import HEARTBEAT_TIMEOUT, Holder, is_alive, this_process
from newsarchive.storage.database.server_clock import by_server, server_ahead
from newsarchive.storage.derived.fingerprints import group_new, regroup_source
from newsarchive.storage.derived.host_boilerplate import (
    Learning,
    learn_boilerplate,
    learned_until,
    publish,
)
from newsarchive.storage.frontier.clock_jumps import CLOCKS_DIFFER, undo_clock_jump
from newsarchive.storage.interfaces.crawl_store import CrawlSummary, SourceFacts
from newsarchive.storage.rows.crawl_ends import DIED
from newsarchive.storage.rows.get_or_create import ensure_sources
from newsarchive.storage.rows.local_days import move_zones
from newsarchive.storage.schema import (
    crawls,
    fetches,
    removed_blocks,
    repairs,
    restatements,
    sources,
    url_events,
    urls,
)

_REFUSED = (Outcome.REFUSED, Outcome.SKIPPED)
_HELD = "Wait until that crawl has ended, or stop its process."
_HELD_BY_A_CLOCK = (
    "The clock of that machine is ahead of this one's: set them by NTP. If that process is gone, crawl again"
    f" in {HEARTBEAT_TIMEOUT.seconds} s, when it has not said that it is alive; else stop it."
)


def summarise(connection: Connection, crawl: int) -> CrawlSummary:
    """Count the crawl's outcomes, reasons, repairs and removed blocks."""
    source = connection.scalar(
        select(sources.c.name).join(crawls, crawls.c.source_id == sources.c.id).where(crawls.c.id == crawl)
    )
    counts = dict.fromkeys(map(str, SHOWN), 0)
    refused: dict[str, int] = {}
    failed: dict[str, int] = {}
    for outcome, reason, count in _outcomes(connection, crawl):
        if outcome in counts:
            counts[outcome] += count
        elif outcome in _REFUSED:
            refused[reason or outcome] = refused.get(reason or outcome, 0) + count
        # If the host asked to wait, its URLs are left for the next crawl and are no failures.
        elif outcome in WITHOUT_PAGE and reason != Postponement.HOST_BLOCKED:
            failed[reason or outcome] = failed.get(reason or outcome, 0) + count
    return CrawlSummary(
        crawl=crawl,
        source=source,
        refused=refused,
        failed=failed,
        repaired=_repaired(connection, crawl),
        removed=_removed(connection, crawl),
        restated=_restated(connection, crawl),
        **_articles_gone_or_back(connection, crawl),
        **counts,
    )


def _articles_gone_or_back(connection: Connection, crawl: int) -> dict[str, int]:
    """Return how many articles the crawl withdrew, and how many were back, by the word of the event."""
    query = select(url_events.c.event, func.count(url_events.c.article_id.distinct()))
    # The rows with an article are few, and have an index of their own.
    query = query.where(url_events.c.article_id.is_not(None), url_events.c.event.in_(ARTICLE_EVENTS))
    query = query.where(url_events.c.crawl_id == crawl)
    return {row[0]: row[1] for row in connection.execute(query.group_by(url_events.c.event))}


def _restated(connection: Connection, crawl: int) -> int:
    """Return how many articles the crawl found stated otherwise than before, whatever of them."""
    query = select(func.count(restatements.c.article_id.distinct()))
    by_crawl = query.join(fetches, fetches.c.id == restatements.c.fetch_id).where(fetches.c.crawl_id == crawl)
    return int(connection.scalar(by_crawl) or 0)


def _outcomes(connection: Connection, crawl: int) -> list[tuple[str, str | None, int]]:
    query = (
        select(fetches.c.outcome, fetches.c.reason, func.count())
        .where(fetches.c.crawl_id == crawl)
        .group_by(fetches.c.outcome, fetches.c.reason)
        .order_by(fetches.c.outcome, fetches.c.reason)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _repaired(connection: Connection, crawl: int) -> dict[str, int]:
    query = (
        select(repairs.c.kind, func.sum(repairs.c.count))
        .join(fetches, fetches.c.id == repairs.c.fetch_id)
        .where(fetches.c.crawl_id == crawl)
        .group_by(repairs.c.kind)
        .order_by(repairs.c.kind)
    )
    return {kind: int(count) for kind, count in connection.execute(query)}


def _removed(connection: Connection, crawl: int) -> dict[str, int]:
    query = (
        select(removed_blocks.c.kind, func.count())
        .join(fetches, fetches.c.id == removed_blocks.c.fetch_id)
        .where(fetches.c.crawl_id == crawl)
        .group_by(removed_blocks.c.kind)
        .order_by(removed_blocks.c.kind)
    )
    return {kind: int(count) for kind, count in connection.execute(query)}


# The end reason of a crawl that completed its work.
_FINISHED = "finished"
# Fingerprints grouped per transaction, which takes less than a second.
_GROUPING_BATCH = 250


class ArchiveCrawls:
    """The store `Crawls` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(self, declared: Iterable[SourceFacts], unreadable: Collection[str] = ()) -> None:
        """Store the declared sources; those no longer declared get `retired_at` and keep their history.

        Sources in `unreadable` have an invalid declaration at present and stay as they are.
        """
        facts = {source.name: source for source in declared}
        with self._database.writing() as connection:
            numbers = ensure_sources(connection, facts)
            with_new_zone = _changed_zones(connection, facts)
            titles = {row.id: row.title for row in connection.execute(select(sources.c.id, sources.c.title))}
            for name, source in facts.items():
                if titles[numbers[name]] != coerced_text(source.title):
                    regroup_source(connection, numbers[name])
                connection.execute(
                    update(sources).where(sources.c.id == numbers[name]).values(_facts(source))
                )
            if with_new_zone:
                move_zones(connection, with_new_zone)
            retire = update(sources).where(sources.c.declared, sources.c.retired_at.is_(None))
            if facts or unreadable:
                retire = retire.where(sources.c.name.not_in([*facts, *unreadable]))
            connection.execute(retire.values(retired_at=clock.now()))

    def retire(self, source: str) -> None:
        """Record that a source is not declared any more; it keeps its history."""
        with self._database.writing() as connection:
            of_source = (sources.c.name == source) & sources.c.retired_at.is_(None)
            connection.execute(update(sources).where(of_source).values(retired_at=clock.now()))

    def begin(self, source: str | None, kind: CrawlKind, at: datetime) -> int:
        """Start a crawl, lock its source, and release the claims of dead crawls; return the crawl's number.

        Raises SourceBusyError when a live crawl holds the source. An import (`source` None) takes no lock:
        its batches queue for the writing transaction anyway.
        """
        with self._database.writing() as connection:
            number = None if source is None else ensure_sources(connection, [source])[source]
            now = by_server(connection, at)
            holding = _close_dead_crawls(connection, number, now)
            if holding is None:
                process = this_process()
                values = {
                    "source_id": number,
                    "kind": kind,
                    "started_at": at,
                    "heartbeat_at": now,
                    "host": process.host,
                    "pid": process.pid,
                    "process_started": process.started,
                }
                return int(connection.scalars(insert(crawls).returning(crawls.c.id), values).one())
        raise SourceBusyError(
            f"Source {source} is being crawled since {holding.started_at:%Y-%m-%d %H:%M:%S} UTC"
            f" by process {holding.pid} on {holding.host} (crawl {holding.id}).",
            hint=_HELD_BY_A_CLOCK if _is_ahead(holding, now) else _HELD,
        )

    def undo_clock_jump(self, crawl: int, at: datetime) -> datetime | None:
        """Plan anew what lies ahead of `at` because the clock was ahead in the source's last crawl.

        Return the latest time that crawl recorded of itself; None if it is not ahead.
        """
        with self._database.writing() as connection:
            return undo_clock_jump(connection, crawl, at)

    def clock_ahead(self) -> timedelta:
        """Return by how much this machine's clock is ahead of the server's (less: behind)."""
        with self._database.reading() as connection:
            return -server_ahead(connection)

    def heartbeat(self, crawl: int, at: datetime) -> None:
        """Record that the crawl is alive; SourceBusyError if it was declared dead meanwhile."""
        with self._database.writing() as connection:
            row = connection.execute(select(crawls.c.ended_at).where(crawls.c.id == crawl)).one()
            if row.ended_at is not None:
                raise SourceBusyError(
                    f"Crawl {crawl} was considered dead, and another crawl has taken over its source."
                )
            now = by_server(connection, at)
            connection.execute(update(crawls).where(crawls.c.id == crawl).values(heartbeat_at=now))

    def end(self, crawl: int, at: datetime, reason: str) -> None:
        """End the crawl with Scrapy's finish reason (or `finished`, `failed`, …) and release its source.

        A crawl that `finished` publishes the boilerplate of each host for later runs, withdraws the articles
        that were found gone twice, and updates the groups of copies.
        """
        while not self._end(crawl, at, reason):
            pass
        # After the end of the crawl: grouping may take longer than a crawl may go without a heartbeat.
        while reason == _FINISHED and self._group():
            pass

    def _end(self, crawl: int, at: datetime, reason: str) -> bool:
        """End the crawl; False if another run published meanwhile, so that there is more to learn from."""
        learning = self._learn() if reason == _FINISHED else None
        with self._database.writing() as connection:
            if learning is not None:
                if learned_until(connection) != learning.since:
                    return False
                publish(connection, crawl, at, learning)
            if reason == _FINISHED:
                now = clock.now()
                join_moved(connection, crawl, now)
                withdraw_missing(connection, crawl, now)
            _close(connection, [crawl], at, reason)
        return True

    def _learn(self) -> Learning:
        # Outside of the writing transaction, so that other writers need not wait for every host.
        with self._database.reading() as connection:
            return learn_boilerplate(connection)

    def _group(self) -> int:
        # A few at a time, so that other writers need not wait for all of them.
        with self._database.writing() as connection:
            return group_new(connection, _GROUPING_BATCH)

    def summary(self, crawl: int) -> CrawlSummary:
        """Count what the crawl did."""
        with self._database.reading() as connection:
            return summarise(connection, crawl)


def _changed_zones(connection: Connection, facts: Mapping[str, SourceFacts]) -> list[int]:
    """Return the row numbers of sources whose declared time zone has changed."""
    stored = connection.execute(select(sources.c.id, sources.c.name, sources.c.timezone))
    return [row.id for row in stored if row.name in facts and facts[row.name].timezone != row.timezone]


def _facts(source: SourceFacts) -> dict[str, object]:
    return {
        "title": coerced_text(source.title),
        "home": coerced_text(source.home),
        "language": source.language,
        "timezone": source.timezone,
        "keep_payloads": source.keep_payloads,
        "declared": True,
        "retired_at": None,
    }


def _close_dead_crawls(connection: Connection, number: int | None, at: datetime) -> Any:
    """Close crawls whose process died; return the row of the live one that holds the source, if there is.

    `at` is by the clock of the server, as heartbeats are.
    """
    open_crawls = select(crawls).where(crawls.c.ended_at.is_(None))
    dead, ahead, holding = [], [], None
    for row in connection.execute(open_crawls):
        holder = Holder(row.host, row.pid, row.process_started)
        if not is_alive(holder, row.heartbeat_at, at):
            dead.append(row.id)
            continue
        if _is_ahead(row, at):
            ahead.append(row.id)
        if number is not None and row.source_id == number:
            holding = row
    _close(connection, dead, at, DIED)
    if ahead:
        connection.execute(update(crawls).where(crawls.c.id.in_(ahead)).values(heartbeat_at=at))
    return holding


def _is_ahead(row: Any, at: datetime) -> bool:
    """Say whether another machine, whose clock is ahead, said last that the crawl is alive.

    By its word the crawl would live until that time has come. So the heartbeat becomes the present, and
    whoever is alive says so again within a minute.
    """
    return bool(row.host != this_process().host and row.heartbeat_at > at + CLOCKS_DIFFER)


def _close(connection: Connection, numbers: list[int], at: datetime, reason: str) -> None:
    if not numbers:
        return
    still_open = crawls.c.id.in_(numbers) & crawls.c.ended_at.is_(None)
    connection.execute(update(crawls).where(still_open).values(ended_at=at, reason=reason))
    claims = urls.c.claimed_by.in_(numbers)
    connection.execute(
        update(urls)
        .where(claims, urls.c.state == UrlState.CLAIMED)
        .values(state=UrlState.FOUND, claimed_by=None)
    )
