"""What is stored about hosts (how often they may be asked) and about sources that may need a browser.

Crawls share these rows, which outlive the crawl that learned them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from newsarchive.lifecycle import RenderMode
from newsarchive.politeness.host_state import HostState, merged, with_requests_counted
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.interfaces.crawl_store import HostUpdate, Rendering
from newsarchive.storage.migrating.revision import checked_connection
from newsarchive.storage.rows.get_or_create import chunks, ensure_sources
from newsarchive.storage.schema import hosts, renderings, sources

_HOST_COLUMNS = [column for column in hosts.c if column.name != "id"]


class ArchiveHosts:
    """The store `Hosts` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, names: Collection[str]) -> dict[str, HostState]:
        """Return the state of these hosts; hosts without one are absent."""
        with self._database.reading() as connection:
            return load_hosts(connection, names)

    def record(self, updates: Sequence[HostUpdate]) -> dict[str, HostState]:
        """Store what was learned and return the merged state: the longer block wins, counts are added."""
        with self._database.writing() as connection:
            stored = load_hosts(connection, [each.state.host for each in updates])
            states = {each.state.host: _merged(each, stored.get(each.state.host)) for each in updates}
            for name, state in states.items():
                if name in stored:
                    connection.execute(update(hosts).where(hosts.c.host == name).values(_row(state)))
                else:
                    connection.execute(insert(hosts), _row(state))
        return states


def load_hosts(connection: Connection, names: Collection[str]) -> dict[str, HostState]:
    """Return the state of these hosts; hosts without one are absent."""
    found: dict[str, HostState] = {}
    for part in chunks(sorted(set(names))):
        rows = connection.execute(select(*_HOST_COLUMNS).where(hosts.c.host.in_(part)))
        found |= {row.host: HostState(**row._mapping) for row in rows}
    return found


def _merged(update: HostUpdate, stored: HostState | None) -> HostState:
    state = update.state if stored is None else merged(update.state, stored)
    for day, asked in sorted(update.asked.items()):
        state = with_requests_counted(state, day, asked)
    return state


def _row(state: HostState) -> dict[str, Any]:
    return asdict(state) | {"robots_text": coerced_text(state.robots_text)}


def known_hosts(url: str, names: Collection[str]) -> dict[str, HostState]:
    """Return the state of these hosts in the archive at `url`; others are absent. Raises ArchiveError."""
    with checked_connection(url) as connection:
        return load_hosts(connection, names)


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
