"""The one thread that talks to the archive: calls in order, off the event loop, patient."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from newsarchive.errors import ArchiveError, ArchiveLockedError, ArchiveUnavailableError

P = ParamSpec("P")
R = TypeVar("R")

logger = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds: a database that goes away for a minute costs nothing (DESIGN 7)
PAUSE = 0.5
# A call that takes longer than any batch does (seconds): the archive does not answer, or is locked.
STALLED = 2.0


class Writer:
    """Runs synchronous calls one after another in one thread (`asyncio.to_thread` let six run, FACTS 1)."""

    def __init__(self, *, patience: float = PATIENCE, pause: float = PAUSE) -> None:
        self._patience, self._pause = patience, pause
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._hurry = threading.Event()
        self._away = False
        self._began: float | None = None  # the call under way
        self.retries = 0

    @property
    def is_stalled(self) -> bool:
        """Whether nothing can be stored now: the archive is away, full or locked, or does not answer.

        What is fetched meanwhile may have been fetched in vain.
        """
        began = self._began
        return self._away or (began is not None and time.monotonic() - began > STALLED)

    async def once(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the result of the call, tried once: at opening, an operator's mistake must not wait."""
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: self._timed(lambda: function(*args, **kwargs))
        )

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the result of the call; tried for PATIENCE seconds while the archive is away or locked."""
        return await self.once(self._patiently, lambda: function(*args, **kwargs))

    def hurry(self) -> None:
        """Try once only from now on: the crawl is being given up."""
        self._hurry.set()

    def close(self) -> None:
        """End the thread after the call it is in; closing twice is no error."""
        self._executor.shutdown(wait=True)

    def _timed(self, call: Callable[[], R]) -> R:
        self._began = time.monotonic()
        try:
            return call()
        finally:
            self._began = None

    def _patiently(self, call: Callable[[], R]) -> R:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                result = call()
            except (ArchiveUnavailableError, ArchiveLockedError) as error:
                if self._hurry.is_set() or time.monotonic() >= deadline:
                    raise
                self._tell_away(error)
                self.retries += 1
                self._hurry.wait(self._pause)
            else:
                self._tell_back()
                return result

    def _tell_away(self, error: ArchiveError) -> None:
        if not self._away:
            self._away = True
            logger.warning(
                "%s Nothing is asked for until it is back; waited for are %d seconds.",
                error.message,
                self._patience,
            )

    def _tell_back(self) -> None:
        if self._away:
            self._away = False
            logger.warning("The archive is back; the crawl goes on.")
