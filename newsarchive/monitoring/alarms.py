"""Alarms for failures that a crawl cannot report itself: uncrawled sources, crashes, bad declarations.

None of these functions raises ArchiveError: an alarm that cannot be recorded is logged as a warning.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.monitoring.notify import Notifier, deliver_alarms
from newsarchive.planning.polling import LONGEST_POLL_INTERVAL
from newsarchive.sources import Source
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.monitoring import AlarmKind

logger = logging.getLogger(__name__)


def raise_stalled_alarms(
    url: str,
    declared: Iterable[Source] = (),
    *,
    notifier: Notifier | None = None,
    at: datetime | None = None,
) -> None:
    """Begin an incident for each source that is no longer crawled, and send all pending alarms together.

    Called by whatever starts crawls (`crawl --due`, the scheduler, a worker), as often as it likes: each
    incident is reported once. A source that declares `every` may go without a crawl for twice that time. `at`
    is the moment of the check (default: now).
    """
    try:
        archive = open_archive(url)
    except ArchiveError as error:
        logger.warning("Could not check for sources that are no longer crawled: %s", error.message)
        return
    try:
        every = {source.name: source.every or LONGEST_POLL_INTERVAL for source in declared}
        archive.alarms.raise_stalled(every, at or clock.now())
        deliver_alarms(archive.alarms, notifier or Notifier(()))
    except ArchiveError as error:
        logger.warning("Could not check for sources that are no longer crawled: %s", error.message)
    finally:
        archive.close()


def remember_crash(url: str, source: str, error: BaseException, notifier: Notifier) -> None:
    """Begin an incident for a source whose crawl crashed, and notify."""
    _remember(url, {source: f"A crawl crashed because of a bug: {type(error).__name__}."}, notifier)


def remember_mistakes(url: str, mistakes: Mapping[str, str], notifier: Notifier) -> None:
    """Begin an incident for each source whose declaration is invalid, and notify once of each.

    `mistakes`: the message by source.
    """
    _remember(
        url, {name: f"Its declaration is invalid: {mistake}" for name, mistake in mistakes.items()}, notifier
    )


def _remember(url: str, causes: Mapping[str, str], notifier: Notifier) -> None:
    if not causes:
        return
    try:
        archive = open_archive(url)
        try:
            for source, cause in causes.items():
                archive.alarms.begin(source, AlarmKind.FAILED, cause, clock.now())
                deliver_alarms(archive.alarms, notifier, source)
        finally:
            archive.close()
    except ArchiveError as problem:
        logger.warning("The alarm for a failed crawl could not be recorded or sent: %s", problem.message)
