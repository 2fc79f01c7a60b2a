"""Failures no watch can tell of: crawls that ended by a bug, or that a wrong declaration held back."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.health.notifier import Notifier
from newsarchive.health.telling import tell
from newsarchive.storage import open_archive

logger = logging.getLogger(__name__)


def remember_crash(url: str, source: str, error: BaseException, notifier: Notifier) -> None:
    """Begin a spell of failing crawls, and tell; what fails is a warning."""
    _remember(url, {source: f"A crawl ended by a bug: {type(error).__name__}."}, notifier)


def remember_mistakes(url: str, mistakes: Mapping[str, str], notifier: Notifier) -> None:
    """Begin a spell of failing crawls for each source whose declaration is wrong; tell of each spell once."""
    _remember(
        url, {name: f"Its declaration is wrong: {mistake}" for name, mistake in mistakes.items()}, notifier
    )


def _remember(url: str, causes: Mapping[str, str], notifier: Notifier) -> None:
    if not causes:
        return
    try:
        archive = open_archive(url)
        try:
            for source, cause in causes.items():
                archive.alarms.begin(source, "failed", cause, clock.now())
                tell(archive.alarms, notifier, source)
        finally:
            archive.close()
    except ArchiveError as problem:
        logger.warning("Nobody was told that a crawl failed: %s", problem.message)
