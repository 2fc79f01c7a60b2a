"""Hidden files that a command writes until they are whole, and what killed processes left of them."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def unfinished_path(final: Path, suffix: str) -> Path:
    """Return the hidden name beside `final` for what this process writes until it is whole."""
    return final.with_name(f".{final.name}.{socket.gethostname()}.{os.getpid()}{suffix}")


def left_by_killed(folder: Path, suffix: str, beginning: str = "") -> Iterator[Path]:
    """Yield what killed processes of this machine left in a folder; `beginning` of whose final name.

    What living processes write stays, and what other machines do: whether those live is not known here.
    """
    place = f".{socket.gethostname()}."
    for path in folder.iterdir():
        if not path.name.startswith(f".{beginning}") or not path.name.endswith(suffix):
            continue
        final, _, number = path.name.removesuffix(suffix).rpartition(place)
        is_number = number.isascii() and number.isdigit()
        if final and is_number and int(number) != os.getpid() and not _lives(int(number)):
            yield path


def _lives(number: int) -> bool:
    with suppress(PermissionError, OverflowError):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
    return True
