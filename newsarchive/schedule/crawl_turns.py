"""Whose crawl may start: so many at once, and beside them a few that take long, so that none holds others up.

A site may answer byte by byte, or name lists without end: its crawl goes on for hours, which is its right,
while other sources, at other hosts, wait for nothing.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Crawls that may go on beside the others once they have had their turn. Each takes some 400 MB with two
# workers (2026-12), and a machine must not run out of memory because its sites are slow.
MOST_OVERDUE = 2
# Seconds between two looks whether a crawl has outlasted its turn, or the round is being stopped.
_LOOK = 0.2


@dataclass(slots=True)
class _Crawl:
    name: str
    since: float
    is_told: bool = field(default=False)


class CrawlTurns:
    """Lets crawls start in the order in which they ask, at most `jobs` at once.

    A crawl that takes longer than `turn` seconds no longer counts as one of them, nor do up to MOST_OVERDUE
    in all; `print_message` is told of each when another one starts in its place.
    """

    def __init__(self, jobs: int, turn: float, print_message: Callable[[str], None]) -> None:
        self._jobs, self._turn, self._print_message = jobs, turn, print_message
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._running: list[_Crawl] = []
        self.at_once = jobs + MOST_OVERDUE

    def ticket(self) -> object:
        """Return a place in the queue, for `taken`; whoever has one must come to take it."""
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
        return ticket

    @contextmanager
    def taken(
        self, name: str, is_stopped: Callable[[], bool], ticket: object | None = None
    ) -> Iterator[bool]:
        """Wait for a turn; the value says whether there is one, False once `is_stopped` says so."""
        crawl = self._wait(name, is_stopped, self.ticket() if ticket is None else ticket)
        try:
            yield crawl is not None
        finally:
            with self._changed:
                if crawl is not None:
                    self._running.remove(crawl)
                self._changed.notify_all()

    def _wait(self, name: str, is_stopped: Callable[[], bool], ticket: object) -> _Crawl | None:
        with self._changed:
            try:
                while not is_stopped():
                    if self._waiting[0] is ticket and self._has_room():
                        crawl = _Crawl(name, time.monotonic())
                        self._running.append(crawl)
                        return crawl
                    self._changed.wait(_LOOK)
                return None
            finally:
                self._waiting.remove(ticket)

    def _has_room(self) -> bool:
        now = time.monotonic()
        overdue = [crawl for crawl in self._running if now - crawl.since > self._turn]
        if len(self._running) - min(len(overdue), MOST_OVERDUE) >= self._jobs:
            return False
        if len(self._running) >= self._jobs:
            for crawl in overdue:
                self._tell(crawl)
        return True

    def _tell(self, crawl: _Crawl) -> None:
        if not crawl.is_told:
            crawl.is_told = True
            self._print_message(
                f"{crawl.name}: its crawl takes longer than {self._turn:g} s; others start beside it"
            )
