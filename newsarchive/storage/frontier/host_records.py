"""What is stored about hosts (how often they may be asked) and about sources that may need a browser.

Crawls share these rows, which outlive the crawl that learned them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from newsarchive.lifecycle import ARTICLE_KIND, Postponement, RenderMode, SkipReason
from newsarchive.politeness.host_state import HostState, authority, merged, with_requests_counted
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.database.engine import LOCK_WAIT
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.database.server_clock import server_ahead
from newsarchive.storage.interfaces.crawl_store import HostUpdate, Rendering
from newsarchive.storage.migrating.revision import check_schema, checked_connection
from newsarchive.storage.rows.get_or_create import chunks, ensure_sources
from newsarchive.storage.schema import feeds, hosts, renderings, sources, urls

# Why a URL was left for later that its host keeps from being asked for.
_LEFT_FOR_HOST = (
    Postponement.HOST_BLOCKED,
    Postponement.ROBOTS_UNREACHABLE,
    SkipReason.ROBOTS,
    SkipReason.ROBOTS_REFUSED,
)
# Moments that all machines compare with the present: they are stored by the clock of the server.
_MOMENTS = (
    *("robots_fetched_at", "robots_tried_at", "robots_away_since"),
    *("blocked_until", "last_failed_at", "last_asked_at"),
)
_HOST_COLUMNS = [column for column in hosts.c if column.name != "id"]


class ArchiveHosts:
    """The store `Hosts` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Asked for once: what is stored as it was loaded must not move when the answer differs by a second.
        self._ahead: timedelta | None = None

    def load(self, names: Collection[str]) -> dict[str, HostState]:
        """Return the state of these hosts; hosts without one are absent."""
        with self._database.reading() as connection:
            return load_hosts(connection, names, self._server_ahead(connection))

    def record(self, updates: Sequence[HostUpdate]) -> dict[str, HostState]:
        """Store what was learned and return the merged state: the longer block wins, counts are added."""
        with self._database.writing() as connection:
            ahead = self._server_ahead(connection)
            stored = load_hosts(connection, [each.state.host for each in updates], ahead)
            states = {each.state.host: _merged(each, stored.get(each.state.host)) for each in updates}
            for name, state in states.items():
                if name in stored:
                    connection.execute(update(hosts).where(hosts.c.host == name).values(_row(state, ahead)))
                else:
                    connection.execute(insert(hosts), _row(state, ahead))
        return states

    def _server_ahead(self, connection: Connection) -> timedelta:
        if self._ahead is None:
            self._ahead = server_ahead(connection)
        return self._ahead


def load_hosts(
    connection: Connection, names: Collection[str], ahead: timedelta | None = None
) -> dict[str, HostState]:
    """Return the state of these hosts, by this machine's clock; hosts without one are absent.

    `ahead` is by how much the server's clock is ahead; None: it is asked.
    """
    ahead = server_ahead(connection) if ahead is None else ahead
    found: dict[str, HostState] = {}
    for part in chunks(sorted(set(names))):
        rows = connection.execute(select(*_HOST_COLUMNS).where(hosts.c.host.in_(part)))
        found |= {row.host: _moved(HostState(**row._mapping), -ahead) for row in rows}
    return found


def _merged(update: HostUpdate, stored: HostState | None) -> HostState:
    state = update.state if stored is None else merged(update.state, stored)
    for day, asked in sorted(update.asked.items()):
        state = with_requests_counted(state, day, asked)
    return state


def _moved(state: HostState, by: timedelta) -> HostState:
    """Return the host with its moments told by a clock that is ahead by so much."""
    if not by:
        return state
    moments = {name: getattr(state, name) for name in _MOMENTS}
    return replace(state, **{name: at + by for name, at in moments.items() if at is not None})


def _row(state: HostState, ahead: timedelta) -> dict[str, Any]:
    return asdict(_moved(state, ahead)) | {"robots_text": coerced_text(state.robots_text)}


def known_hosts(url: str, names: Collection[str]) -> dict[str, HostState]:
    """Return the state of these hosts in the archive at `url`; others are absent. Raises ArchiveError."""
    with checked_connection(url) as connection:
        return load_hosts(connection, names)


@dataclass(frozen=True, slots=True)
class Unblocked:
    """What lifting a block did: the host as it was, and how many URLs and listings are due again."""

    before: HostState
    urls: int
    listings: int


def unblock_host(url: str, name: str, at: datetime) -> Unblocked | None:
    """Lift the block of a host in the archive at `url`, forget its failures, and have robots.txt asked anew.

    What was left for later because of the block is due `at` once. None if the archive does not know the host.
    Raises ArchiveError.
    """
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=LOCK_WAIT)
    try:
        check_schema(database)
        with database.writing() as connection:
            before = load_hosts(connection, [name]).get(name)
            if before is None:
                return None
            lifted: dict[str, Any] = dict.fromkeys(("blocked_until", "blocked_reason", "backoff"))
            # Rules from before robots.txt was away are believed until it answers.
            asked = "robots_tried_at" if before.robots_away_since else "robots_fetched_at"
            lifted |= {"failures": 0, asked: None}
            connection.execute(update(hosts).where(hosts.c.host == name).values(lifted))
            articles, listings = _due_again(connection, name, at)
            return Unblocked(before=before, urls=articles, listings=listings)
    finally:
        database.close()


def _due_again(connection: Connection, name: str, at: datetime) -> tuple[int, int]:
    left = select(urls.c.id, urls.c.url, urls.c.kind).where(urls.c.last_error.in_(_LEFT_FOR_HOST))
    rows = [row for row in connection.execute(left) if authority(row.url) == name]
    for part in chunks([row.id for row in rows]):
        later = urls.c.id.in_(part) & (urls.c.next_check_at > at)
        connection.execute(update(urls).where(later).values(next_check_at=at))
        polls = feeds.c.url_id.in_(part) & (feeds.c.next_poll_at > at)
        connection.execute(update(feeds).where(polls).values(next_poll_at=at))
    listings = sum(row.kind != ARTICLE_KIND for row in rows)
    return len(rows) - listings, listings


class ArchiveRenderings:
    """The store `Renderings` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, source: str) -> Rendering | None:
        """Return what is stored for a source, None if nothing was tried."""
        query = (
            select(renderings.c.mode, renderings.c.tried, renderings.c.helped, renderings.c.decided_at)
            .join(sources, sources.c.id == renderings.c.source_id)
            .where(sources.c.name == source)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Rendering(**{**row._mapping, "mode": RenderMode(row.mode)})

    def record(self, source: str, rendering: Rendering) -> None:
        """Store the result, in place of the earlier one."""
        values = {
            "mode": rendering.mode,
            "tried": rendering.tried,
            "helped": rendering.helped,
            "decided_at": rendering.decided_at,
        }
        with self._database.writing() as connection:
            number = ensure_sources(connection, [source])[source]
            connection.execute(delete(renderings).where(renderings.c.source_id == number))
            connection.execute(insert(renderings), {"source_id": number} | values)
