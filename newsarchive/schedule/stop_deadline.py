"""A deadline for stopping: ends the process even if a thread still waits for a server."""

from __future__ import annotations

import os
import threading

from newsarchive.errors import EndedEarlyError
from newsarchive.schedule.scheduler import STOP_TIMEOUT

# Crawls have ended or are killed by STOP_TIMEOUT; a second and a half before the ten seconds of a stop are
# over.
_EXIT_AFTER = STOP_TIMEOUT + 2.5


class StopDeadline:
    """Once started, ends this process after _EXIT_AFTER seconds unless it is cancelled."""

    def __init__(self) -> None:
        self._timer = threading.Timer(_EXIT_AFTER, os._exit, [EndedEarlyError.exit_code])
        self._timer.daemon = True

    def start(self) -> None:
        """Start the countdown; call it when the stop begins."""
        self._timer.start()

    def cancel(self) -> None:
        """Cancel the countdown; does nothing if it was not started."""
        self._timer.cancel()
