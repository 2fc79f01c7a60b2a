"""Failures no crawl can report itself: sources no longer crawled, killed crawls, broken declarations."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.monitoring.notify import Notifier, deliver_alarms
from newsarchive.planning.polling import LONGEST
from newsarchive.sources import Source
from newsarchive.storage import open_archive

# Trouble that no crawl can tell of: sources not crawled any more, and crawls that die without a word.

logger = logging.getLogger(__name__)


def raise_stalled_alarms(
    url: str,
    declared: Iterable[Source] = (),
    *,
    notifier: Notifier | None = None,
    at: datetime | None = None,
) -> None:
    """Begin a spell for each source nobody hears of, and tell all that is untold in one message.

    For whatever starts crawls (`crawl --due`, the scheduler, a worker), as often as it likes: a spell is told
    once. A source crawled every few days, as declared, may be silent for twice as long. What fails is a
    warning.
    """
    try:
        archive = open_archive(url)
    except ArchiveError as error:
        logger.warning("Nobody looked for sources that are not crawled: %s", error.message)
        return
    try:
        every = {source.name: source.every or LONGEST for source in declared}
        archive.alarms.raise_stalled(every, at or clock.now())
        deliver_alarms(archive.alarms, notifier or Notifier(()))
    except ArchiveError as error:
        logger.warning("Nobody looked for sources that are not crawled: %s", error.message)
    finally:
        archive.close()


# Failures no watch can tell of: crawls that ended by a bug, or that a wrong declaration held back.


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
                deliver_alarms(archive.alarms, notifier, source)
        finally:
            archive.close()
    except ArchiveError as problem:
        logger.warning("Nobody was told that a crawl failed: %s", problem.message)
