"""Runs newsarchive's own commands as child processes and passes signals on, so that none outlives us."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from types import FrameType

from newsarchive.cli.stopping import STOP_SIGNALS, StopRequest
from newsarchive.environment import for_child
from newsarchive.errors import EndedEarlyError
from newsarchive.logs.console import print_message

# Signals by which an operator, or a machine short of memory, ends a process; others are crashes.
_ENDING = (*STOP_SIGNALS, signal.SIGKILL)


def own_command(*arguments: str) -> list[str]:
    """Return the command line of `newsarchive ARGUMENTS…` as a child that ends with us."""
    return [sys.executable, "-m", "newsarchive.cli.child_entry", *arguments]


class SignalsToChild(StopRequest):
    """A context manager that passes SIGTERM and Ctrl-C to the running child, so that the caller can clean up.

    Both are passed on as SIGTERM: Python raises an exception for SIGINT, and in a child that is still
    importing that would be exit code 1.
    """

    def __init__(self) -> None:
        super().__init__()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self, command: list[str], environment: Mapping[str, str] | None = None) -> int:
        """Run a command to its end; return its exit code, 3 if a signal ended it, 1 if that was a crash.

        The child gets a session of its own, so that a terminal's Ctrl-C reaches it once, through us. Raises
        EndedEarlyError if a signal came before the start.
        """
        if self.received:
            raise EndedEarlyError(f"Stopped by {self.received.name}.")
        self._child = subprocess.Popen(  # noqa: S603 - our own command
            command, env=for_child(environment), start_new_session=True
        )
        if self.received:
            self._child.terminate()
        code = self._child.wait()
        if code >= 0:
            return code
        if not self.received:
            print_message(f"newsarchive: a crawl was ended by {signal_name(-code)}; run it again to go on.")
        return EndedEarlyError.exit_code if -code in _ENDING else 1

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.received = signal.Signals(number)
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()


def signal_name(number: int) -> str:
    """Return the name of a signal."""
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
