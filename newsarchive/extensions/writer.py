"""The one thread that talks to the archive: calls in order, off the event loop, patient."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from newsarchive.errors import ArchiveLockedError, ArchiveUnavailableError

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 60.0  # seconds: a database that goes away for a minute costs nothing (DESIGN 7)
PAUSE = 0.5


class Writer:
    """Runs synchronous calls one after another in one thread (`asyncio.to_thread` let six run, FACTS 1)."""

    def __init__(self, *, patience: float = PATIENCE, pause: float = PAUSE) -> None:
        self._patience, self._pause = patience, pause
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._hurry = threading.Event()
        self.retries = 0

    async def once(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the result of the call, tried once: at opening, an operator's mistake must not wait."""
        return await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: function(*args, **kwargs)
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

    def _patiently(self, call: Callable[[], R]) -> R:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return call()
            except (ArchiveUnavailableError, ArchiveLockedError):
                if self._hurry.is_set() or time.monotonic() >= deadline:
                    raise
                self.retries += 1
                self._hurry.wait(self._pause)
