"""How the crawls of each source stand: which one runs, how the newest one ended, and when it began."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from newsarchive.lifecycle import CrawlKind
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed
from newsarchive.storage.database.processes import Holder, is_alive
from newsarchive.storage.database.server_clock import by_server
from newsarchive.storage.rows.crawl_ends import INTERRUPTED_REASONS
from newsarchive.storage.schema import crawls, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """The crawls of one source; times are aware and in UTC.

    began     start of its newest crawl; `reason` is how that ended, None while it runs or if its process died
    counted   start of the newest crawl that was not interrupted from outside; no later than its last sign of
              life, which is by the clock of the server: the machine that crawls may be ahead of who asks
    holder    the process that crawls it now; `pid` is that of the newest crawl, running or not
    """

    began: datetime | None = None
    reason: str | None = None
    counted: datetime | None = None
    holder: Holder | None = None
    pid: int | None = None


def source_statuses(url: str, now: datetime) -> dict[str, SourceStatus]:
    """Return the status of each source; sources never crawled are absent."""
    database = Database(parsed(url), wait=30)
    try:
        with database.reading() as connection:
            found = _ended(connection)
            _add_open(connection, found, by_server(connection, now))
            return found
    finally:
        database.close()


def _ended(connection: Connection) -> dict[str, SourceStatus]:
    ended = crawls.c.ended_at.is_not(None)
    completed = case((ended & crawls.c.reason.not_in(INTERRUPTED_REASONS), crawls.c.id))
    # By number, not by time: the clock of an older one may have been ahead.
    newest = (
        select(crawls.c.source_id, func.max(crawls.c.id).label("id"), func.max(completed).label("counted"))
        .where(crawls.c.kind == CrawlKind.CRAWL, ended)
        .group_by(crawls.c.source_id)
        .subquery()
    )
    counted = crawls.alias()
    query = (
        select(
            *(sources.c.name, crawls.c.started_at, crawls.c.reason, crawls.c.pid),
            *(counted.c.started_at.label("counted"), counted.c.heartbeat_at.label("heard")),
        )
        .join(newest, newest.c.id == crawls.c.id)
        .join(sources, sources.c.id == crawls.c.source_id)
        .outerjoin(counted, counted.c.id == newest.c.counted)
    )
    return {
        row.name: SourceStatus(
            began=row.started_at, reason=row.reason, counted=_counted(row.counted, row.heard), pid=row.pid
        )
        for row in connection.execute(query)
    }


def _counted(began: datetime | None, heard: datetime | None) -> datetime | None:
    return None if began is None or heard is None else min(began, heard)


def _add_open(connection: Connection, found: dict[str, SourceStatus], now: datetime) -> None:
    query = (
        select(sources.c.name, crawls)
        .join(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.kind == CrawlKind.CRAWL, crawls.c.ended_at.is_(None))
        .order_by(crawls.c.id)
    )
    for row in connection.execute(query):
        holder = Holder(row.host, row.pid, row.process_started)
        status = replace(found.get(row.name, SourceStatus()), began=row.started_at, reason=None, pid=row.pid)
        alive = is_alive(holder, row.heartbeat_at, now)
        counted = _counted(row.started_at, row.heartbeat_at)
        found[row.name] = replace(status, counted=counted, holder=holder) if alive else status


def last_crawls(url: str) -> dict[str, datetime]:
    """Return when the newest crawl of each source began (aware, UTC); sources never crawled are absent."""
    database = Database(parsed(url), wait=30)
    newest = (
        select(sources.c.name, func.max(crawls.c.started_at).label("started_at"))
        .join(crawls, crawls.c.source_id == sources.c.id)
        .where(crawls.c.kind == CrawlKind.CRAWL)
        .group_by(sources.c.name)
    )
    try:
        with database.reading() as connection:
            return {row.name: row.started_at for row in connection.execute(newest)}
    finally:
        database.close()
