"""Who is at work on what, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from newsarchive import clock
from newsarchive.errors import SourceBusyError
from newsarchive.storage.days import move_zones
from newsarchive.storage.fitting import fit_text
from newsarchive.storage.interfaces import CrawlKind, CrawlSummary, SourceFacts
from newsarchive.storage.processes import Holder, is_alive, this_process
from newsarchive.storage.registry import ensure_sources
from newsarchive.storage.schema import crawls, sources, urls
from newsarchive.storage.sharing import Learning, learn, publish, stands_at
from newsarchive.storage.summaries import summarise
from newsarchive.storage.syndication import group
from newsarchive.storage.syndication.fingerprinting import look_again_at_source
from newsarchive.storage.transactions import Database
from newsarchive.storage.withdrawals import settle

# How a crawl ends whose process died without saying so.
DIED = "died"
# And how one ends that did all it was to do.
FINISHED = "finished"
# Fingerprints looked at in one transaction: under a second of it.
GROUPED_AT_ONCE = 250


class ArchiveCrawls:
    """The door `Crawls` (see newsarchive.storage.interfaces)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(self, declared: Iterable[SourceFacts], unreadable: Collection[str] = ()) -> None:
        """Write the declared sources; those no longer declared get `retired_at`, their history stays.

        `unreadable` names those whose declaration is wrong now: they stay as they are.
        """
        facts = {source.name: source for source in declared}
        with self._database.writing() as connection:
            numbers = ensure_sources(connection, facts)
            moved = _other_zones(connection, facts)
            titles = {row.id: row.title for row in connection.execute(select(sources.c.id, sources.c.title))}
            for name, source in facts.items():
                if titles[numbers[name]] != fit_text(source.title):
                    look_again_at_source(connection, numbers[name])
                connection.execute(
                    update(sources).where(sources.c.id == numbers[name]).values(_facts(source))
                )
            if moved:
                move_zones(connection, moved)
            gone = update(sources).where(sources.c.declared, sources.c.retired_at.is_(None))
            if facts or unreadable:
                gone = gone.where(sources.c.name.not_in([*facts, *unreadable]))
            connection.execute(gone.values(retired_at=clock.now()))

    def begin(self, source: str | None, kind: CrawlKind, at: datetime) -> int:
        """Open a crawl and take the source's lock; release the claims of dead crawls.

        Raises SourceBusyError when a living crawl holds the source. An import (`source` None) takes no lock:
        savers queue for each batch anyway.
        """
        with self._database.writing() as connection:
            number = None if source is None else ensure_sources(connection, [source])[source]
            _bury_the_dead(connection, number, source, at)
            me = this_process()
            values = {
                "source_id": number,
                "kind": kind,
                "started_at": at,
                "heartbeat_at": at,
                "host": me.host,
                "pid": me.pid,
                "process_started": me.started,
            }
            return int(connection.scalars(insert(crawls).returning(crawls.c.id), values).one())

    def heartbeat(self, crawl: int, at: datetime) -> None:
        """Say that the crawl is alive; SourceBusyError when it was taken for dead meanwhile."""
        with self._database.writing() as connection:
            row = connection.execute(select(crawls.c.ended_at).where(crawls.c.id == crawl)).one()
            if row.ended_at is not None:
                raise SourceBusyError(f"Crawl {crawl} was taken for dead, and its source by another crawl.")
            connection.execute(update(crawls).where(crawls.c.id == crawl).values(heartbeat_at=at))

    def end(self, crawl: int, at: datetime, reason: str) -> None:
        """Close the crawl with Scrapy's finish reason (or `finished`, `failed`, …) and give the lock back.

        One that `finished` publishes what the pages of each host share, for the runs that begin after it,
        withdraws the articles that were found gone twice, and brings the groups of copies up to date.
        """
        while not self._end(crawl, at, reason):
            pass
        # Once it has ended: this may take longer than a crawl may be silent.
        while reason == FINISHED and self._group():
            pass

    def _end(self, crawl: int, at: datetime, reason: str) -> bool:
        """Close the crawl; false when another run published meanwhile, and there is more to learn from."""
        learning = self._learn() if reason == FINISHED else None
        with self._database.writing() as connection:
            if learning is not None:
                if stands_at(connection) != learning.since:
                    return False
                publish(connection, crawl, at, learning)
            if reason == FINISHED:
                settle(connection, crawl, clock.now())
            _close(connection, [crawl], at, reason)
        return True

    def _learn(self) -> Learning:
        # Outside of the writing transaction: other writers need not wait until every host is looked at.
        with self._database.reading() as connection:
            return learn(connection)

    def _group(self) -> int:
        # Some at a time, so that other writers need not wait for all of them.
        with self._database.writing() as connection:
            return group(connection, GROUPED_AT_ONCE)

    def summary(self, crawl: int) -> CrawlSummary:
        """Count what the crawl did."""
        with self._database.reading() as connection:
            return summarise(connection, crawl)


def _other_zones(connection: Connection, facts: Mapping[str, SourceFacts]) -> list[int]:
    """Return the row numbers of sources that are now declared in another time zone."""
    known = connection.execute(select(sources.c.id, sources.c.name, sources.c.timezone))
    return [row.id for row in known if row.name in facts and facts[row.name].timezone != row.timezone]


def _facts(source: SourceFacts) -> dict[str, object]:
    return {
        "title": fit_text(source.title),
        "home": fit_text(source.home),
        "language": source.language,
        "timezone": source.timezone,
        "keep_payloads": source.keep_payloads,
        "declared": True,
        "retired_at": None,
    }


def _bury_the_dead(connection: Connection, number: int | None, source: str | None, at: datetime) -> None:
    open_crawls = select(crawls).where(crawls.c.ended_at.is_(None))
    dead = []
    for row in connection.execute(open_crawls):
        holder = Holder(row.host, row.pid, row.process_started)
        if not is_alive(holder, row.heartbeat_at, at):
            dead.append(row.id)
        elif number is not None and row.source_id == number:
            raise SourceBusyError(
                f"Source {source} is being crawled since {row.started_at:%Y-%m-%d %H:%M:%S} UTC"
                f" by process {row.pid} on {row.host} (crawl {row.id}).",
                hint="Wait until it has ended, or stop that process.",
            )
    _close(connection, dead, at, DIED)


def _close(connection: Connection, numbers: list[int], at: datetime, reason: str) -> None:
    if not numbers:
        return
    still_open = crawls.c.id.in_(numbers) & crawls.c.ended_at.is_(None)
    connection.execute(update(crawls).where(still_open).values(ended_at=at, reason=reason))
    claims = urls.c.claimed_by.in_(numbers)
    connection.execute(
        update(urls).where(claims, urls.c.state == "claimed").values(state="found", claimed_by=None)
    )
