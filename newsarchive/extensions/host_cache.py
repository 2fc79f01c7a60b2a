"""A crawl's cache of host states: each is read once, kept in memory, and written a few times a minute."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from newsarchive.errors import ArchiveError
from newsarchive.politeness.host_state import HostState, asked_on, merged
from newsarchive.storage.interfaces.crawl_store import HostUpdate

Load = Callable[[Collection[str]], Awaitable[Mapping[str, HostState]]]
Record = Callable[[Sequence[HostUpdate]], Awaitable[Mapping[str, HostState]]]

# Seconds between a change and its writing: a back-off must not be lost with a killed crawl.
_SOON = 0.5


class HostCache:
    """One crawl's copy of the table `hosts`; each write also reads what other crawls have written."""

    def __init__(self, load: Load, record: Record) -> None:
        self._load, self._record = load, record
        self._states: dict[str, HostState] = {}
        self._loading: dict[str, asyncio.Task[None]] = {}
        self._asked: dict[tuple[str, date], int] = {}
        self._changed: set[str] = set()
        self._writing = asyncio.Lock()
        self._soon: asyncio.Task[None] | None = None

    async def load(self, host: str) -> HostState:
        """Return a host's state; the first call for a host reads it from the archive."""
        if host not in self._states:
            if host not in self._loading:
                self._loading[host] = asyncio.get_running_loop().create_task(self._read(host))
            await asyncio.shield(self._loading[host])
        return self._states[host]

    def state(self, host: str) -> HostState:
        """Return the state of a host that was loaded, for others an empty one."""
        return self._states.get(host) or HostState(host=host)

    def states(self) -> Sequence[HostState]:
        """Return the states of all hosts that were loaded."""
        return tuple(self._states.values())

    def put(self, state: HostState) -> None:
        """Store a changed state; it is written after _SOON seconds."""
        if self._states.get(state.host) == state:
            return
        self._states[state.host] = state
        self._changed.add(state.host)
        if self._soon is None or self._soon.done():
            self._soon = asyncio.get_running_loop().create_task(self._write_soon())

    def asked(self, state: HostState, now: datetime) -> None:
        """Count a request and store the state after it; written with the next change or heartbeat."""
        self._states[state.host] = state
        key = (state.host, now.date())
        self._asked[key] = self._asked.get(key, 0) + 1

    def asked_on(self, host: str, day: date) -> int:
        """Return how many requests a host got on a day (UTC) from all crawls, as last read."""
        return asked_on(self.state(host), day) + self._asked.get((host, day), 0)

    async def flush(self) -> None:
        """Write changed states and counts, and merge what other crawls have written. Raises ArchiveError."""
        async with self._writing:
            hosts = self._changed | {host for host, _ in self._asked}
            if not hosts:
                return
            counts, self._changed = dict(self._asked), set()
            try:
                stored = await self._record([self._update(host, counts) for host in sorted(hosts)])
            except BaseException:
                self._changed |= hosts
                raise
            # Until they are written, which takes seconds while the archive is busy, they count here.
            left = {key: number - counts.get(key, 0) for key, number in self._asked.items()}
            self._asked = {key: number for key, number in left.items() if number}
            for host, state in stored.items():
                self._states[host] = merged(self.state(host), state)

    async def finish(self) -> None:
        """Write what is not written yet, and stop."""
        await self.flush()
        if self._soon is not None:  # asleep, or done: it writes under the same lock
            self._soon.cancel()

    def _update(self, host: str, counts: Mapping[tuple[str, date], int]) -> HostUpdate:
        asked = {day: number for (name, day), number in counts.items() if name == host}
        return HostUpdate(state=self.state(host), asked=asked)

    async def _read(self, host: str) -> None:
        try:
            stored = await self._load([host])
        except BaseException:
            del self._loading[host]
            raise
        self._states.setdefault(host, stored.get(host) or HostState(host=host))

    async def _write_soon(self) -> None:
        await asyncio.sleep(_SOON)
        with contextlib.suppress(ArchiveError):  # ArchiveExtension has seen it and ends the crawl
            await self.flush()
