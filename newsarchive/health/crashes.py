"""A crawl that ended by a bug has no watch any more that could tell of it."""

from __future__ import annotations

import logging

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.health.notifier import Notifier
from newsarchive.health.telling import tell
from newsarchive.storage import open_archive

logger = logging.getLogger(__name__)


def remember_crash(url: str, source: str, error: BaseException, notifier: Notifier) -> None:
    """Begin a spell of failing crawls, and tell; what fails is a warning."""
    try:
        archive = open_archive(url)
        try:
            cause = f"A crawl ended by a bug: {type(error).__name__}."
            archive.alarms.begin(source, "failed", cause, clock.now())
            tell(archive.alarms, notifier, source)
        finally:
            archive.close()
    except ArchiveError as problem:
        logger.warning("Nobody was told of a crash: %s", problem.message)
