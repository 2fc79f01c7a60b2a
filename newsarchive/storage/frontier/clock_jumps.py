"""Plans that a clock made which was ahead: what is due, blocked or counted at times that are still to come.

A machine may begin with a wrong clock before it is told the time, and a virtual one may wake with it. Times
that were recorded stay as they are, since nobody knows what was right; what was planned by them is planned
anew, or the source would be left alone until the wrong time has come.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from newsarchive.durations import DAY
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage.database.server_clock import by_server
from newsarchive.storage.interfaces.rechecks import NEVER
from newsarchive.storage.schema import crawls, feeds, hosts, urls

# By how much the clocks of machines that share an archive may differ.
CLOCKS_DIFFER = timedelta(minutes=1)
# The longest that a host is ever blocked (LONGEST_RETRY_AFTER in newsarchive.politeness.backoff): whether the
# block came by the wrong clock cannot be told, so it is no more than shortened.
_LONGEST_BLOCK = timedelta(seconds=7 * DAY)


def undo_clock_jump(connection: Connection, crawl: int, at: datetime) -> datetime | None:
    """Plan anew what lies ahead of `at` because the clock was ahead in the crawl before this one.

    Return the latest time that crawl recorded of itself; None if it is not ahead.
    """
    source = select(crawls.c.source_id).where(crawls.c.id == crawl).scalar_subquery()
    before = (
        select(crawls)
        .where(crawls.c.source_id == source, crawls.c.kind == CrawlKind.CRAWL, crawls.c.id < crawl)
        .order_by(crawls.c.id.desc())
        .limit(1)
    )
    row = connection.execute(before).one_or_none()
    if row is None:
        return None
    ahead: datetime = max(row.started_at, row.heartbeat_at, row.ended_at or row.started_at)
    if ahead <= at + CLOCKS_DIFFER:
        return None
    fetched_ahead = (urls.c.source_id == source) & (urls.c.last_fetched_at > at)
    connection.execute(
        update(urls)
        .where(fetched_ahead, urls.c.next_check_at > at, urls.c.next_check_at < NEVER)
        .values(next_check_at=at)
    )
    connection.execute(update(urls).where(fetched_ahead).values(last_fetched_at=at))
    polled_ahead = (feeds.c.source_id == source) & (feeds.c.last_polled_at > at)
    connection.execute(
        update(feeds).where(polled_ahead).values(next_poll_at=at, last_polled_at=at, last_full_at=None)
    )
    _put_hosts_right(connection, by_server(connection, at))
    return ahead


def _put_hosts_right(connection: Connection, at: datetime) -> None:
    # robots.txt is asked for anew, and its rules are believed meanwhile: how old they are cannot be told.
    connection.execute(update(hosts).where(hosts.c.robots_tried_at > at).values(robots_tried_at=None))
    known = update(hosts).where(hosts.c.robots_fetched_at > at)
    connection.execute(known.where(hosts.c.robots_away_since.is_(None)).values(robots_fetched_at=None))
    for column in (
        *(hosts.c.last_asked_at, hosts.c.last_failed_at),
        *(hosts.c.robots_fetched_at, hosts.c.robots_away_since),
    ):
        connection.execute(update(hosts).where(column > at).values({column.name: at}))
    longest = at + _LONGEST_BLOCK
    connection.execute(update(hosts).where(hosts.c.blocked_until > longest).values(blocked_until=longest))
    connection.execute(
        update(hosts).where(hosts.c.counted_on > at.date()).values(counted_on=None, asked_that_day=0)
    )
