"""Trouble that no crawl can tell of: sources not crawled any more, and crawls that die without a word."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from newsarchive import clock
from newsarchive.errors import ArchiveError
from newsarchive.health.notifier import Notifier
from newsarchive.health.telling import tell
from newsarchive.planning.polling import LONGEST
from newsarchive.sources import Source
from newsarchive.storage import open_archive

logger = logging.getLogger(__name__)


def raise_blind_alarms(
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
        archive.alarms.watch(every, at or clock.now())
        tell(archive.alarms, notifier or Notifier(()))
    except ArchiveError as error:
        logger.warning("Nobody looked for sources that are not crawled: %s", error.message)
    finally:
        archive.close()
