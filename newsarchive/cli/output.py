"""Output of results: to stdout or a complete file, as a table, CSV, JSON lines or Parquet."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from newsarchive.cli.broken_pipe import drop_unwritten
from newsarchive.cli.tables import write_table
from newsarchive.errors import UsageError
from newsarchive.exports.parquet import write_parquet
from newsarchive.exports.row_text import Rows, write_csv, write_jsonl
from newsarchive.unfinished_files import create_unfinished, left_by_killed, unfinished_path

# The forms of a result, by their names in `--format`.

Writer = Callable[[BinaryIO, Sequence[str], Rows], None]

WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


# Where a result goes: stdout, or a file that appears complete or not at all (docs/reference/output.md).

# The errors of a full disk; no other error within the block comes from the output.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PARTIAL = ".partial"
# Files that are being written, which have no name yet.
_partial: set[Path] = set()


def drop_partial() -> None:
    """Remove files that are being written; called before the process is ended at once."""
    for file in list(_partial):
        with suppress(OSError):
            file.unlink()


def json_line(text: str) -> bytes:
    """Return a line of JSON as bytes; half a surrogate pair, which UTF-8 cannot hold, becomes its escape."""
    return text.encode("utf-8", "backslashreplace") + b"\n"


@contextmanager
def result_stream(output: Path | None, *, option: str = "--output") -> Iterator[BinaryIO]:
    """Yield a stream of bytes: stdout, or a file that appears only if the block ends without an error.

    Raises UsageError if the place cannot be written or is full; `option` is what it was given by.
    """
    with _to_stdout() if output is None else _to_file(output, option) as stream:
        yield stream


@contextmanager
def _to_stdout() -> Iterator[BinaryIO]:
    if sys.stdout is None:
        raise UsageError("Standard output is closed.", hint="Leave it open, or give --output FILE.")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        drop_unwritten(sys.stdout)
        raise UsageError(f"Standard output cannot be written: {error.strerror}.") from error


def _remove_left_over(final: Path) -> None:
    """Remove what killed processes left of the same result."""
    with suppress(OSError):  # a folder that cannot be listed may be written to all the same
        for path in left_by_killed(final.parent, _PARTIAL, f"{final.name}.{socket.gethostname()}."):
            with suppress(OSError):  # not ours to remove, say
                path.unlink()


@contextmanager
def _to_file(output: Path, option: str) -> Iterator[BinaryIO]:
    final = output.resolve()  # a symbolic link stays, and its target is replaced
    if final.exists() and not final.is_file():
        raise UsageError(f"{option} {str(output)!r} is not a regular file; give the name of a file to write.")
    # Beside it, under a hidden name, since only inside one folder a rename is atomic.
    partial = unfinished_path(final, _PARTIAL)
    with _writable(output, option):
        _remove_left_over(final)
        stream = os.fdopen(create_unfinished(partial), "wb")
    _partial.add(partial)
    try:
        try:
            yield stream
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise _unwritable(output, option, error) from error
            raise
        with _writable(output, option):
            stream.flush()
            os.fsync(stream.fileno())
            partial.replace(final)
            _sync_folder(final.parent)
    finally:
        with suppress(OSError):  # there is no room for what is still buffered
            stream.close()
        with suppress(FileNotFoundError):  # it was renamed meanwhile
            partial.unlink()
        _partial.discard(partial)


@contextmanager
def _writable(output: Path, option: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(output, option, error) from error


def _unwritable(output: Path, option: str, error: OSError) -> UsageError:
    return UsageError(
        f"{option} {str(output)!r} cannot be written: {error.strerror}.",
        hint="Give a file in a folder that exists, has room and is writable.",
    )


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
