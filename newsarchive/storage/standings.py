"""How each source stands: its last crawl, the last one that counts as made, and who is at work on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from newsarchive.storage.crawls import DIED
from newsarchive.storage.location import parsed
from newsarchive.storage.processes import Holder, is_alive
from newsarchive.storage.schema import crawls, sources
from newsarchive.storage.transactions import Database

# What ended these crawls was not their site: they are still to be made, and go on from the frontier.
INTERRUPTED = (DIED, "shutdown", "archive_unavailable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Of one source, times aware and in UTC.

    began     its newest crawl; `reason` is how that ended, None while it runs or when its process just died
    counted   the newest that counts as made: not one that was interrupted from outside
    holder    the process at work on it now; `pid` is that of the newest crawl, at work or not
    """

    began: datetime | None = None
    reason: str | None = None
    counted: datetime | None = None
    holder: Holder | None = None
    pid: int | None = None


def standings(url: str, now: datetime) -> dict[str, Standing]:
    """Return how sources stand; those never crawled are absent."""
    database = Database(parsed(url), wait=30)
    try:
        with database.reading() as connection:
            found = _ended(connection)
            _add_open(connection, found, now)
            return found
    finally:
        database.close()


def _ended(connection: Connection) -> dict[str, Standing]:
    ended = crawls.c.ended_at.is_not(None)
    made = case((ended & crawls.c.reason.not_in(INTERRUPTED), crawls.c.started_at))
    newest = (
        select(crawls.c.source_id, func.max(crawls.c.id).label("id"), func.max(made).label("counted"))
        .where(crawls.c.kind == "crawl", ended)
        .group_by(crawls.c.source_id)
        .subquery()
    )
    query = (
        select(sources.c.name, crawls.c.started_at, crawls.c.reason, crawls.c.pid, newest.c.counted)
        .join(newest, newest.c.id == crawls.c.id)
        .join(sources, sources.c.id == crawls.c.source_id)
    )
    return {
        row.name: Standing(began=row.started_at, reason=row.reason, counted=row.counted, pid=row.pid)
        for row in connection.execute(query)
    }


def _add_open(connection: Connection, found: dict[str, Standing], now: datetime) -> None:
    query = (
        select(sources.c.name, crawls)
        .join(sources, sources.c.id == crawls.c.source_id)
        .where(crawls.c.kind == "crawl", crawls.c.ended_at.is_(None))
        .order_by(crawls.c.id)
    )
    for row in connection.execute(query):
        holder = Holder(row.host, row.pid, row.process_started)
        before = replace(found.get(row.name, Standing()), began=row.started_at, reason=None, pid=row.pid)
        alive = is_alive(holder, row.heartbeat_at, now)
        found[row.name] = replace(before, counted=row.started_at, holder=holder) if alive else before
