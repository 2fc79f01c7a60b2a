"""Runs this program's own commands as child processes; signals go on to them, so that nothing outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from types import FrameType

from newsarchive.cli.stopping import SIGNALS, StopRequest
from newsarchive.errors import EndedEarlyError
from newsarchive.logs.speaking import say

# What an operator, or a machine short of memory, ends a process with; other signals are crashes.
ENDING = (*SIGNALS, signal.SIGKILL)


def own_command(*arguments: str) -> list[str]:
    """Return the command line of `newsarchive ARGUMENTS…` as a child that ends with us."""
    return [sys.executable, "-m", "newsarchive.cli.child_entry", *arguments]


class SignalsToChild(StopRequest):
    """While entered, SIGTERM and Ctrl-C go to the child that runs; what is around it can still tidy up.

    Both go on as SIGTERM: Python answers SIGINT with an exception, and while a child is still importing that
    would be exit code 1.
    """

    def __init__(self) -> None:
        super().__init__()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self, command: list[str], environment: Mapping[str, str] | None = None) -> int:
        """Run to the end and return the exit code; 3 when a signal ended it, and 1 when that was a crash.

        The child gets a session of its own: a terminal's Ctrl-C reaches it once, through us. EndedEarlyError
        when a signal came before it was started.
        """
        if self.received:
            raise EndedEarlyError(f"Stopped by {self.received.name}.")
        self._child = subprocess.Popen(  # noqa: S603 - our own command
            command, env=os.environ | dict(environment or {}), start_new_session=True
        )
        if self.received:
            self._child.terminate()
        code = self._child.wait()
        if code >= 0:
            return code
        if not self.received:
            say(f"newsarchive: a process was ended by {_name(-code)}; run it again to go on.")
        return EndedEarlyError.exit_code if -code in ENDING else 1

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received = signal.Signals(number)
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
