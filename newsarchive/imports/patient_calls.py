"""Calls of an import to an archive that may go away for a while, as a crawl's writer makes them.

A database server that is started again, a full disk that somebody clears: an import of hours goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError

_P = ParamSpec("_P")
_R = TypeVar("_R")

# Seconds, as of a crawl's writer (docs/explanation/hostile-web.md#crashes).
_PATIENCE = 60.0
_PAUSE = 0.5


class PatientCalls:
    """Tries a call again while the archive is unavailable or locked, for `patience` seconds at most.

    `say` is told when the archive goes away and when it is back; `stopping()` ends the waiting.
    """

    def __init__(
        self,
        *,
        say: Callable[[str], None],
        stopping: Callable[[], bool],
        patience: float = _PATIENCE,
        pause: float = _PAUSE,
    ) -> None:
        self._say, self._stopping = say, stopping
        self._patience, self._pause = patience, pause

    def __call__(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Return what `function` returns; raises ArchiveError when patience ends, or at once on a stop."""
        deadline: float | None = None
        while True:
            try:
                result = function(*args, **kwargs)
            except (ArchiveUnavailableError, ArchiveLockedError) as error:
                now = time.monotonic()
                if deadline is None:
                    deadline = now + self._patience
                    if not self._stopping():
                        said = error.message.rstrip(".!?")
                        self._say(f"{said}. The import waits for it, {self._patience:g} s at most.")
                if self._stopping() or now >= deadline:
                    raise
                time.sleep(self._pause)
            else:
                if deadline is not None:
                    self._say("The archive can be used again; the import goes on.")
                return result
