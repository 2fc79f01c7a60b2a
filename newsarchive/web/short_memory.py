"""Answers remembered for a short while: counts that many pages show, and questions that took too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from newsarchive.errors import EndedEarlyError

_V = TypeVar("_V")
# A count that took too long is not tried again for so long: the archive grows slowly.
_FAILURE_SECONDS = 600.0


class ShortMemory(Generic[_V]):
    """Remembers at most so many answers, each for so many seconds; also that one took too long (None)."""

    def __init__(self, *, seconds: float, most: int) -> None:
        self._seconds = seconds
        self._most = most
        self._lock = threading.Lock()
        self._known: dict[Hashable, tuple[float, _V | None]] = {}

    def recall(self, key: Hashable, make: Callable[[], _V]) -> _V | None:
        """Return what `make` returns, or returned lately; None if it took too long (EndedEarlyError)."""
        now = time.monotonic()
        with self._lock:
            if key in self._known and self._known[key][0] > now:
                return self._known[key][1]
        try:
            found: _V | None = make()
            until = time.monotonic() + self._seconds
        except EndedEarlyError:
            found, until = None, now + _FAILURE_SECONDS
        with self._lock:
            self._known.pop(key, None)
            while len(self._known) >= self._most:  # the oldest first: a dict keeps the order
                del self._known[next(iter(self._known))]
            self._known[key] = until, found
        return found
