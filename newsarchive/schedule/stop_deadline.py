"""The end of a stop: whatever still waits (a look at a server that does not answer) is left behind."""

from __future__ import annotations

import os
import threading

from newsarchive.errors import EndedEarlyError
from newsarchive.schedule.scheduler import PATIENCE

# Crawls have ended or are killed by PATIENCE; a second and a half before the ten seconds of a stop are over.
LAST = PATIENCE + 2.5


class Deadline:
    """Once started, ends this process after LAST seconds, unless it is cancelled before."""

    def __init__(self) -> None:
        self._timer = threading.Timer(LAST, os._exit, [EndedEarlyError.exit_code])
        self._timer.daemon = True

    def start(self) -> None:
        """The stop begins now."""
        self._timer.start()

    def cancel(self) -> None:
        """The stop has come to its end by itself; without a start this does nothing."""
        self._timer.cancel()
