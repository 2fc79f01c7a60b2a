"""Crawls as child processes, several at a time: none outlives the stop."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping

from newsarchive.errors import EndedEarlyError


class ChildCrawls:
    """`command` makes the command line of a crawl of a source that is due, `environment` is added to ours."""

    def __init__(self, command: Callable[[str], list[str]], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, dict(environment)
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self.stopped = False

    def run(self, name: str, started: Callable[[int], None]) -> int | None:
        """Crawl to the end; return the exit code, negative for a signal, None when no more are started.

        `started` is told the number of the process.
        """
        with self._lock:
            if self.stopped:
                return None
            # A session of its own: a terminal's Ctrl-C reaches it through us.
            child = subprocess.Popen(  # noqa: S603 - our own command
                self._command(name), env=os.environ | self._environment, start_new_session=True
            )
            self._children[child.pid] = child
        try:
            started(child.pid)
            return child.wait()
        finally:
            with self._lock:
                del self._children[child.pid]

    @property
    def running(self) -> int:
        """The number of crawls at work."""
        return len(self._children)

    def start_no_more(self) -> None:
        """Let those at work come to their end."""
        self.stopped = True

    def stop(self) -> None:
        """Start no more, and ask those at work to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End those at work at once; the frontier and the buried lock make that lossless."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        with self._lock:
            self.stopped = True
            for child in self._children.values():
                child.send_signal(number)


def exit_code(code: int | None) -> int:
    """Return an exit code of ours: 3 for what ended early by SIGTERM, Ctrl-C or SIGKILL, 1 for crashes."""
    if code is None or -code in {signal.SIGTERM, signal.SIGINT, signal.SIGKILL}:
        return EndedEarlyError.exit_code
    return code if code >= 0 else 1
