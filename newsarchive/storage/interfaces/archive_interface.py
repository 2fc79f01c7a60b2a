"""The archive as the rest of the code sees it: one value that holds all its stores."""

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
from newsarchive.storage.interfaces.monitoring import Alarms, Health
from newsarchive.storage.interfaces.rechecks import Rechecks


class Archive(Protocol):
    """An opened archive. Closing twice, or one never used, is no error."""

    crawls: Crawls
    frontier: Frontier
    hosts: Hosts
    saves: Saves
    reads: Reads
    reprocessing: Reprocessing
    rechecks: Rechecks
    health: Health
    alarms: Alarms
    renderings: Renderings

    def close(self) -> None:
        """Let go of connections and files."""
