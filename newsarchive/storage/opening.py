"""Opening the archive: refuses what is missing, and a schema that is not the one this code knows."""

from __future__ import annotations

from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from newsarchive.errors import ArchiveUnavailableError, SchemaNotAtHeadError
from newsarchive.storage.archive_interface import Archive
from newsarchive.storage.crawls import ArchiveCrawls
from newsarchive.storage.folders import require_file
from newsarchive.storage.frontier import ArchiveFrontier
from newsarchive.storage.health.alarms import ArchiveAlarms
from newsarchive.storage.health.measuring import ArchiveHealth
from newsarchive.storage.health.values import Alarms, Health
from newsarchive.storage.hosts import ArchiveHosts
from newsarchive.storage.interfaces import Crawls, Frontier, Hosts, Reads, Renderings, Rereads, Saves
from newsarchive.storage.location import parsed, shown
from newsarchive.storage.reads import ArchiveReads
from newsarchive.storage.renderings import ArchiveRenderings
from newsarchive.storage.rereading.door import ArchiveRereads
from newsarchive.storage.saves import ArchiveSaves
from newsarchive.storage.schema_revision import current_revision, known_revisions
from newsarchive.storage.transactions import Database
from newsarchive.storage.visiting.door import ArchiveVisits
from newsarchive.storage.visiting.values import Visits


class DatabaseArchive:
    """An opened archive on SQLite or PostgreSQL (the `Archive` of newsarchive.storage.interfaces)."""

    crawls: Crawls
    frontier: Frontier
    hosts: Hosts
    saves: Saves
    reads: Reads
    rereads: Rereads
    visits: Visits
    health: Health
    alarms: Alarms
    renderings: Renderings

    def __init__(self, database: Database) -> None:
        self._database = database
        self.crawls = ArchiveCrawls(database)
        self.frontier = ArchiveFrontier(database)
        self.hosts = ArchiveHosts(database)
        self.saves = ArchiveSaves(database)
        self.reads = ArchiveReads(database)
        self.rereads = ArchiveRereads(database)
        self.visits = ArchiveVisits(database)
        self.health = ArchiveHealth(database)
        self.alarms = ArchiveAlarms(database)
        self.renderings = ArchiveRenderings(database)

    def close(self) -> None:
        """Let go of connections and files; more than once is no error."""
        self._database.close()


def open_archive(url: str, *, wait: float = 30) -> Archive:
    """Open the archive at a database address; `wait` is in seconds, for other writers.

    Raises ConfigurationError (no such kind of address), ArchiveUnavailableError (missing file, folder or
    server) or SchemaNotAtHeadError (older or newer than this code).
    """
    address = parsed(url)
    require_file(address)
    database = Database(address, wait=wait)
    try:
        check_schema(database)
    except BaseException:
        database.close()
        raise
    return DatabaseArchive(database)


def check_schema(database: Database) -> None:
    """Raise SchemaNotAtHeadError unless the schema is the newest this code knows."""
    try:
        with database.reading() as connection:
            current = current_revision(connection)
    except DatabaseError as error:  # a file that is no database
        raise ArchiveUnavailableError(f"{shown(database.address)} is no archive: {error.orig}") from error
    demand_head(database.address, current)


def demand_head(address: URL, current: str | None) -> None:
    """Raise SchemaNotAtHeadError unless `current` is the newest migration this code carries."""
    known = known_revisions()
    if current == known[-1]:
        return
    if current is None:
        raise SchemaNotAtHeadError(f"The database {shown(address)} holds no archive yet.")
    if current in known:
        raise SchemaNotAtHeadError(
            f"The archive {shown(address)} is behind this code: it is at {current}, needed is {known[-1]}.",
            hint="Run 'newsarchive db upgrade'.",
        )
    raise SchemaNotAtHeadError(
        f"The archive {shown(address)} is ahead of this code: it is at {current}, known is {known[-1]}.",
        hint="Install the version of newsarchive that made it, or a newer one.",
    )
