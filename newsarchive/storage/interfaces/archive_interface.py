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

    crawls: Crawls
    frontier: Frontier
    hosts: Hosts
    saves: Saves
    reads: Reads
    reprocessing: Reprocessing
    rechecks: Rechecks
    health: Health
    alarms: Alarms
    incidents: Incidents
    renderings: Renderings
    watching: Watching

    def close(self) -> None:
        """Close connections and files; later calls do nothing."""
