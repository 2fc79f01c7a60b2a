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


def create_unfinished(path: Path) -> int:
    """Create an unfinished file and return its descriptor, to write.

    Its name can be guessed: where others write to the folder, a link there would lead to another file, and
    what stands there would be theirs to read. So what stands there goes. Raises OSError.
    """
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)


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
