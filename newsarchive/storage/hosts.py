"""How hosts want to be asked: rows that outlive the crawl that learned them, shared by all crawls."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select, update

from newsarchive.politeness.host import HostState, counted, merged
from newsarchive.storage.fitting import fit_text
from newsarchive.storage.interfaces import HostUpdate
from newsarchive.storage.registry import chunks
from newsarchive.storage.schema import hosts
from newsarchive.storage.transactions import Database

COLUMNS = [column for column in hosts.c if column.name != "id"]


class ArchiveHosts:
    """The door `Hosts` (see newsarchive.storage.interfaces)."""

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
        state = counted(state, day, asked)
    return state


def _row(state: HostState) -> dict[str, Any]:
    return asdict(state) | {"robots_text": fit_text(state.robots_text)}
