"""SIGTERM and Ctrl-C: the command finishes what it is doing, then ends with exit code 3."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Self

from newsarchive.errors import EndedEarlyError

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopRequest:
    """A context manager that notes a signal in `received`; a second signal ends the process at once."""

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._before = {number: signal.getsignal(number) for number in STOP_SIGNALS}

    def __enter__(self) -> Self:
        for number in STOP_SIGNALS:
            signal.signal(number, self._receive)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received = signal.Signals(number)
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_DFL)


class StopCount(StopRequest):
    """For commands that pass signals on: a second one ends the children at once, and so this process, too."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received = signal.Signals(number)
        self.times += 1


class StopAtOnce(StopRequest):
    """For work that needs no finishing: the signal raises EndedEarlyError at once."""

    def _receive(self, number: int, frame: FrameType | None) -> None:
        super()._receive(number, frame)
        raise EndedEarlyError(f"Stopped by {signal.Signals(number).name}; the result is cut short.")


def demand_all_read(not_read: int) -> None:
    """Raise EndedEarlyError if pages were not read because their workers were killed from outside."""
    if not_read:
        raise EndedEarlyError(
            f"{not_read:,} pages were not read because their workers were killed; all others are done.",
            hint="The same command tries them again. 'dmesg' shows what was killed for lack of memory.",
        )
