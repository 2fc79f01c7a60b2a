"""An archive that cannot be used is told once too, though it cannot remember that itself: a file does."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from contextlib import suppress
from pathlib import Path

from newsarchive.errors import ArchiveError
from newsarchive.health.messages import Message
from newsarchive.health.notifier import Notifier
from newsarchive.paths import project_root

logger = logging.getLogger(__name__)


class Away:
    """Whether people were told that the archive at `url` is away."""

    def __init__(self, url: str, notifier: Notifier, folder: Path | None = None) -> None:
        self._notifier = notifier
        name = f"newsarchive-away-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
        self._file = (folder or _folder()) / name

    def away(self, error: ArchiveError) -> None:
        """Tell that the archive cannot be used, unless that was told already."""
        if not self._notifier:
            return
        try:
            self._file.touch(exist_ok=False)  # of two processes one makes it
        except FileExistsError:
            return
        except OSError as problem:
            logger.warning("%s cannot be written: %s.", self._file, problem.strerror)
            return
        told = Message("newsarchive: the archive cannot be used", f"{error}\nUntil then nothing is crawled.")
        if not self._notifier.send(told):
            self._forget()

    def back(self) -> None:
        """Tell that the archive can be used again, where people were told that it was not."""
        if self._notifier and self._file.exists():
            self._forget()
            self._notifier.send(Message("newsarchive: the archive can be used again", "Crawls go on."))

    def _forget(self) -> None:
        with suppress(OSError):
            self._file.unlink()


def _folder() -> Path:
    own = project_root() / "var"
    return own if own.is_dir() else Path(tempfile.gettempdir())
