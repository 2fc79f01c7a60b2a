"""The sample newsroom's server as a child process: started, asked where it listens, always stopped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from newsarchive.errors import ConfigurationError

# Seconds a server gets to end by itself; it has nothing to save.
PATIENCE = 5.0


class NewsroomProcess:
    """Use as a context manager; then `proxy` is its address and `visit` the number of this visit."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._process: subprocess.Popen[str] | None = None
        self.proxy = ""
        self.visit = 0

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "newsarchive.newsroom", "--with-parent", "--state", str(self._state)]
        # A session of its own: Ctrl-C must end the crawl first, and the server after it.
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._process.stdout is not None
        word, _, port = self._process.stdout.readline().strip().partition(" ")
        if word != "ready":
            self.stop()
            raise ConfigurationError("The sample newsroom's server did not start; it said why above.")
        self.proxy = f"http://127.0.0.1:{port}"
        self.visit = int(self._state.read_text(encoding="ascii"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; one that does not is killed."""
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
