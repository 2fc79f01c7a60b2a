"""A result that appears complete or not at all, whatever happens while it is written."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from newsarchive.errors import UsageError


class ResultFile:
    """Lines of text for a file that gets its name only when the `with` block ends well.

    They are written beside it, under a hidden name, since only inside one folder a rename is atomic.
    Raises UsageError when the place cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()  # through a symbolic link, which stays
        if self._path.exists() and not self._path.is_file():
            raise UsageError(f"--output {str(path)!r} is no regular file; give the name of a file to make.")
        self._partial = self._path.with_name(f".{self._path.name}.{os.getpid()}.partial")
        self._file: BinaryIO

    def __enter__(self) -> Self:
        try:
            self._file = self._partial.open("wb")
        except OSError as error:
            raise UsageError(
                f"--output {str(self._path)!r} cannot be written: {error.strerror}.",
                hint="Give a file in a folder that exists and is yours to write in.",
            ) from error
        return self

    def write_line(self, line: str) -> None:
        """Add one line of JSON; half a surrogate pair, which UTF-8 cannot hold, becomes its JSON escape."""
        self._file.write(line.encode("utf-8", "backslashreplace") + b"\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._partial.replace(self._path)
                _sync_folder(self._path.parent)
        finally:
            self._file.close()
            self._partial.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
