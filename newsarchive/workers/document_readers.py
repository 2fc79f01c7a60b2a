"""Reads listings and robots.txt in a worker process, so that no document can stop a crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from newsarchive.environment import worker_count
from newsarchive.errors import CrawlStoppingError, DocumentTooCostlyError
from newsarchive.workers.limits import Limits
from newsarchive.workers.open_pool import InlinePool, Pool, open_pool, submitted

_R = TypeVar("_R")

# Documents up to this size are read at once: the readers are linear and take milliseconds for them, while the
# first document for a worker waits a second for its process (2026-11), and most crawls see only small ones.
SMALL_DOCUMENT = 32 * 1024
# Packed, a few bytes may be many megabytes: gzip (RFC 1952) begins so.
_PACKED = b"\x1f\x8b"
_WATCH = 0.25  # seconds between two looks whether the crawl is being stopped


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a module, or a partial of one, and what it is called with."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


def carry_out(call: Call) -> Any:
    """Return what the function returns."""
    return call.function(*call.arguments)


class DocumentReaders:
    """Reads a document at a time; `is_stopping` says that nobody waits for it any more.

    The process starts with the first document that needs it. One is enough: lists are few, and hosts answer
    one at a time.
    """

    def __init__(self, *, is_stopping: Callable[[], bool], limits: Limits | None = None) -> None:
        self._is_stopping, self._limits = is_stopping, limits
        self._pool: Pool[Call, Any] | None = None

    async def read(self, function: Callable[..., _R], document: bytes | str, *more: Any) -> _R:
        """Return what the function makes of the document, and of what else it is given.

        DocumentTooCostlyError when it takes more time or memory than a page may, CrawlStoppingError when the
        crawl is being stopped before it is read, WorkersUnavailableError where no worker can be had.
        """
        call = Call(function, (document, *more))
        packed = isinstance(document, bytes) and document.startswith(_PACKED)
        if len(document) <= SMALL_DOCUMENT and not packed:
            read: _R = next(InlinePool(carry_out).map([call]))
            return read
        if self._pool is None:
            workers = min(1, worker_count())
            self._pool = open_pool(carry_out, workers=workers, refuse=_refuse, limits=self._limits)
        reading = await submitted(self._pool, Call(function, (document, *more)))
        while not (await asyncio.wait({reading}, timeout=_WATCH))[0]:
            if self._is_stopping():
                reading.cancel()  # nobody hears what becomes of it
                raise CrawlStoppingError("the crawl is being stopped")
        result: _R = reading.result()
        return result

    async def close(self) -> None:
        """End the worker, in the middle of a document too."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.get_running_loop().run_in_executor(None, pool.close)


def _refuse(_call: Call, cause: str) -> Any:
    raise DocumentTooCostlyError(f"the document {cause}, twice")
