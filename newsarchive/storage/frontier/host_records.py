"""Which sources need a browser, as found out by trying."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from newsarchive.politeness.host_state import HostState, merged, with_requests_counted
from newsarchive.storage.database.column_values import coerced_text
from newsarchive.storage.database.database import Database
from newsarchive.storage.interfaces.crawl_store import HostUpdate, Rendering
from newsarchive.storage.migrating.revision import checked_connection
from newsarchive.storage.rows.get_or_create import chunks, ensure_sources
from newsarchive.storage.schema import hosts, renderings, sources

# How hosts want to be asked: rows that outlive the crawl that learned them, shared by all crawls.

COLUMNS = [column for column in hosts.c if column.name != "id"]


class ArchiveHosts:
    """The door `Hosts` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, names: Collection[str]) -> dict[str, HostState]:
        """What is known of these hosts; unknown ones are absent."""
        with self._database.reading() as connection:
            return load_hosts(connection, names)

    def record(self, updates: Sequence[HostUpdate]) -> dict[str, HostState]:
        """Write what was learned, and answer what is known now: the longer block wins, counts add up."""
        with self._database.writing() as connection:
            known = load_hosts(connection, [each.state.host for each in updates])
            standing = {each.state.host: _joined(each, known.get(each.state.host)) for each in updates}
            for name, state in standing.items():
                if name in known:
                    connection.execute(update(hosts).where(hosts.c.host == name).values(_row(state)))
                else:
                    connection.execute(insert(hosts), _row(state))
        return standing


def load_hosts(connection: Connection, names: Collection[str]) -> dict[str, HostState]:
    """Return what is known of these hosts; unknown ones are absent."""
    found: dict[str, HostState] = {}
    for part in chunks(sorted(set(names))):
        rows = connection.execute(select(*COLUMNS).where(hosts.c.host.in_(part)))
        found |= {row.host: HostState(**row._mapping) for row in rows}
    return found


def _joined(update: HostUpdate, known: HostState | None) -> HostState:
    state = update.state if known is None else merged(update.state, known)
    for day, asked in sorted(update.asked.items()):
        state = with_requests_counted(state, day, asked)
    return state


def _row(state: HostState) -> dict[str, Any]:
    return asdict(state) | {"robots_text": coerced_text(state.robots_text)}


# What is known of hosts, for those who only look.


def known_hosts(url: str, names: Collection[str]) -> dict[str, HostState]:
    """Return what the archive at `url` knows of these hosts; unknown ones are absent. Raises ArchiveError."""
    with checked_connection(url) as connection:
        return load_hosts(connection, names)


class ArchiveRenderings:
    """The door `Renderings` (see newsarchive.storage.interfaces.crawl_store)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, source: str) -> Rendering | None:
        """What is known of a source; None where nothing was tried."""
        query = (
            select(renderings.c.mode, renderings.c.tried, renderings.c.helped, renderings.c.decided_at)
            .join(sources, sources.c.id == renderings.c.source_id)
            .where(sources.c.name == source)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Rendering(**row._mapping)

    def record(self, source: str, rendering: Rendering) -> None:
        """Keep what was found out, instead of what was known before."""
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
