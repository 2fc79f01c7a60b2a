"""Answers remembered for a short while: counts that many pages show, and questions that took too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from typing import Generic, NamedTuple, TypeVar

from newsarchive.errors import EndedEarlyError
from newsarchive.storage.queries.given_up import nobody_waits

_V = TypeVar("_V")
# A count that took too long is not tried again for so long: the archive grows slowly.
_FAILURE_SECONDS = 600.0
# An older answer is told to nobody while a new one is being made: counts do not say how old they are.
_OLDEST = 300.0
# Answers that are made at a time, and that may be made or wait for it.
_AT_ONCE, _MOST_RUNNING = 1, 12


class _Known(NamedTuple, Generic[_V]):
    fresh_until: float
    made_at: float
    value: _V | None


class ShortMemory(Generic[_V]):
    """Remembers at most so many answers, each for so many seconds; also that one took too long (None).

    With `patience` that is forgotten after so many seconds, and the answer before it stays meanwhile. While
    none can be had in time, the one before serves until it is `oldest` seconds old.
    """

    def __init__(
        self, *, seconds: float, most: int, patience: float | None = None, oldest: float = _OLDEST
    ) -> None:
        self._seconds = seconds
        self._patience = patience
        self._oldest = oldest
        self._most = most
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}
        self._known: dict[Hashable, _Known[_V]] = {}
        self._running: dict[Hashable, Future[_V | None]] = {}
        self._places = threading.Semaphore(_AT_ONCE)

    def recall(self, key: Hashable, make: Callable[[], _V]) -> _V | None:
        """Return what `make` returns, or returned lately; None if it took too long (EndedEarlyError).

        One caller makes it; meanwhile others get what was made before, or wait for it.
        """
        with self._lock:
            known = self._known.get(key)
            making = self._making.setdefault(key, threading.Lock())
        if known is not None and known.fresh_until > time.monotonic():
            return known.value
        before = self._young(known)
        if not making.acquire(blocking=before is None):
            return before
        try:
            with self._lock:
                known = self._known.get(key)
            if known is not None and known.fresh_until > time.monotonic():
                return known.value
            return self._made(key, make)
        finally:
            making.release()

    def recall_within(self, key: Hashable, make: Callable[[], _V], seconds: float) -> _V | None:
        """Return the same if it comes within so many seconds, else what was made before, or None.

        It is made to the end all the same, for the next who asks; not if many others are being made.
        """
        with self._lock:
            known = self._known.get(key)
            if known is not None and known.fresh_until > time.monotonic():
                return known.value
            running = self._running.get(key)
            if running is None and len(self._running) < _MOST_RUNNING:
                running = self._running[key] = Future()
                # Not a pool: the program need not wait for its threads to end.
                threading.Thread(target=self._run, args=(key, make, running), daemon=True).start()
        before = self._young(known)
        if running is None:
            return before
        try:
            return running.result(timeout=seconds)
        except OutOfTime:
            return before

    def _run(self, key: Hashable, make: Callable[[], _V], running: Future[_V | None]) -> None:
        try:
            with self._places:
                running.set_result(self.recall(key, make))
        except BaseException as error:
            running.set_exception(error)
        finally:
            with self._lock:
                self._running.pop(key, None)

    def _young(self, known: _Known[_V] | None) -> _V | None:
        old = known is None or time.monotonic() - known.made_at > self._oldest
        return None if known is None or old else known.value

    def _made(self, key: Hashable, make: Callable[[], _V]) -> _V | None:
        made_at = time.monotonic()
        try:
            found: _V | None = make()
            seconds = self._seconds
        except EndedEarlyError:
            if nobody_waits():  # it was ended for that: others who ask are told nothing of it
                raise
            with self._lock:
                before = self._known.get(key)
            found = None if self._patience is None else self._young(before)
            if before is not None and found is not None:
                made_at = before.made_at
            seconds = _FAILURE_SECONDS if self._patience is None else self._patience
        with self._lock:
            self._known.pop(key, None)
            while len(self._known) >= self._most:  # the oldest first: a dict keeps the order
                oldest = next(iter(self._known))
                del self._known[oldest]
                self._making.pop(oldest, None)
            self._known[key] = _Known(time.monotonic() + seconds, made_at, found)
        return found
