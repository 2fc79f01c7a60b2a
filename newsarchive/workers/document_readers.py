"""Reads listings and robots.txt within limits, large ones in a worker process: no document stops a crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from newsarchive.environment import worker_count
from newsarchive.errors import CrawlStoppingError, DocumentTooCostlyError
from newsarchive.workers.limits import Limits, OutOfTimeError, processor_time
from newsarchive.workers.open_pool import Pool, open_pool, submitted

_R = TypeVar("_R")

# Documents up to this size are read in this process: the readers are linear and take milliseconds, while the
# first document for a worker waits a second for its process (2026-11). Most crawls see only small ones.
SMALL_DOCUMENT = 32 * 1024
# The first bytes of gzip (RFC 1952): a few compressed bytes may become many megabytes.
_PACKED = b"\x1f\x8b"
_WATCH = 0.25  # seconds between two checks whether the crawl is being stopped
# Seconds of processor time for a document that is read in this process: the event loop stands still
# meanwhile, and a stop must be obeyed within ten (docs/explanation/architecture.md#one-crawl-a-source). Most
# documents take milliseconds; a declared pattern of a section may take for ever.
_AT_ONCE_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Call:
    """A module-level function, or a partial of one, and its arguments."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


def carry_out(call: Call) -> Any:
    """Call the function and return its result."""
    return call.function(*call.arguments)


def in_time(function: Callable[[], _R], what: str, seconds: float = _AT_ONCE_SECONDS) -> _R:
    """Return the function's result; DocumentTooCostlyError says that `what` took too much processor time."""
    try:
        with processor_time(seconds):
            return function()
    except OutOfTimeError as error:
        raise DocumentTooCostlyError(f"{what} took more than {seconds:g} s of processor time") from error


class DocumentReaders:
    """Reads one document at a time; `is_stopping` says that nobody waits for it any more.

    The worker process starts with the first document that needs it. One is enough: listings are few, and
    hosts answer one at a time. Small documents are read in this process; without workers, all are.
    """

    def __init__(self, *, is_stopping: Callable[[], bool], limits: Limits | None = None) -> None:
        self._is_stopping, self._limits = is_stopping, limits or Limits()
        self._pool: Pool[Call, Any] | None = None

    async def read(self, function: Callable[..., _R], document: bytes | str, *more: Any) -> _R:
        """Return the function's result for the document and the further arguments.

        Raises DocumentTooCostlyError if that takes more time or memory than is allowed, CrawlStoppingError if
        the crawl is being stopped before it is read, WorkersUnavailableError if no worker can be started.
        """
        call = Call(function, (document, *more))
        packed = isinstance(document, bytes) and document.startswith(_PACKED)
        if (len(document) <= SMALL_DOCUMENT and not packed) or not worker_count():
            seconds = min(_AT_ONCE_SECONDS, self._limits.cpu_seconds)
            read: _R = in_time(partial(carry_out, call), "reading the document", seconds)
            return read
        if self._pool is None:
            self._pool = open_pool(carry_out, workers=1, refuse=_refuse, limits=self._limits)
        reading = await submitted(self._pool, call)
        while not (await asyncio.wait({reading}, timeout=_WATCH))[0]:
            if self._is_stopping():
                reading.cancel()  # its result is not needed any more
                raise CrawlStoppingError("the crawl is being stopped")
        result: _R = reading.result()
        return result

    async def close(self) -> None:
        """End the worker, even in the middle of a document."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.get_running_loop().run_in_executor(None, pool.close)


def _refuse(_call: Call, cause: str) -> Any:
    raise DocumentTooCostlyError(f"the document {cause}, twice")
