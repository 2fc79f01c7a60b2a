"""Tells people what they were not told yet, one process at a time; nothing here fails a crawl."""

from __future__ import annotations

import logging

from newsarchive import clock
from newsarchive.health.messages import message
from newsarchive.health.notifier import Notifier
from newsarchive.storage.health.values import Alarms

logger = logging.getLogger(__name__)


def tell(alarms: Alarms, notifier: Notifier, source: str | None = None) -> None:
    """Send one message of all that is untold of a source (of all: None).

    What nobody took stays untold, and the next crawl tries again. Raises ArchiveError.
    """
    if not notifier:
        return
    untold = alarms.claim(clock.now(), source)
    if not untold:
        return
    if notifier.send(message(untold)):
        alarms.told(untold, clock.now())
    else:
        alarms.release(untold)
