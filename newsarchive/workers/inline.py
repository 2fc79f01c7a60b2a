"""The pool's twin without processes: for tests, debugging, and `NEWSARCHIVE_WORKERS=0`."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Generic, Self, TypeVar

from newsarchive.workers.worker import no_model

# What a full disk, a full quota and `ulimit -f` say.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

T = TypeVar("T")
R = TypeVar("R")


class InlinePool(Generic[T, R]):
    """Calls the function where it is asked to; same doors as ExtractionPool, no limits."""

    def __init__(self, function: Callable[[T], R]) -> None:
        self._function = function

    def submit(self, value: T) -> Future[R]:
        """Return a future that is done already."""
        future: Future[R] = Future()
        try:
            future.set_result(self._call(value))
        except Exception as error:
            future.set_exception(error)
        return future

    def map(self, values: Iterable[T]) -> Iterator[R]:
        """Yield the results in the order of the values, each made when asked for."""
        return map(self._call, values)

    def _call(self, value: T) -> R:
        """Call the function. It is pure: what wants a file is the language model, at its first page."""
        try:
            return self._function(value)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise no_model(error) from error
            raise

    def close(self) -> None:
        """Nothing to let go of."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
