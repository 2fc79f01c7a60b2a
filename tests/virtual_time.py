"""An event loop whose time passes only while it waits: no test depends on how busy the machine is."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive import clock

# Seconds. Who waits for the rounding error of a moment would wait without end if that took nothing.
_SHORTEST = 1e-6
# Seconds that no test is about: who looks every second whether it may go on would look without end.
_WITHOUT_END = 86_400.0
_BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)  # far from midnight, where budgets of the day begin anew


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its waits take no real time, and at least a millionth of a second of its own.

    For code without threads and connections: their answers would come after waits that were skipped.
    """

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_Skipping(self))

    def time(self) -> float:
        return self.now

    def stand_still(self, seconds: float) -> None:
        """Let time pass without the loop running, as while a page is read."""
        self.now += seconds

    def moment(self) -> datetime:
        """Return the time of the loop as a clock on the wall shows it (for `clock.using`)."""
        return _BEGAN + timedelta(seconds=self.now)


class _Skipping(selectors.DefaultSelector):
    """Lets the time of its loop pass in the place of a wait."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready:
            return ready
        # At 0 somebody's turn has come, as when a test has failed and its tasks are cancelled.
        if timeout is None or (timeout > 0 and self._loop.now > _WITHOUT_END):
            raise RuntimeError("a test waits without end")
        self._loop.now += max(timeout, _SHORTEST)
        return ready


def loop() -> VirtualLoop:
    """Return the loop that runs."""
    running = asyncio.get_running_loop()
    assert isinstance(running, VirtualLoop)
    return running


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run it in a loop of its own, whose time `clock.now` tells as well."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        its = runner.get_loop()
        assert isinstance(its, VirtualLoop)
        with clock.using(its.moment):
            runner.run(coroutine)
