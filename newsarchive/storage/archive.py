"""Opens the archive, after checking that it exists and has the schema of this code."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import select

from newsarchive.storage.database.database import Database
from newsarchive.storage.database.location import parsed, require_file
from newsarchive.storage.interfaces.archive_interface import Archive
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
from newsarchive.storage.migrating.revision import check_schema
from newsarchive.storage.schema import sources


class DatabaseArchive:
    """An open archive on SQLite or PostgreSQL (see newsarchive.storage.interfaces.archive_interface).

    Each store is imported when it is first asked for: those that save articles read texts and take a second
    of processor time, which a command that looks at watches or hosts must not pay.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def crawls(self) -> Crawls:
        from newsarchive.storage.frontier.crawl_records import ArchiveCrawls

        return ArchiveCrawls(self._database)

    @cached_property
    def frontier(self) -> Frontier:
        from newsarchive.storage.frontier.url_records import ArchiveFrontier

        return ArchiveFrontier(self._database)

    @cached_property
    def hosts(self) -> Hosts:
        from newsarchive.storage.frontier.host_records import ArchiveHosts

        return ArchiveHosts(self._database)

    @cached_property
    def saves(self) -> Saves:
        from newsarchive.storage.articles.saving import ArchiveSaves

        return ArchiveSaves(self._database)

    @cached_property
    def reads(self) -> Reads:
        from newsarchive.storage.articles.archived_captures import ArchiveReads

        return ArchiveReads(self._database)

    @cached_property
    def reprocessing(self) -> Reprocessing:
        from newsarchive.storage.reprocessing.capture_store import ArchiveReprocessing

        return ArchiveReprocessing(self._database)

    @cached_property
    def rechecks(self) -> Rechecks:
        from newsarchive.storage.frontier.recheck_store import ArchiveRechecks

        return ArchiveRechecks(self._database)

    @cached_property
    def health(self) -> Health:
        from newsarchive.storage.monitoring.measures import ArchiveHealth

        return ArchiveHealth(self._database)

    @cached_property
    def alarms(self) -> Alarms:
        from newsarchive.storage.monitoring.alarm_memory import ArchiveAlarms

        return ArchiveAlarms(self._database)

    @cached_property
    def incidents(self) -> Incidents:
        from newsarchive.storage.monitoring.incident_records import ArchiveIncidents

        return ArchiveIncidents(self._database)

    @cached_property
    def renderings(self) -> Renderings:
        from newsarchive.storage.frontier.host_records import ArchiveRenderings

        return ArchiveRenderings(self._database)

    @cached_property
    def watching(self) -> Watching:
        from newsarchive.storage.watching.watch_memory import ArchiveWatches

        return ArchiveWatches(self._database)

    def sources(self) -> set[str]:
        """Return the names of all sources of the archive."""
        with self._database.reading() as connection:
            return set(connection.scalars(select(sources.c.name)))

    def close(self) -> None:
        """Close the connections; later calls do nothing."""
        self._database.close()


def open_archive(url: str, *, wait: float = 30) -> Archive:
    """Open the archive at a database URL; `wait` is how many seconds to wait for other writers.

    Raises ConfigurationError (unsupported URL), ArchiveUnavailableError (missing file, folder or server) or
    SchemaNotAtHeadError (the schema is older or newer than this code).
    """
    location = parsed(url)
    require_file(location)
    database = Database(location, wait=wait)
    try:
        check_schema(database)
    except BaseException:
        database.close()
        raise
    return DatabaseArchive(database)
