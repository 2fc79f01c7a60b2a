"""Sources nobody hears of: no crawl began for long, or crawls die without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from newsarchive.storage.health.values import AlarmKind
from newsarchive.storage.processes import Holder, is_alive
from newsarchive.storage.schema import crawls, sources

# As in the view source_health, where such a source is `blind`.
BLIND = timedelta(hours=48)
# A source crawled less often than that may miss one crawl.
MISSED_CRAWLS = 2
# One killed crawl is an operator's, or a reboot; three in a row are a machine without memory.
DEATHS = 3


@dataclass(frozen=True, slots=True)
class Unheard:
    """A source in trouble that no crawl of its own can tell of."""

    source_id: int
    kind: AlarmKind
    cause: str


def unheard(connection: Connection, every: Mapping[str, float], at: datetime) -> Iterator[Unheard]:
    """Yield the declared sources whose crawls stopped, or died three times in a row."""
    query = select(sources.c.id, sources.c.name).where(sources.c.declared, sources.c.retired_at.is_(None))
    for number, name in connection.execute(query.order_by(sources.c.name)).all():
        last = _last_begun(connection, number)
        if last is None:
            continue
        if last < at - max(BLIND, MISSED_CRAWLS * timedelta(seconds=every.get(name, 0.0))):
            yield Unheard(number, "blind", f"No crawl of it began since {last:%Y-%m-%d %H:%M:%S} UTC.")
        elif _dying(connection, number, at):
            yield Unheard(number, "failed", f"Its last {DEATHS} crawls ended without a word (killed).")


def _last_begun(connection: Connection, source: int) -> datetime | None:
    mine = (crawls.c.source_id == source) & (crawls.c.kind == "crawl")
    last: datetime | None = connection.scalar(select(func.max(crawls.c.started_at)).where(mine))
    return last


def _dying(connection: Connection, source: int, at: datetime) -> bool:
    query = (
        select(crawls)
        .where(crawls.c.source_id == source, crawls.c.kind == "crawl")
        .order_by(crawls.c.id.desc())
        .limit(DEATHS)
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
    return len(dead) == DEATHS and all(dead)
