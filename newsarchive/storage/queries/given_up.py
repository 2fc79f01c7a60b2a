"""Questions that nobody waits for any more: their queries are ended where they run.

Whoever answers puts an `Asking` into `current_asking`; what runs a query checks it, or leaves a way to end
the query in it. Without one, as in the commands, nothing is ever given up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Asking:
    """One question, and whether the asker has gone away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gone = False
        self._ends: dict[object, Callable[[], object]] = {}

    @property
    def gone(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._gone

    def give_up(self) -> None:
        """End what runs for it, in a thread of its own: to reach a server may take a while."""
        with self._lock:
            self._gone = True
            ends = list(self._ends.values())
        if ends:
            threading.Thread(target=lambda: [end() for end in ends], daemon=True).start()

    @contextmanager
    def ended_by(self, end: Callable[[], object]) -> Iterator[None]:
        """Have `end` called, from another thread, if the question is given up meanwhile."""
        key = object()
        with self._lock:
            self._ends[key] = end
            gone = self._gone
        if gone:
            end()
        try:
            yield
        finally:
            with self._lock:
                del self._ends[key]


current_asking: ContextVar[Asking | None] = ContextVar("current_asking", default=None)


def nobody_waits() -> bool:
    """Say whether the question that is being answered was given up."""
    asking = current_asking.get()
    return asking is not None and asking.gone


@contextmanager
def ended_when_given_up(end: Callable[[], object]) -> Iterator[None]:
    """Have `end` called, from another thread, if what is being answered is given up meanwhile."""
    asking = current_asking.get()
    if asking is None:
        yield
        return
    with asking.ended_by(end):
        yield
