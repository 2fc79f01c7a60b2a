"""What is known of hosts, for those who only look."""

from __future__ import annotations

from collections.abc import Collection

from newsarchive.politeness.host import HostState
from newsarchive.storage.hosts import load_hosts
from newsarchive.storage.opened import opened


def known_hosts(url: str, names: Collection[str]) -> dict[str, HostState]:
    """Return what the archive at `url` knows of these hosts; unknown ones are absent. Raises ArchiveError."""
    with opened(url) as connection:
        return load_hosts(connection, names)
