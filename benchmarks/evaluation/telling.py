"""Telling the person who waits what is being done, on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    started = time.monotonic()
    say(f"{what} …")
    yield
    say(f"{what}: {time.monotonic() - started:.0f} s")


def say(line: str) -> None:
    """Write a line."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
