"""`Archive`, which is what the rest of the code sees of the archive: one value with all its stores."""

from __future__ import annotations

from typing import Protocol

from newsarchive.storage.interfaces.crawl_store import (
    Crawls,
    Frontier,
    Hosts,
    Reads,
    Renderings,
    Reprocessing,
    Saves,
)
from newsarchive.storage.interfaces.monitoring import Alarms, Health, Incidents
from newsarchive.storage.interfaces.rechecks import Rechecks
from newsarchive.storage.interfaces.watch_store import Watching


class Archive(Protocol):
    """An open archive."""

    @property
    def crawls(self) -> Crawls: ...

    @property
    def frontier(self) -> Frontier: ...

    @property
    def hosts(self) -> Hosts: ...

    @property
    def saves(self) -> Saves: ...

    @property
    def reads(self) -> Reads: ...

    @property
    def reprocessing(self) -> Reprocessing: ...

    @property
    def rechecks(self) -> Rechecks: ...

    @property
    def health(self) -> Health: ...

    @property
    def alarms(self) -> Alarms: ...

    @property
    def incidents(self) -> Incidents: ...

    @property
    def renderings(self) -> Renderings: ...

    @property
    def watching(self) -> Watching: ...

    def sources(self) -> set[str]:
        """Return the names of all sources of the archive."""

    def close(self) -> None:
        """Close connections and files; later calls do nothing."""
