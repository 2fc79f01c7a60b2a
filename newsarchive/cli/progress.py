"""Progress of long work on stderr: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from newsarchive.logs.console import echo
from newsarchive.logs.formats import visible

# Often enough to show that it is running, and seldom enough for a log that is kept.
_SECONDS_BETWEEN_LINES = 5.0


class ProgressReport:
    """Counts steps towards a total and shows them; use as a context manager."""

    def __init__(self, label: str, total: int, *, terminal: bool | None = None) -> None:
        self._label = label = visible(label)
        self._total = total
        self._done = 0
        self._shown_at = time.monotonic()
        terminal = sys.stderr.isatty() if terminal is None else terminal
        self._bar = _bar() if terminal else None
        self._task = self._bar.add_task(label, total=total) if self._bar else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def step(self, count: int = 1) -> None:
        """Add `count` steps that are done."""
        self._done += count
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)
        elif time.monotonic() - self._shown_at >= _SECONDS_BETWEEN_LINES:
            self._shown_at = time.monotonic()
            echo(f"{self._label}: {self._done:,} of {self._total:,}", err=True)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
