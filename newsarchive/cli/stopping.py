"""SIGTERM and Ctrl-C as a polite request: what is in hand is finished, then the command ends with code 3."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Self

from newsarchive.errors import EndedEarlyError

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopRequest:
    """Remembers that a signal came: use as a context manager, ask `received`. A second one ends at once."""

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._before = {number: signal.getsignal(number) for number in SIGNALS}

    def __enter__(self) -> Self:
        for number in SIGNALS:
            signal.signal(number, self._receive)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received = signal.Signals(number)
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)


class StopAtOnce(StopRequest):
    """For work with nothing to finish: the signal raises EndedEarlyError where the program is."""

    def _receive(self, number: int, frame: FrameType | None) -> None:
        super()._receive(number, frame)
        raise EndedEarlyError(f"Stopped by {signal.Signals(number).name}; the result is cut short.")


def demand_all_read(not_read: int) -> None:
    """Raise EndedEarlyError where workers were killed from outside over some of the pages."""
    if not_read:
        raise EndedEarlyError(
            f"{not_read:,} pages were not read, since their workers were killed; all others are done.",
            hint="The same command tries them again. 'dmesg' names what the kernel killed to have memory.",
        )
