"""A reader that leaves early (`newsarchive sources list | head`): one message and exit code 3."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from newsarchive.errors import EndedEarlyError


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Raise EndedEarlyError where the block writes to a stdout or stderr whose reader has closed it.

    Any other broken pipe, to a server or a process of ours, stays the error it is.
    """
    try:
        yield
    except BrokenPipeError as error:
        left = [stream for stream in (sys.stdout, sys.stderr) if _has_no_reader(stream)]
        if not left:
            raise
        for stream in left:
            drop_unwritten(stream)
        raise EndedEarlyError("The reader closed the output early; it is cut short.") from error


def drop_unwritten(stream: TextIO) -> None:
    """Send what is still buffered, and all that follows, nowhere.

    It would fail once more, with a message of Python's own, when the program ends.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _has_no_reader(stream: TextIO | None) -> bool:
    try:
        number = stream.fileno() if stream is not None else -1
    except (OSError, ValueError):  # no file, or closed
        return False
    asked = select.poll()
    asked.register(number, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in asked.poll(0))
